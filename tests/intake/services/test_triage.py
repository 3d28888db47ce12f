"""Answers are kept as they were asked, urgent ones call the clinic, and some book nothing."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError
from django.db.models import ProtectedError

from clinics.errors import InvalidRequest, NotFound
from intake.models import ClinicAlert, TriageRecord
from intake.selectors.alerts import AlertCount, count_alerts, open_alerts, recent_alerts
from intake.services.booking import book_appointment
from intake.services.triage import acknowledge_alert, leave_phone, question_set, record_triage
from people.models import Role, User
from people.phone import InvalidPhone
from people.services.patients import record_patient
from procedures.models import SafetyQuestion
from procedures.selectors import safety_questions
from scheduling.errors import OnlineRefused
from scheduling.models import Appointment
from tests.world import (
    NOW,
    OLENA,
    World,
    at,
    build_clinic,
    request_for,
    staff,
)

pytestmark = pytest.mark.django_db

ANSWERED = {"emergency": "new_weakness", "today": "unwell", "consultation": "pain_pattern"}


def answers(**changed: str) -> dict[str, str]:
    return dict.fromkeys((each.code for each in safety_questions()), "no") | changed


def record(world: World, tier: str = "", now: datetime = NOW, answer: str = "yes") -> TriageRecord:
    changed = {ANSWERED[tier]: answer} if tier else {}
    return record_triage(clinic=world.clinic, answers=answers(**changed), now=now)


def book(world: World, code: str, triage: TriageRecord, start: datetime) -> Appointment:
    return book_appointment(
        clinic=world.clinic,
        codes=[code],
        start=start,
        request=request_for(triage=triage.uid),
        now=NOW,
    )


def test_record_keeps_wording_version_and_tier(world: World) -> None:
    SafetyQuestion.objects.filter(code="unwell").update(version=7)
    kept = record_triage(clinic=world.clinic, answers=answers(), now=NOW, language="uk")
    by_code = {each["code"]: each for each in kept.answers}
    question = SafetyQuestion.objects.get(code="unwell")
    assert by_code["unwell"] == {
        "code": "unwell",
        "version": 7,
        "tier": "today",
        "text": question.translations["uk"]["text"],
        "hint": question.translations["uk"]["hint"],
        "answer": "no",
    }
    assert len(by_code) == 6
    assert (kept.outcome, kept.answered_at) == ("clear", NOW)


def test_set_has_another_name_after_any_edit(world: World) -> None:
    before = question_set(safety_questions())
    assert question_set(safety_questions()) == before
    SafetyQuestion.objects.filter(code="unwell").update(translations={"uk": {"hint": "Інакше"}})
    assert question_set(safety_questions()) != before


@pytest.mark.parametrize("answer", ["yes", "unsure"])
@pytest.mark.parametrize(
    ("tier", "kind", "minutes"),
    [("emergency", "emergency", 15), ("today", "call_today", 120)],
)
def test_urgent_answers_open_an_alert_with_a_clock(
    tier: str, kind: str, minutes: int, answer: str, world: World
) -> None:
    kept = record(world, tier, answer=answer)
    alert = ClinicAlert.objects.get()
    assert (alert.kind, alert.triage, kept.outcome) == (kind, kept, tier)
    assert alert.due_at - alert.created_at == timedelta(minutes=minutes)


@pytest.mark.parametrize("tier", ["", "consultation"])
def test_other_answers_alarm_nobody(tier: str, world: World) -> None:
    record(world, tier)
    assert not ClinicAlert.objects.exists()


def test_clock_of_an_alert_begins_when_the_clinic_opens(world: World) -> None:
    record(world, "emergency", now=at(28, 23))
    assert ClinicAlert.objects.get().due_at == at(30, 8, 15)


def test_one_emergency_is_enough(world: World) -> None:
    kept = record_triage(clinic=world.clinic, answers={"new_weakness": "unsure"}, now=NOW)
    assert kept.outcome == "emergency"
    assert [each["code"] for each in kept.answers] == ["new_weakness"]


@pytest.mark.parametrize("wrong", [{"unwell": "perhaps"}, {"unwell": ""}])
def test_answer_that_is_none_is_refused(wrong: dict[str, str], world: World) -> None:
    with pytest.raises(InvalidRequest):
        record_triage(clinic=world.clinic, answers=answers(**wrong), now=NOW)
    assert not TriageRecord.objects.exists()


def test_missing_answer_is_refused(world: World) -> None:
    given = answers()
    del given["pain_pattern"]
    with pytest.raises(InvalidRequest):
        record_triage(clinic=world.clinic, answers=given, now=NOW)


def test_visit_rests_on_clear_answers_once(world: World) -> None:
    kept = record(world)
    visit = book(world, "consult_neurologist", kept, at(26, 9))
    kept.refresh_from_db()
    assert kept.appointment == visit
    assert "red_flag_s" not in visit.flags
    with pytest.raises(NotFound):
        book(world, "consult_neurologist", kept, at(27, 9))
    assert Appointment.objects.count() == 1


def test_doctor_is_shown_a_red_flag_s(world: World) -> None:
    visit = book(world, "consult_neurologist", record(world, "consultation"), at(26, 9))
    visit.refresh_from_db()
    assert "red_flag_s" in visit.flags


def test_after_s_a_procedure_without_an_order_is_refused(world: World) -> None:
    with pytest.raises(OnlineRefused) as refused:
        book(world, "tfesi", record(world, "consultation"), at(26, 9))
    assert refused.value.suggestion == "consultation"
    assert not Appointment.objects.exists()


@pytest.mark.parametrize("tier", ["emergency", "today"])
def test_urgent_answers_book_nothing_at_all(tier: str, world: World) -> None:
    with pytest.raises(OnlineRefused) as refused:
        book(world, "consult_neurologist", record(world, tier), at(26, 9))
    assert refused.value.suggestion == "call"
    assert not Appointment.objects.exists()


def test_database_refuses_a_visit_on_urgent_answers(world: World) -> None:
    visit = book(world, "consult_neurologist", record(world), at(26, 9))
    kept = record(world, "emergency")
    kept.appointment = visit
    with pytest.raises(IntegrityError, match="triage_stop_books_nothing"):
        kept.save()


def test_phone_for_the_call_is_kept_as_it_is_dialled(world: World) -> None:
    kept = record(world, "today")
    alert = leave_phone(clinic=world.clinic, triage=kept.uid, phone="050 000 47 12")
    assert alert.phone == "+380500004712"
    with pytest.raises(InvalidPhone):
        leave_phone(clinic=world.clinic, triage=kept.uid, phone="call me")
    alert.refresh_from_db()
    assert alert.phone == "+380500004712"


def test_no_call_is_promised_on_other_answers(world: World) -> None:
    for tier in ("", "emergency"):
        with pytest.raises(NotFound):
            leave_phone(clinic=world.clinic, triage=record(world, tier).uid, phone="0500004712")


def test_first_who_acknowledges_stays_the_owner(world: World, rita: User) -> None:
    record(world, "emergency")
    uid = ClinicAlert.objects.get().uid
    other = staff(world, Role.DOCTOR, "osei@medclinic.example")
    acknowledge_alert(clinic=world.clinic, uid=uid, by=rita, now=NOW, note="Called back.")
    later = NOW + timedelta(minutes=5)
    again = acknowledge_alert(clinic=world.clinic, uid=uid, by=other, now=later, note="Me too.")
    assert (again.acknowledged_by, again.acknowledged_at, again.note) == (rita, NOW, "Called back.")


def test_another_clinic_sees_and_acknowledges_nothing(world: World, rita: User) -> None:
    record(world, "emergency")
    other = build_clinic(slug="elsewhere").clinic
    with pytest.raises(NotFound):
        acknowledge_alert(clinic=other, uid=ClinicAlert.objects.get().uid, by=rita, now=NOW)
    assert (open_alerts(other), recent_alerts(other, now=NOW)) == ([], [])
    assert count_alerts(other, now=NOW + timedelta(days=1)) == AlertCount()


def test_list_shows_the_most_pressing_first_and_then_what_was_done(
    world: World, rita: User
) -> None:
    record(world, "today")
    record(world, "emergency", now=NOW + timedelta(minutes=1))
    assert [each.kind for each in open_alerts(world.clinic)] == ["emergency", "call_today"]
    assert count_alerts(world.clinic, now=NOW) == AlertCount(open=2, late=0)
    assert count_alerts(world.clinic, now=NOW + timedelta(minutes=17)) == AlertCount(2, 1)
    done = open_alerts(world.clinic)[0]
    acknowledge_alert(clinic=world.clinic, uid=done.uid, by=rita, now=NOW)
    assert recent_alerts(world.clinic, now=NOW) == [done]
    assert recent_alerts(world.clinic, now=NOW + timedelta(days=8)) == []
    assert count_alerts(world.clinic, now=NOW).open == 1


def test_patient_of_an_order_is_kept_with_the_answers(world: World) -> None:
    olena = record_patient(details=OLENA)
    record_triage(clinic=world.clinic, answers=answers(unwell="yes"), now=NOW, patient=olena)
    assert open_alerts(world.clinic)[0].triage.patient == olena
    with pytest.raises(ProtectedError):
        olena.delete()
