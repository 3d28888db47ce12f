"""Making a visit firm: from a hold, or in one step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from clinics.errors import InvalidRequest
from clinics.models import Clinic
from intake.models import TriageRecord
from intake.selectors.clinical_review import open_reviews, with_lead_time
from intake.services.holds import check_held_time
from intake.services.online_check import check_online
from intake.services.screening import judge_screening, new_answers, told_flags
from intake.services.triage import attach_triage, lock_triage
from people.models import Patient, User
from people.services.patients import (
    PatientDetails,
    fill_missing_contact,
    identity_of,
    patient_of,
    saved,
)
from scheduling.core.event_kind import EventKind
from scheduling.core.flag import Flag
from scheduling.core.online_policy import Decision, ScreeningOutcome
from scheduling.models import Allocation, Appointment, Order
from scheduling.selectors.plan import BodyPart, VisitPlan, for_patient, plan_visit
from scheduling.services.allocations import take_slot
from scheduling.services.bulk_insert import insert_linked
from scheduling.services.day_limits import with_days_locked
from scheduling.services.events import new_event
from scheduling.services.flags import flags_at, noted
from scheduling.services.holds import lock_hold
from scheduling.services.links import give_link
from scheduling.services.locks import in_one_transaction, lock_person
from scheduling.services.orders import body_part_of, check_body_part, lock_order
from scheduling.services.request_deadline import decide_by
from scheduling.services.steps import set_status
from scheduling.services.visits import VisitRows, new_visit, set_body_parts


@dataclass(frozen=True, slots=True)
class BookingRequest:
    """What is asked for besides the time. Staff (by) book directly; patients by online policy.

    blood_thinners: those that were named, by code; told_at: when, if it was not now. triage: uid of
    the answers to the safety questions, which a patient's booking rests on. review: why staff must
    act before it is firm; each reason becomes a flag.
    """

    patient: PatientDetails
    order_code: str = ""
    body_parts: Sequence[BodyPart] = ()
    screening: Mapping[str, str] = field(default_factory=dict)
    blood_thinners: Sequence[str] = ()
    told_at: datetime | None = None
    note: str = ""
    triage: UUID | None = None
    review: Sequence[str] = ()


@in_one_transaction
def book_appointment(
    *,
    clinic: Clinic,
    codes: Sequence[str],
    start: datetime,
    request: BookingRequest,
    now: datetime,
    by: User | None = None,
    practitioner: int | None = None,
    source: str = Appointment.Source.API,
) -> Appointment:
    """Book a visit in one step; booked or requested, never half.

    Raises:
        UnknownProcedure, InvalidRequest: something typed is wrong.
        OnlineRefused: patients cannot book this online.
        RuleBroken, SlotTaken, PatientBusy: not at this time.
    """
    order = _find_order(clinic, request, now)
    plan = plan_visit(
        clinic=clinic,
        codes=codes,
        now=now,
        practitioner=practitioner,
        body_parts=_body_parts(codes, request, order),
        order=order,
        is_staff=by is not None,
    )
    decision, outcome, answers = _decide(plan, request, order, by)
    patient = _patient(request, order)
    plan = _with_lead_time(for_patient(plan, patient), request)
    decision = _reviewed(plan, decision, request, order, by)
    fields = _fields(plan, start, decision, request, order)

    def write() -> VisitRows:
        visit = new_visit(
            plan,
            start=start,
            now=now,
            status=decision.status,
            by=by,
            source=source,
            patient=patient,
            **fields,
        )
        return visit.with_rows(*_records(visit.appointment, request, outcome, now=now, by=by))

    appointment = take_slot(plan, start=start, now=now, write=write)
    attach_triage(appointment, answers)
    return appointment


@in_one_transaction
def confirm_hold(
    *,
    clinic: Clinic,
    uid: UUID,
    token: str,
    request: BookingRequest,
    now: datetime,
    by: User | None = None,
) -> Appointment:
    """Turn a hold into a booking or a request; the hold and its time become the visit's.

    Raises:
        NotFound, HoldExpired, NotPossible: see lock_hold.
        InvalidRequest, OnlineRefused, RuleBroken, PatientBusy: see book_appointment.
    """
    order = _find_order(clinic, request, now)
    patient = saved(_patient(request, order))
    hold = lock_hold(clinic=clinic, uid=uid, token=token, now=now)
    codes = list(hold.procedures.values_list("procedure_type__code", flat=True))
    plan = plan_visit(
        clinic=clinic,
        codes=codes,
        now=now,
        body_parts=_body_parts(codes, request, order),
        order=order,
        is_staff=by is not None,
    )
    decision, outcome, answers = _decide(plan, request, order, by)
    plan = _with_lead_time(for_patient(plan, patient, ignoring=hold.pk), request)
    decision = _reviewed(plan, decision, request, order, by)
    plan = with_days_locked(plan, start=hold.during.lower, now=now)
    check_held_time(plan, hold, now=now)
    set_status(hold, decision.status, now=now)
    hold.patient, hold.order = patient, order
    hold.hold_expires_at, hold.created_by, hold.note = None, by, request.note
    hold.language = request.patient.language
    hold.flags = _noted_flags(plan, hold.during.lower, decision, request)
    hold.decide_by = decide_by(clinic, status=hold.status, start=hold.during.lower, now=now)
    give_link(hold)
    hold.save()
    Allocation.objects.filter(appointment=hold, released_at=None).update(expires_at=None)
    set_body_parts(hold, _parts_of(plan))
    insert_linked([], _records(hold, request, outcome, now=now, by=by))
    attach_triage(hold, answers)
    return hold


def _find_order(clinic: Clinic, request: BookingRequest, now: datetime) -> Order | None:
    if not request.order_code:
        return None
    born = request.patient.date_of_birth
    return lock_order(clinic=clinic, code=request.order_code, date_of_birth=born, now=now)


def _patient(request: BookingRequest, order: Order | None) -> Patient:
    """Return the patient, whose calendar is ours alone until the transaction ends.

    A new one is not written yet.
    """
    if order is not None:
        patient = order.patient
        lock_person(identity_of(patient.full_name, patient.date_of_birth))
        return fill_missing_contact(patient=patient, details=request.patient)
    lock_person(identity_of(request.patient.full_name, request.patient.date_of_birth))
    return patient_of(details=request.patient)


def _body_parts(
    codes: Sequence[str], request: BookingRequest, order: Order | None
) -> list[BodyPart]:
    parts = list(request.body_parts)[: len(codes)]
    parts += [BodyPart()] * (len(codes) - len(parts))
    if order is None:
        return parts
    ordered = order.procedure_type.code
    if ordered not in codes:
        raise InvalidRequest(
            _("The order is for %(name)s.")
            % {"name": order.procedure_type.plain_name_in(get_language() or "")},
            field="order_code",
        )
    position = list(codes).index(ordered)
    parts[position] = body_part_of(order, parts[position])
    return parts


def _decide(
    plan: VisitPlan, request: BookingRequest, order: Order | None, by: User | None
) -> tuple[Decision, ScreeningOutcome, TriageRecord | None]:
    """Return what it becomes, what the answers mean, and the safety answers it rests on."""
    for procedure_type, part in zip(plan.types, _parts_of(plan), strict=True):
        check_body_part(procedure_type, part)
    outcome = judge_screening(plan.types, request.screening)
    answers = lock_triage(clinic=plan.clinic, uid=request.triage) if request.triage else None
    decision = check_online(
        plan.types,
        is_staff=by is not None,
        order=order,
        screening=outcome,
        safety=answers.outcome if answers else "",
    )
    return decision.after(tuple(request.review), is_staff=by is not None), outcome, answers


def _fields(
    plan: VisitPlan,
    start: datetime,
    decision: Decision,
    request: BookingRequest,
    order: Order | None,
) -> dict[str, object]:
    """Return what a visit says besides its time and its patient."""
    return {
        "order": order,
        "note": request.note,
        "language": request.patient.language,
        "flags": _noted_flags(plan, start, decision, request),
        "decide_by": decide_by(plan.clinic, status=decision.status, start=start, now=plan.now),
    }


def _with_lead_time(plan: VisitPlan, request: BookingRequest) -> VisitPlan:
    answers, medicines = request.screening, request.blood_thinners
    since = request.told_at or plan.now
    return with_lead_time(plan, answers=answers, medicines=medicines, since=since)


def _reviewed(
    plan: VisitPlan,
    decision: Decision,
    request: BookingRequest,
    order: Order | None,
    by: User | None,
) -> Decision:
    reviews = open_reviews(plan, answers=request.screening, order=order)
    return decision.after(reviews, is_staff=by is not None)


def _parts_of(plan: VisitPlan) -> list[BodyPart]:
    return [BodyPart(each.side, tuple(sorted(each.levels))) for each in plan.ask.treatments]


def _noted_flags(
    plan: VisitPlan, start: datetime, decision: Decision, request: BookingRequest
) -> list[str]:
    """Say what staff must know: what is missing, was told, and which limits were passed over."""
    sides = [
        Flag.SIDE_MISSING
        for each, part in zip(plan.types, _parts_of(plan), strict=True)
        if each.laterality == "required" and not part.side
    ]
    told = told_flags(plan.types, request.screening)
    return noted([*decision.flags, *flags_at(plan, start), *sides, *told], plan=plan)


def _records(
    appointment: Appointment,
    request: BookingRequest,
    outcome: ScreeningOutcome,
    *,
    now: datetime,
    by: User | None,
) -> list[models.Model]:
    """Return what is kept of how the visit came about, not yet written."""
    after = {"start": appointment.local_start, "status": appointment.status}
    return [
        *new_answers(
            appointment,
            request.screening,
            outcome=outcome,
            now=now,
            medicines=request.blood_thinners,
        ),
        new_event(appointment, EventKind(appointment.status), now=now, by=by, after=after),
    ]
