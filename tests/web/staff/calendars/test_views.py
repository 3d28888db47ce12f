"""Calendar files for staff, over HTTP."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from people.models import AccessLog, Role
from tests.web.conftest import SignIn, book
from tests.world import HANNES, NGOZI, World, at

GOOD = {"scope": "clinic", "from": "2026-11-01", "to": "2026-11-30", "detail": "busy"}
PATH = "/staff/calendars/export.ics"


def test_file_is_a_download_without_a_name_of_anybody(busy_day: World, signed_in: SignIn) -> None:
    scope = f"practitioner:{busy_day['Dr Amara Osei'].pk}"

    response = signed_in(Role.RECEPTION).get(PATH, {**GOOD, "scope": scope})

    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == (
        'attachment; filename="calendar-2026-11-01-2026-11-30.ics"'
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    (event,) = Calendar.from_ical(response.content).events
    assert event["summary"] == "Busy"
    assert event.start == at(26, 9, 15)


def test_without_detail_it_tells_the_least(busy_day: World, signed_in: SignIn) -> None:
    asked = {name: value for name, value in GOOD.items() if name != "detail"}

    response = signed_in(Role.RECEPTION).get(PATH, asked)

    assert {each["summary"] for each in Calendar.from_ical(response.content).events} == {"Busy"}


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"scope": ""}, "Choose whose calendar"),
        ({"from": ""}, "Enter the first day."),
        ({"to": ""}, "Enter the last day."),
        ({"from": "yesterday"}, "Write year, month and day"),
        ({"to": "2026-11-31"}, "Write year, month and day"),
        ({"from": "0001-01-01"}, "Write year, month and day"),
        ({"to": "9999-12-31"}, "Write year, month and day"),
        ({"from": "\x00"}, "There is a problem"),
        ({"from": "١٠"}, "Write year, month and day"),
        ({"to": "2026-10-31"}, "must not be before"),
        ({"to": "2027-11-02"}, "at most 366 days"),
        ({"detail": "everything"}, "Choose busy, initials or full."),
        ({"detail": "x" * 10_000}, "Choose busy, initials or full."),
        ({"scope": "\x00"}, "There is a problem"),
    ],
)
def test_bad_wish_is_told_on_the_page_that_mends_it(
    changed: dict[str, str], words: str, staffed: World, signed_in: SignIn
) -> None:
    response = signed_in(Role.RECEPTION).get(PATH, {**GOOD, **changed})

    assert response.status_code == 400
    assert response["Content-Type"].startswith("text/html")
    content = response.content.decode()
    assert words in content
    assert 'role="alert"' in content


@pytest.mark.parametrize("scope", ["room:0", "bay:1", "everything", "practitioner:x", "👩"])
def test_unknown_scope_is_not_found(scope: str, staffed: World, signed_in: SignIn) -> None:
    assert signed_in(Role.MANAGER).get(PATH, {**GOOD, "scope": scope}).status_code == 404


def test_other_clinics_scope_is_not_found(elsewhere: World, signed_in: SignIn) -> None:
    for name in ("Dr Amara Osei", "Procedure A"):
        foreign = elsewhere[name]
        scope = f"{foreign.kind}:{foreign.pk}"
        assert signed_in(Role.MANAGER).get(PATH, {**GOOD, "scope": scope}).status_code == 404


def test_strangers_file_has_nobody_of_ours(busy_day: World, stranger: Client) -> None:
    response = stranger.get(PATH, {**GOOD, "detail": "full"})

    events = Calendar.from_ical(response.content).events
    assert [each["summary"] for each in events] == [HANNES.full_name]


def test_names_beyond_the_right_are_refused_in_words(busy_day: World, signed_in: SignIn) -> None:
    response = signed_in(Role.DOCTOR).get(PATH, {**GOOD, "detail": "full"})

    assert response.status_code == 403
    assert "names only from your own calendar" in response.content.decode()
    assert not AccessLog.objects.exists()


def test_doctor_may_have_names_of_the_own_calendar(busy_day: World, signed_in: SignIn) -> None:
    scope = f"practitioner:{busy_day['Dr Amara Osei'].pk}"

    response = signed_in(Role.DOCTOR).get(PATH, {**GOOD, "scope": scope, "detail": "full"})

    assert b"SUMMARY:Olena Bondar" in response.content
    assert [each.patient.full_name for each in AccessLog.objects.all()] == ["Olena Bondar"]


def test_same_rows_give_the_same_bytes(busy_day: World, signed_in: SignIn) -> None:
    browser = signed_in(Role.RECEPTION)

    assert browser.get(PATH, GOOD).content == browser.get(PATH, GOOD).content


def test_page_offers_every_scope_and_needs_no_script(staffed: World, signed_in: SignIn) -> None:
    vogt = staffed["Dr Lena Vogt"].pk

    page = signed_in(Role.RECEPTION).get(
        f"/staff/calendars/?scope=practitioner:{vogt}&from=2026-11-26"
    )

    content = page.content.decode()
    assert f'<option value="practitioner:{vogt}" selected>Dr Lena Vogt</option>' in content
    assert 'value="2026-11-26"' in content
    assert f'<form class="fields" method="get" action="{PATH}"' in content
    for name in ("MedClinic", "Dr Amara Osei", "Procedure A"):
        assert f">{name}</option>" in content


def test_page_for_an_unknown_scope_is_not_found(staffed: World, signed_in: SignIn) -> None:
    assert signed_in(Role.RECEPTION).get("/staff/calendars/?scope=room:0").status_code == 404


def test_queries_do_not_grow_with_the_visits(staffed: World, signed_in: SignIn) -> None:
    browser = signed_in(Role.RECEPTION)

    def cost() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert browser.get(PATH, {**GOOD, "detail": "full"}).status_code == 200
        return len(counted)

    book(staffed, start=at(26, 9))
    one = cost()
    book(staffed, start=at(26, 11), who=NGOZI)

    assert cost() == one
    assert AccessLog.objects.filter(at__date__gte=date(2026, 1, 1)).count() == 3
