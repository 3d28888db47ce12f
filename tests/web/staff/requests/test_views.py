"""The inbox: what patients asked for, answered by a doctor."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from intake.selectors.booking_requests import open_requests
from intake.services.booking import book_appointment
from people.models import Role, User
from scheduling.core.status import Status
from scheduling.models import Appointment, AppointmentEvent
from scheduling.services.cancellation import cancel_appointment
from tests.web.conftest import PRACTICE, SignIn
from tests.world import HANNES, NGOZI, NOW, OLENA, World, at, request_for

PAGE = "/staff/requests/"
HOUR = timedelta(hours=1)
START = at(26, 9)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an hour after the first request."""
    monkeypatch.setattr(timezone, "now", lambda: NOW + HOUR)


def ask(
    world: World, who: object = OLENA, start: datetime = START, **fields: object
) -> Appointment:
    return book_appointment(
        clinic=world.clinic,
        codes=["tfesi"],
        start=start,
        request=request_for(who, **fields),  # type: ignore[arg-type]
        now=NOW,
    )


@pytest.fixture
def asked(staffed: World) -> Appointment:
    return ask(staffed)


@pytest.fixture
def doctor(signed_in: SignIn) -> Client:
    return signed_in(Role.DOCTOR)


def text_of(browser: Client, path: str = PAGE) -> str:
    return " ".join(browser.get(path).content.decode().split())


def day_of(visit: Appointment) -> str:
    """Return the address of the day of whoever was found for the visit."""
    lead = visit.allocations.get(is_lead=True).resource_id
    return f"/staff/day/?date=2026-11-26&practitioner={lead}"


def accept(
    browser: Client, visit: Appointment, revision: int | None = None, **ticks: str
) -> object:
    answer = {"revision": visit.revision if revision is None else revision} | ticks
    return browser.post(f"{PAGE}{visit.uid}/accept/", answer)


def decline(browser: Client, visit: Appointment, **changed: object) -> object:
    answer = {"revision": visit.revision, "reason": "consultation", "note": "old MRI"} | changed
    return browser.post(f"{PAGE}{visit.uid}/decline/", answer)


def test_nobody_waits(doctor: Client) -> None:
    page = text_of(doctor)
    assert "Nobody waits for an answer." in page
    assert ">Requests</a>" in page


def test_a_request_says_all_that_is_needed_to_answer(staffed: World, doctor: Client) -> None:
    ask(
        staffed,
        note="I faint when I see needles",
        screening={"anticoagulant": "yes", "diabetes": "unsure", "pregnancy": "no", "escort": "no"},
    )
    page = text_of(doctor)
    for said in (
        "Thu 26 Nov <b>09:00</b>",
        "Olena Bondar",
        "58",
        "Transforaminal",
        "until 10:05",
        "I faint when I see needles",
        "Do you take a blood thinner or anything against blood clots? <b>Yes</b>",
        "Do you have diabetes? <b>Not sure</b>",
        "Will an adult take you home? <b>No</b>",
        "Tue 3 Nov, 09:00",
        "No doctor&#x27;s order",
    ):
        assert said in page
    assert "pregnant" in page.split("1 answer without a doubt")[1]


def test_unasked_questions_are_not_taken_for_harmless(asked: Appointment, doctor: Client) -> None:
    assert "Not asked yet" in text_of(doctor)


def test_the_most_pressing_comes_first(staffed: World) -> None:
    far, near = ask(staffed, start=at(26, 9)), ask(staffed, NGOZI, at(3, 12))
    soon = ask(staffed, HANNES, at(4, 9))
    Appointment.objects.filter(pk=far.pk).update(decide_by=NOW + 72 * HOUR)
    doctor = User.objects.get(role=Role.DOCTOR)
    found = [each.appointment for each in open_requests(doctor, staffed.clinic)]
    assert found == [near, soon, far]


def test_the_list_costs_the_same_however_long(
    staffed: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    doctor = User.objects.get(role=Role.DOCTOR)
    answers = {"anticoagulant": "yes"}
    for number in (1, 2):
        who = (OLENA, NGOZI)[number - 1]
        ask(staffed, who, at(25 + number, 9), screening=answers)
        with django_assert_num_queries(13):
            assert len(open_requests(doctor, staffed.clinic)) == number


def test_a_blood_thinner_is_accepted_only_with_the_tick(staffed: World, doctor: Client) -> None:
    told = {"screening": {"anticoagulant": "yes"}, "blood_thinners": ["warfarin"]}
    asked = ask(staffed, OLENA, at(26, 9), **told)
    page = doctor.get(PAGE).content.decode()
    assert "Yes: warfarin" in page
    assert 'name="is_thinner_reviewed"' in page
    refused = accept(doctor, asked)
    assert refused.status_code == 400  # type: ignore[attr-defined]
    accept(doctor, asked, is_thinner_reviewed="1")
    asked.refresh_from_db()
    assert asked.status == "booked"
    assert "blood_thinner_reviewed" in asked.flags


def test_accepting_books_and_says_so(asked: Appointment, doctor: Client) -> None:
    answer = accept(doctor, asked)
    assert answer.url == f"{PAGE}?done=accepted"  # type: ignore[attr-defined]
    asked.refresh_from_db()
    assert asked.status == Status.BOOKED
    event = AppointmentEvent.objects.get(appointment=asked, what="accepted")
    assert event.by == User.objects.get(role=Role.DOCTOR)
    assert "Booked. The patient is told" in text_of(doctor, f"{PAGE}?done=accepted")
    assert "Accepted by a doctor" in text_of(doctor, day_of(asked))


def test_declining_asks_first(asked: Appointment, doctor: Client) -> None:
    page = text_of(doctor, f"{PAGE}{asked.uid}/decline/")
    assert "Decline this request?" in page
    assert "Olena Bondar" in page
    asked.refresh_from_db()
    assert asked.status == Status.REQUESTED


def test_declining_frees_the_time_and_says_so(asked: Appointment, doctor: Client) -> None:
    answer = decline(doctor, asked)
    assert answer.url == f"{PAGE}?done=declined"  # type: ignore[attr-defined]
    asked.refresh_from_db()
    assert (asked.status, asked.decline_reason) == (Status.CANCELLED, "consultation")
    assert asked.cancel_reason == "old MRI"
    assert not asked.allocations.filter(released_at=None).exists()
    assert "The time is free again" in text_of(doctor, f"{PAGE}?done=declined")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"reason": ""}, "Choose a reason."),
        ({"reason": "because"}, "Choose a reason."),
        ({"reason": "other", "note": " "}, "Say in a few words"),
        ({"note": "x" * 201}, "at most 200"),
        ({"note": "a\x00b"}, "Null characters"),
        ({"revision": "x"}, "whole number"),
    ],
)
def test_a_wrong_answer_is_explained_and_changes_nothing(
    asked: Appointment, doctor: Client, changed: dict[str, object], said: str
) -> None:
    answer = decline(doctor, asked, **changed)
    assert answer.status_code == 400  # type: ignore[attr-defined]
    assert said in answer.content.decode()  # type: ignore[attr-defined]
    asked.refresh_from_db()
    assert asked.status == Status.REQUESTED


