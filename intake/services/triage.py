"""Keeping the answers to the safety questions, and calling the clinic when they are urgent."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from clinics.core.messages import Words
from clinics.errors import InvalidRequest, NotFound
from clinics.models import Clinic
from clinics.selectors.opening_hours import open_from
from intake.core.triage import ANSWERS, STOPS, Question, SafetyOutcome, Tier, triage
from intake.models import ClinicAlert, TriageRecord
from intake.services.patient_updates import settle_flags
from people.models import Patient, User
from people.phone import normalise_phone
from procedures.models import SafetyQuestion
from procedures.selectors import safety_questions
from scheduling.core.flag import Flag
from scheduling.models import Appointment
from scheduling.services.flags import noted

NO_SUCH_ALERT = Words("There is no such alert.")
Kind = ClinicAlert.Kind
KINDS = {SafetyOutcome.EMERGENCY: Kind.EMERGENCY, SafetyOutcome.TODAY: Kind.CALL_TODAY}


def judge_safety(questions: Sequence[SafetyQuestion], answers: Mapping[str, str]) -> SafetyOutcome:
    """Return what the answers to these questions mean. Cost: no query."""
    return triage((Question(each.code, Tier(each.tier)) for each in questions), answers)


@transaction.atomic
def record_triage(
    *,
    clinic: Clinic,
    answers: Mapping[str, str],
    now: datetime,
    language: str = "en",
    patient: Patient | None = None,
) -> TriageRecord:
    """Keep the answers, worded as they were asked; an urgent outcome opens an alert.

    Args:
        answers: by question code; may be incomplete only if one is an emergency.
        language: in which the questions were shown.
        patient: known from a doctor's order.

    Raises:
        InvalidRequest: an answer is missing, or none of yes, no, unsure.
    """
    questions = safety_questions()
    asked = {each.code: answers[each.code] for each in questions if each.code in answers}
    outcome = judge_safety(questions, asked)
    if outcome is SafetyOutcome.UNANSWERED or not set(asked.values()) <= set(ANSWERS):
        raise InvalidRequest(_("Answer every safety question: yes, no or unsure."), field="safety")
    record = TriageRecord.objects.create(
        clinic=clinic,
        patient=patient,
        question_set=question_set(questions),
        answers=[
            _as_asked(each, asked[each.code], language) for each in questions if each.code in asked
        ],
        outcome=outcome,
        answered_at=now,
    )
    if outcome in STOPS:
        _open_alert(record, KINDS[outcome], now)
    return record


def question_set(questions: Sequence[SafetyQuestion]) -> str:
    """Return a name for exactly these questions in this wording and order."""
    fields = ("code", "version", "tier", "text", "hint", "translations")
    worded = [[getattr(each, name) for name in fields] for each in questions]
    return hashlib.sha256(json.dumps(worded, sort_keys=True).encode()).hexdigest()[:16]


def lock_triage(*, clinic: Clinic, uid: UUID) -> TriageRecord:
    """Return answers that no visit was booked on yet; within the caller's transaction.

    Raises:
        NotFound: unknown, or another visit was booked on them.
    """
    record = (
        TriageRecord.objects.select_for_update(no_key=True)
        .filter(clinic=clinic, uid=uid, appointment=None)
        .first()
    )
    if record is None:
        raise NotFound(_("There are no such answers."))
    return record


def attach_triage(appointment: Appointment, record: TriageRecord | None) -> None:
    """Note that a visit rests on these answers, which `check_online` has let through.

    Args:
        record: None for a visit that rests on none, such as one that staff book.
    """
    if record is None:
        return
    if record.outcome == SafetyOutcome.CONSULTATION:
        kept = appointment.flags
        appointment.flags = noted([*kept, Flag.RED_FLAG_S], kept=kept)
        appointment.save(update_fields=["flags"])
    record.appointment = appointment
    record.save(update_fields=["appointment"])


@transaction.atomic
def leave_phone(*, clinic: Clinic, triage: UUID, phone: str) -> ClinicAlert:
    """Note where the person waits for the call; a later number replaces an earlier one.

    Args:
        triage: uid of the answers, known only to the browser that gave them.
        phone: as typed.

    Raises:
        InvalidPhone: not a phone number.
        NotFound: no call was promised on these answers.
    """
    number = normalise_phone(phone, calling_code=clinic.calling_code)
    alert = (
        ClinicAlert.objects.select_for_update(no_key=True)
        .filter(clinic=clinic, triage__uid=triage, kind=Kind.CALL_TODAY)
        .first()
    )
    if alert is None:
        raise NotFound(NO_SUCH_ALERT)
    alert.phone = number
    alert.save(update_fields=["phone"])
    return alert


@transaction.atomic
def acknowledge_alert(
    *, clinic: Clinic, uid: UUID, by: User, now: datetime, note: str = ""
) -> ClinicAlert:
    """Take an alert over. Whoever was first stays its owner; a second press changes nothing.

    Raises:
        NotFound: unknown at this clinic.
    """
    alert = (
        ClinicAlert.objects.select_for_update(of=["self"], no_key=True)
        .select_related("acknowledged_by", "news")
        .filter(clinic=clinic, uid=uid)
        .first()
    )
    if alert is None:
        raise NotFound(NO_SUCH_ALERT)
    if alert.acknowledged_at is None:
        alert.acknowledged_at, alert.acknowledged_by, alert.note = now, by, note
        alert.save(update_fields=["acknowledged_at", "acknowledged_by", "note"])
        if alert.news is not None:
            settle_flags(alert.news, now=now)
    return alert


def _open_alert(record: TriageRecord, kind: Kind, now: datetime) -> None:
    """Open an alert; its clock runs while the clinic is open, its mail goes at once."""
    begins = open_from(record.clinic, now) or now
    ClinicAlert.objects.create(
        clinic=record.clinic,
        kind=kind,
        triage=record,
        created_at=now,
        due_at=begins + _time_to_act(record.clinic, kind),
    )


def _time_to_act(clinic: Clinic, kind: Kind) -> timedelta:
    """Return how long the clinic has while it is open. Source: domain facts, section 2."""
    is_emergency = kind == Kind.EMERGENCY
    return timedelta(
        minutes=clinic.emergency_minutes if is_emergency else clinic.call_today_minutes
    )


def _as_asked(question: SafetyQuestion, answer: str, language: str) -> dict[str, object]:
    return {
        "code": question.code,
        "version": question.version,
        "tier": question.tier,
        "text": question.text_in(language),
        "hint": question.hint_in(language),
        "answer": answer,
    }
