"""The list of alerts: who sees it, what it tells, and who takes one over."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from intake.models import ClinicAlert
from intake.services.triage import leave_phone, record_triage
from people.models import Role
from people.services.patients import record_patient
from procedures.selectors import safety_questions
from tests.web.conftest import PRACTICE, SignIn
from tests.world import NOW, OLENA, World

PATH = "/staff/alerts/"


def alarm(world: World, code: str = "new_weakness", **known: object) -> ClinicAlert:
    answers = dict.fromkeys((each.code for each in safety_questions()), "no") | {code: "unsure"}
    record = record_triage(clinic=world.clinic, answers=answers, now=NOW, **known)  # type: ignore[arg-type]
    return record.alert


def take_over(alert: ClinicAlert) -> str:
    return f"{PATH}{alert.uid}/acknowledge/"


@pytest.mark.parametrize("role", Role)
def test_alerts_are_for_those_who_treat_and_organise(
    role: Role, staffed: World, signed_in: SignIn
) -> None:
    alert = alarm(staffed)
    allowed = role in PRACTICE
    assert signed_in(role).get(PATH).status_code == (200 if allowed else 403)
    assert signed_in(role).post(take_over(alert)).status_code == (302 if allowed else 403)
    alert.refresh_from_db()
    assert (alert.acknowledged_at is not None) == allowed


def test_anonymous_is_sent_to_sign_in(staffed: World, client: Client) -> None:
    assert client.get(PATH).url == f"/staff/?next={PATH}"
    assert client.post(take_over(alarm(staffed))).url.startswith("/staff/?next=")


def test_list_tells_what_to_do(staffed: World, signed_in: SignIn) -> None:
    alert = alarm(staffed, "unwell", patient=record_patient(details=OLENA))
    leave_phone(clinic=staffed.clinic, triage=alert.triage.uid, phone="0500009999")
    alarm(staffed)
    page = signed_in(Role.RECEPTION).get(PATH).content.decode()
    for words in ("Call today", "Olena Bondar", "tel:+380500009999", "tel:+380500004712"):
        assert words in page
    for words in ("Sent to emergency care", "Somebody without an order", "Not sure", "Late"):
        assert words in page
    assert page.index("Sent to emergency care") < page.index("Call today")
    assert "Are you unwell in another way" in page
    assert "between your legs" not in page  # answered with a plain no


def test_get_changes_nothing(staffed: World, signed_in: SignIn) -> None:
    alert = alarm(staffed)
    browser = signed_in(Role.RECEPTION)
    browser.get(PATH)
    assert browser.get(take_over(alert)).status_code == 405
    alert.refresh_from_db()
    assert alert.acknowledged_at is None


def test_taking_over_names_the_owner_and_keeps_the_note(staffed: World, signed_in: SignIn) -> None:
    alert = alarm(staffed)
    answer = signed_in(Role.DOCTOR).post(take_over(alert), {"note": "Called, on the way to A&E."})
    assert answer.url == PATH
    page = signed_in(Role.RECEPTION).get(PATH).content.decode()
    assert "There is nothing open." in page
    assert "doctor took it over" in page
    assert "Called, on the way to A&amp;E." in page
    assert signed_in(Role.NURSE).post(take_over(alert), {"note": "Me too"}).status_code == 302
    alert.refresh_from_db()
    assert (alert.acknowledged_by.email, alert.note) == (
        "doctor@clinic.example",
        "Called, on the way to A&E.",
    )


@pytest.mark.parametrize("note", ["\x00", "x" * 501])
def test_a_note_that_cannot_be_kept_does_not_stop_the_taking_over(
    note: str, staffed: World, signed_in: SignIn
) -> None:
    alert = alarm(staffed)
    assert signed_in(Role.RECEPTION).post(take_over(alert), {"note": note}).status_code == 302
    alert.refresh_from_db()
    assert (alert.acknowledged_at is not None, alert.note) == (True, "")


def test_stranger_sees_and_takes_nothing(staffed: World, stranger: Client) -> None:
    alert = alarm(staffed)
    assert "Somebody without an order" not in stranger.get(PATH).content.decode()
    assert stranger.post(take_over(alert)).status_code == 404
    alert.refresh_from_db()
    assert alert.acknowledged_at is None


def test_menu_counts_what_is_open(staffed: World, signed_in: SignIn) -> None:
    browser = signed_in(Role.RECEPTION)
    assert ">Alerts</a>" in browser.get("/staff/board/").content.decode()
    alert = alarm(staffed)
    alarm(staffed, "unwell")
    assert ">Alerts (2)</a>" in browser.get("/staff/board/").content.decode()
    assert ">Alerts (2)</a>" in signed_in(Role.DOCTOR).get("/staff/day/").content.decode()
    browser.post(take_over(alert))
    assert ">Alerts (1)</a>" in browser.get(PATH).content.decode()


def test_late_alert_calls_from_the_top_of_every_page(
    staffed: World, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    alarm(staffed)
    alert = alarm(staffed)
    browser, words = signed_in(Role.RECEPTION), "2 urgent answers are late"
    for minutes, is_late in ((15, False), (16, True)):
        monkeypatch.setattr(timezone, "now", lambda after=minutes: NOW + timedelta(minutes=after))
        for path in ("/staff/board/", "/staff/day/", PATH):
            assert (words in browser.get(path).content.decode()) is is_late
    browser.post(take_over(alert))
    assert "1 urgent answer is late" in browser.get("/staff/board/").content.decode()


def test_list_costs_as_much_with_many_alerts(staffed: World, signed_in: SignIn) -> None:
    browser = signed_in(Role.RECEPTION)
    alarm(staffed)
    with CaptureQueriesContext(connection) as one:
        browser.get(PATH)
    for _ in range(5):
        alarm(staffed)
    with CaptureQueriesContext(connection) as many:
        browser.get(PATH)
    assert len(many) == len(one)