@pytest.mark.parametrize("answer", [accept, decline])
def test_who_is_overtaken_is_told_kindly(
    staffed: World, asked: Appointment, doctor: Client, answer: object
) -> None:
    late = ask(staffed, NGOZI, at(27, 9))
    cancel_appointment(clinic=staffed.clinic, uid=asked.uid, revision=1, reason="better", now=NOW)
    told = answer(doctor, asked)  # type: ignore[operator]
    page = told.content.decode()
    assert told.status_code == 409
    assert "The list below is up to date" in page
    assert late.patient is not None
    assert late.patient.full_name in page
    asked.refresh_from_db()
    assert asked.cancel_reason == "better"


@pytest.mark.parametrize("answer", [accept, decline])
def test_a_page_that_is_out_of_date_decides_nothing(
    asked: Appointment, doctor: Client, answer: object
) -> None:
    told = answer(doctor, asked, revision=0)  # type: ignore[operator]
    assert told.status_code == 409
    asked.refresh_from_db()
    assert asked.status == Status.REQUESTED


def test_an_answer_without_a_revision_is_refused(asked: Appointment, doctor: Client) -> None:
    assert doctor.post(f"{PAGE}{asked.uid}/accept/").status_code == 400
    asked.refresh_from_db()
    assert asked.status == Status.REQUESTED


@pytest.mark.parametrize("role", Role)
def test_everybody_in_practice_reads_and_doctors_answer(
    role: Role, asked: Appointment, signed_in: SignIn
) -> None:
    browser = signed_in(role)
    page = browser.get(PAGE)
    assert page.status_code == (200 if role in PRACTICE else 403)
    assert (b"/accept/" in page.content) == (role == Role.DOCTOR)
    if role != Role.DOCTOR:
        assert accept(browser, asked).status_code == 403  # type: ignore[attr-defined]
        assert decline(browser, asked).status_code == 403  # type: ignore[attr-defined]
        asked.refresh_from_db()
        assert asked.status == Status.REQUESTED


def test_the_menu_counts_for_doctors(asked: Appointment, signed_in: SignIn) -> None:
    assert ">Requests (1)</a>" in text_of(signed_in(Role.DOCTOR), "/staff/day/")
    assert ">Requests</a>" in text_of(signed_in(Role.NURSE), "/staff/day/")


def test_the_day_says_until_when_it_must_be_accepted(asked: Appointment, doctor: Client) -> None:
    Appointment.objects.filter(pk=asked.pk).update(decide_by=at(24, 14))
    assert "to be accepted by Tue 24 Nov, 14:00" in text_of(doctor, day_of(asked))


def test_strangers_get_nothing(asked: Appointment, stranger: Client, client: Client) -> None:
    assert b"Olena" not in stranger.get(PAGE).content
    User.objects.filter(email="stranger@elsewhere.example").update(role=Role.DOCTOR)
    assert b"Olena" not in stranger.get(PAGE).content
    assert stranger.get(f"{PAGE}{asked.uid}/decline/").status_code == 404
    assert accept(stranger, asked).status_code == 404  # type: ignore[attr-defined]
    assert decline(stranger, asked).status_code == 404  # type: ignore[attr-defined]
    assert client.get(PAGE).url.startswith("/staff/?next=")
    assert accept(client, asked).status_code == 302  # type: ignore[attr-defined]
    asked.refresh_from_db()
    assert asked.status == Status.REQUESTED


@pytest.mark.parametrize("method", ["get", "head", "put", "delete"])
def test_no_link_accepts(asked: Appointment, doctor: Client, method: str) -> None:
    assert getattr(doctor, method)(f"{PAGE}{asked.uid}/accept/").status_code == 405
    asked.refresh_from_db()
    assert asked.status == Status.REQUESTED


def test_forms_carry_the_token_against_forgery(asked: Appointment) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(
        User.objects.get(role=Role.DOCTOR),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    assert accept(browser, asked).status_code == 403  # type: ignore[attr-defined]
