"""A patient's record: what it tells, who reads it, and what stays out."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from intake.models import TriageRecord
from intake.services.booking import book_appointment
from intake.services.consent import load_consent_texts
from intake.services.triage import record_triage
from people.models import AccessLog, Role, User
from procedures.selectors import safety_questions
from scheduling.models import Appointment
from scheduling.services.cancellation import cancel_appointment
from tests.web.conftest import DAY, SignIn, book
from tests.world import NGOZI, NOW, OLENA, World, at, request_for

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(hours=1))


@pytest.fixture
def visit(staffed: World) -> Appointment:
    """Olena asks for an injection, with pain that calls for a look, after two visits before."""
    book(staffed, "tfesi", at(5, 9))
    off = book(staffed, "consult_pain", at(6, 9))
    cancel_appointment(
        clinic=staffed.clinic, uid=off.uid, revision=off.revision, now=NOW, reason="better"
    )
    answers = dict.fromkeys((each.code for each in safety_questions()), "no")
    triage = record_triage(clinic=staffed.clinic, answers=answers, now=NOW)
    asked = book_appointment(
        clinic=staffed.clinic,
        codes=["tfesi"],
        start=at(26, 9),
        request=request_for(
            OLENA,
            note="My daughter brings me",
            screening={"anticoagulant": "no", "diabetes": "unsure", "pregnancy": "no"},
            triage=triage.uid,
        ),
        now=NOW,
    )
    doubtful = [each | {"answer": "unsure"} for each in triage.answers][-1:]
    TriageRecord.objects.filter(pk=triage.pk).update(answers=doubtful)
    return asked


def path(visit: Appointment) -> str:
    return f"/staff/visits/{visit.uid}/"


def text_of(browser: Client, address: str, **headers: str) -> str:
    return " ".join(browser.get(address, headers=headers).content.decode().split())


def test_record_tells_what_a_doctor_should_know(visit: Appointment, signed_in: SignIn) -> None:
    page = text_of(signed_in(Role.DOCTOR), path(visit))
    for words in (
        "Olena Bondar",
        "14 March 1968",
        "My daughter brings me",
        "<dt>Missing</dt>",
        "A doctor&#x27;s order",
        "<dt>Safety answers</dt>",
        "Do you have diabetes? <b>Not sure</b>",
        "2 answers without a doubt",
        "Thursday 5 November 2026: Transforaminal",
        "Friday 6 November 2026: Pain specialist consultation",
        "Cancelled",
        "The last one before it: Thursday 5 November 2026.",
        "This is number 2.",
    ):
        assert words in page, words
    assert "Thursday 26 November 2026:" not in page  # the visit itself is none of the others


def test_consent_that_nobody_gave_is_missing(visit: Appointment, signed_in: SignIn) -> None:
    assert "<b>Consent</b>" not in text_of(signed_in(Role.DOCTOR), path(visit))
    load_consent_texts()
    assert "<b>Consent</b>" in text_of(signed_in(Role.DOCTOR), path(visit))


def test_sheet_is_the_record_alone(visit: Appointment, signed_in: SignIn) -> None:
    sheet = text_of(signed_in(Role.NURSE), path(visit), **HTMX)
    assert "Olena Bondar" in sheet
    assert 'data-close="sheet"' in sheet
    assert "<html" not in sheet
    page = text_of(signed_in(Role.NURSE), path(visit))
    assert "<title>Record of a visit" in page
    assert "data-close" not in page


def test_names_of_the_day_list_open_it_for_those_who_read_answers(
    visit: Appointment, signed_in: SignIn
) -> None:
    lead = visit.allocations.get(is_lead=True).resource_id
    day = f"/staff/day/?date={DAY}&practitioner={lead}"
    assert f'href="{path(visit)}"' in text_of(signed_in(Role.DOCTOR), day)
    assert 'id="sheet"' in text_of(signed_in(Role.NURSE), day)
    assert path(visit) not in text_of(signed_in(Role.RECEPTION), day)


@pytest.mark.parametrize("role", Role)
def test_only_doctors_and_nurses_open_it_and_it_is_written_down(
    role: Role, visit: Appointment, signed_in: SignIn
) -> None:
    allowed = role in (Role.DOCTOR, Role.NURSE)
    assert signed_in(role).get(path(visit)).status_code == (200 if allowed else 403)
    looks = AccessLog.objects.filter(what="record of a visit", patient=visit.patient)
    assert looks.count() == allowed


def test_strangers_find_nothing(visit: Appointment, stranger: Client, elsewhere: World) -> None:
    User.objects.filter(email="stranger@elsewhere.example").update(role=Role.DOCTOR)
    answer = stranger.get(path(visit))
    assert answer.status_code == 404
    assert "Olena" not in answer.content.decode()
    assert Client().get(path(visit)).status_code == 302
    assert not AccessLog.objects.filter(patient=visit.patient).exists()


def test_record_tells_nothing_of_another_clinic_or_patient(
    visit: Appointment, elsewhere: World, staffed: World, signed_in: SignIn
) -> None:
    stranger = User.objects.get(email="stranger@elsewhere.example")
    book(elsewhere, "consult_neurologist", at(24, 12), practitioner="Dr Sofia Marchenko",
         by=stranger)  # fmt: skip
    book(staffed, "consult_pain", at(24, 12), who=NGOZI, practitioner="Dr Lena Vogt")
    page = text_of(signed_in(Role.DOCTOR), path(visit))
    assert "24 November" not in page


def test_reception_reads_requests_without_safety_answers_and_history(
    visit: Appointment, signed_in: SignIn
) -> None:
    doctor = text_of(signed_in(Role.DOCTOR), "/staff/requests/")
    reception = text_of(signed_in(Role.RECEPTION), "/staff/requests/")
    for words in ("<dt>Safety answers</dt>", "<dt>Other visits here</dt>", "<dt>Limits</dt>"):
        assert words in doctor, words
        assert words not in reception, words


def test_cost_of_a_record_does_not_grow(
    visit: Appointment, staffed: World, signed_in: SignIn
) -> None:
    browser = signed_in(Role.DOCTOR)
    browser.get(path(visit))
    with CaptureQueriesContext(connection) as one:
        browser.get(path(visit))
    for day in (9, 10, 11):
        book(staffed, "consult_pain", at(day, 9))
    with CaptureQueriesContext(connection) as more:
        browser.get(path(visit))
    assert len(more) == len(one) <= 22
