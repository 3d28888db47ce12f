"""Moving a visit to another time."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from people.models import User
from people.services.patients import identity_of
from scheduling.core.own_changes import may_change
from scheduling.core.status import MOVABLE
from scheduling.errors import NotPossible, OnlineRefused, TooLate
from scheduling.models import Appointment, Clinic
from scheduling.selectors.moving import plan_of_move
from scheduling.services.changing import lock_appointment
from scheduling.services.events import record_event
from scheduling.services.expiring import release_allocations
from scheduling.services.flags import renewed_flags
from scheduling.services.links import replace_link
from scheduling.services.policy import STAFF_ONLY, decide_by, is_staff_only
from scheduling.services.taking import take_slot
from scheduling.services.transaction import in_one_transaction, lock_person
from scheduling.services.triage import attach_triage
from scheduling.services.visits import VisitRows, new_phases, place_visit


@in_one_transaction
def reschedule_appointment(
    *,
    clinic: Clinic,
    uid: UUID,
    revision: int,
    start: datetime,
    now: datetime,
    by: User | None = None,
    practitioner: int | None = None,
) -> Appointment:
    """Move a visit; the old time is freed only together with taking the new one.

    Raises:
        NotFound, StaleRevision: see lock_appointment.
        NotPossible: the visit has begun or is over.
        InvalidRequest, RuleBroken, SlotTaken, PatientBusy: the new time; the old one stays.
    """
    appointment = lock_appointment(clinic=clinic, uid=uid, revision=revision)
    patient = appointment.patient
    if appointment.status not in MOVABLE or patient is None:
        raise NotPossible(_("This visit cannot be moved any more."))
    lock_person(identity_of(patient.full_name, patient.date_of_birth))
    plan = plan_of_move(appointment, now=now, practitioner=practitioner, is_staff=by is not None)
    before, status = {"start": appointment.local_start}, appointment.status
    appointment.flags = renewed_flags(
        plan, appointment.flags, old=appointment.during.lower, new=start
    )

    def move() -> VisitRows:
        place_visit(appointment, plan, start=start)
        # Another time is another question to the clinician.
        appointment.decide_by = decide_by(clinic, status=status, start=start, now=now)
        appointment.save(update_fields=["during", "local_start", "time_zone", "decide_by"])
        appointment.phases.all().delete()
        return VisitRows((appointment,), tuple(new_phases(appointment, plan, start=start)))

    take_slot(
        plan,
        start=start,
        now=now,
        write=move,
        give_up=lambda: release_allocations([appointment.pk], now=now),
    )
    appointment.revision += 1
    appointment.schedule_revision += 1
    appointment.coming_at = None
    appointment.ical_sequence += 1
    appointment.updated_at = now
    replace_link(appointment, now=now)
    appointment.save()
    after = {"start": appointment.local_start}
    record_event(appointment, "rescheduled", now=now, by=by, before=before, after=after)
    return appointment


@in_one_transaction
def move_own_visit(
    *,
    clinic: Clinic,
    uid: UUID,
    revision: int,
    start: datetime,
    triage: UUID,
    now: datetime,
    practitioner: int | None = None,
) -> Appointment:
    """Move a visit as its patient does: before the clinic's cut-off, on clear safety answers.

    What it is stays what it is: a booking is booked, a request is asked anew for the new time.

    Args:
        triage: uid of the answers to the safety questions, given for this change.

    Raises:
        TooLate: after the cut-off, or the visit has begun.
        OnlineRefused: only staff plan this procedure, or the answers do not allow it.
        NotFound, StaleRevision, InvalidRequest, RuleBroken, SlotTaken, PatientBusy: see
            reschedule_appointment; the old time stays.
    """
    visit = lock_appointment(clinic=clinic, uid=uid, revision=revision)
    check_own_change(visit, now=now)
    moved = reschedule_appointment(
        clinic=clinic,
        uid=uid,
        revision=revision,
        start=start,
        now=now,
        practitioner=practitioner,
    )
    attach_triage(moved, uid=triage)
    return moved


def check_own_change(visit: Appointment, *, now: datetime) -> None:
    """Check that the patient may move a visit without asking anybody. Cost: 1 query at most.

    Raises:
        TooLate, OnlineRefused: see move_own_visit.
    """
    hours = visit.clinic.cancellation_cutoff_hours
    if not may_change(visit.status, start=visit.during.lower, now=now, cutoff_hours=hours):
        raise TooLate
    if is_staff_only([row.procedure_type for row in visit.procedures.all()]):
        raise OnlineRefused(STAFF_ONLY, suggestion="call")
