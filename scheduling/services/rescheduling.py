"""Moving a visit to another time."""

from datetime import datetime
from uuid import UUID

from people.models import Patient, User
from people.services.patients import identity_of
from scheduling.core.status import MOVABLE
from scheduling.errors import NotPossible
from scheduling.models import Appointment, Clinic
from scheduling.selectors.plan import BodyPart, VisitPlan, for_patient, plan_visit
from scheduling.services.changing import lock_appointment
from scheduling.services.events import record_event
from scheduling.services.expiring import release_allocations
from scheduling.services.flags import renewed_flags
from scheduling.services.links import renew_link
from scheduling.services.policy import decide_by
from scheduling.services.taking import take_slot
from scheduling.services.transaction import in_one_transaction, lock_person
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
        raise NotPossible(f"A visit that is {appointment.status} cannot be moved.")
    lock_person(identity_of(patient.full_name, patient.date_of_birth))
    plan = _plan(appointment, patient, now=now, practitioner=practitioner, is_staff=by is not None)
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
    appointment.ical_sequence += 1
    appointment.updated_at = now
    renew_link(appointment)
    appointment.save()
    after = {"start": appointment.local_start}
    record_event(appointment, "rescheduled", now=now, by=by, before=before, after=after)
    return appointment


def _plan(
    appointment: Appointment,
    patient: Patient,
    *,
    now: datetime,
    practitioner: int | None,
    is_staff: bool,
) -> VisitPlan:
    rows = list(appointment.procedures.select_related("procedure_type"))
    plan = plan_visit(
        clinic=appointment.clinic,
        codes=[row.procedure_type.code for row in rows],
        now=now,
        practitioner=practitioner,
        body_parts=[BodyPart(row.side, tuple(row.levels)) for row in rows],
        order=appointment.order,
        is_staff=is_staff,
    )
    return for_patient(plan, patient, ignoring=appointment.pk)
