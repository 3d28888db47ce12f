"""Reception's day, as a list and as lanes."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from people.models import Patient, Role, User
from scheduling.models import Appointment
from scheduling.services.cancellation import cancel_appointment
from tests.web.conftest import DAY, SignIn, book
from tests.world import HANNES, NGOZI, NOW, World, at


def see(signed_in: SignIn, query: str = "", role: Role = Role.RECEPTION) -> str:
    return signed_in(role).get(f"/staff/board/?date={DAY}{query}").content.decode()


def used_by(visit: Appointment) -> list[str]:
    """Return the names of its doctor, room and bays, which are chosen at random among equals."""
    return [each.resource.name for each in visit.allocations.select_related("resource")]


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.MANAGER, Role.NURSE, Role.DOCTOR])
def test_list_has_everything_of_the_day(role: Role, busy_day: World, signed_in: SignIn) -> None:
    page = see(signed_in, role=role)

    visit = Appointment.objects.get(patient__full_name="Olena Bondar")
    for words in (
        "Thursday 26 November",
        "Olena Bondar",
        "Ngozi Okoro",
        "09:00",
        "10:05",
        *used_by(visit),
        visit.reference,
        "Booked",
        "No doctor&#x27;s order",
        "<b>2</b> visits",
    ):
        assert words in page, words
    assert page.index("Olena Bondar") < page.index("Ngozi Okoro")


def test_called_off_visit_stays_in_its_place(busy_day: World, signed_in: SignIn) -> None:
    visit = Appointment.objects.get(patient__full_name="Olena Bondar")
    by = User.objects.get(role=Role.RECEPTION)
    cancel_appointment(
        clinic=busy_day.clinic, uid=visit.uid, revision=1, reason="ill", now=NOW, by=by
    )

    page = see(signed_in)

    assert '<tr role="row" class="list__off">' in page
    assert "<b>1</b> called off" in page
    assert "Olena" not in see(signed_in, "&view=all")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("bond", ["Olena"]),
        ("BONDAR olena", ["Olena"]),
        ("o", ["Olena", "Ngozi"]),
        ("{reference}", ["Olena"]),
        ("{spoken}", ["Olena"]),
        ("{part}", ["Olena"]),
        ("nobody", []),
        ("\x00", ["Olena", "Ngozi"]),
        ("👩‍⚕️", []),
        ("x" * 10_000, []),
    ],
)
def test_find_by_name_or_reference(
    words: str, found: list[str], busy_day: World, signed_in: SignIn
) -> None:
    visit = Appointment.objects.get(patient__full_name="Olena Bondar")
    Appointment.objects.exclude(pk=visit.pk).update(reference="000-000-000")
    Appointment.objects.filter(pk=visit.pk).update(reference="K7P-4MD-2XQ")
    typed = words.format(reference="K7P-4MD-2XQ", spoken="k7p 4md 2xq", part="4md-2")

    browser = signed_in(Role.RECEPTION)
    answer = browser.post("/staff/board/find/", {"date": DAY, "view": "list", "q": typed})

    is_asked = bool(words.strip("\x00"))
    assert answer.url == f"/staff/board/?date={DAY}&view=list{'&found=1' * is_asked}"
    content = browser.get(answer.url).content.decode()
    assert [name for name in ("Olena", "Ngozi") if f'"person">{name}' in content] == found


def test_search_stays_with_its_day_and_ends_with_the_menu(
    busy_day: World, signed_in: SignIn
) -> None:
    browser = signed_in(Role.RECEPTION)
    assert browser.get("/staff/board/find/").status_code == 405
    browser.post("/staff/board/find/", {"date": DAY, "q": "bondar"})

    page = browser.get(f"/staff/board/?date={DAY}&found=1").content.decode()

    assert "for “bondar”" in page
    assert "?found=1&amp;date=2026-11-27" in page
    assert "q=" not in page
    assert "Ngozi Okoro" in browser.get(f"/staff/board/?date={DAY}").content.decode()


def test_filter_by_practitioner(busy_day: World, signed_in: SignIn) -> None:
    page = see(signed_in, f"&practitioner={busy_day['Dr Lena Vogt'].pk}")

    assert "Ngozi Okoro" in page
    assert "Olena" not in page
    assert "visit found" in page


def test_empty_day_says_so(staffed: World, signed_in: SignIn) -> None:
    assert "No visits on this day." in see(signed_in)


@pytest.mark.parametrize("view", ["list", "all", "specialists", "rooms", "bays", "nonsense"])
def test_names_are_text_and_nothing_else(view: str, busy_day: World, signed_in: SignIn) -> None:
    Patient.objects.filter(full_name="Olena Bondar").update(full_name='<i x="1">O')

    page = see(signed_in, f"&view={view}")

    assert "<i x=" not in page
    assert "&lt;i x=&quot;1&quot;&gt;O" in page


@pytest.mark.parametrize("view", ["list", "all"])
def test_stranger_sees_nobody(view: str, busy_day: World, stranger: Client) -> None:
    visit = Appointment.objects.get(patient__full_name="Olena Bondar")

    stranger.post("/staff/board/find/", {"q": "ol"})
    page = stranger.get(f"/staff/board/?date={DAY}&view={view}&visit={visit.uid}&found=1")

    content = page.content.decode()
    for secret in ("Olena", "Bondar", "Ngozi", visit.reference):
        assert secret not in content


def test_picked_visit_is_told_beside_the_board(busy_day: World, signed_in: SignIn) -> None:
    visit = Appointment.objects.get(patient__full_name="Olena Bondar")

    page = see(signed_in, f"&view=all&visit={visit.uid}")

    assert 'id="panel-name">Olena Bondar' in page
    assert "09:15–09:35" in page
    assert page.count("is-picked") == 4  # doctor, room, bay before and after


@pytest.mark.parametrize("asked", ["x", "%00", "00000000-0000-0000-0000-000000000000"])
def test_unknown_visit_picks_nothing(asked: str, busy_day: World, signed_in: SignIn) -> None:
    page = see(signed_in, f"&view=all&visit={asked}")

    assert "is-picked" not in page
    assert 'id="panel"' not in page


@pytest.mark.parametrize(("view", "expected"), [("list", 12), ("all", 16)])
def test_queries_do_not_grow_with_the_visits(
    view: str, expected: int, staffed: World, signed_in: SignIn
) -> None:
    browser = signed_in(Role.RECEPTION)

    def cost() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert browser.get(f"/staff/board/?date={DAY}&view={view}").status_code == 200
        return len(counted)

    book(staffed, start=at(26, 9))
    one = cost()
    book(staffed, start=at(26, 11), who=NGOZI)
    book(staffed, "consult_pain", at(26, 14), who=HANNES)

    # session, user, clinic, alerts, resources; visits with four relations; on the board hours too
    assert cost() == one == expected
