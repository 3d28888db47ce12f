"""Moving a visit to another time, as staff and as patients ask for it."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from clinics.models import Clinic
from intake.selectors.reschedule_plan import plan_of_move
from intake.services.online_check import check_move
from intake.services.triage import attach_triage, lock_triage
from people.models import User
from people.services.patients import identity_of
from scheduling.core.status import MOVABLE
from scheduling.errors import NotPossible
from scheduling.models import Appointment
from scheduling.services.locks import in_one_transaction, lock_person
from scheduling.services.reschedule import move_visit
from scheduling.services.revisions import lock_appointment


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
    move_visit(appointment, plan, start=start, now=now, by=by)
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
    answers = lock_triage(clinic=clinic, uid=triage)
    check_move(visit, now=now, safety=answers.outcome)
    moved = reschedule_appointment(
        clinic=clinic,
        uid=uid,
        revision=revision,
        start=start,
        now=now,
        practitioner=practitioner,
    )
    attach_triage(moved, answers)
    return moved
