"""What a visit needs at another time."""

from datetime import datetime

from django.utils.translation import gettext as _

from scheduling.core.event_kind import EventKind
from scheduling.errors import NotPossible
from scheduling.models import Appointment
from scheduling.selectors.plan import BodyPart, VisitPlan, for_patient, plan_visit


def moved_plan(
    appointment: Appointment,
    *,
    now: datetime,
    practitioner: int | None = None,
    is_staff: bool = False,
) -> VisitPlan:
    """Return the plan of a visit that moves: the same treatments, its own time counting as free.

    Args:
        practitioner: resource id the caller insists on.

    Cost: 3 queries; 1 more where days are full.

    Raises:
        NotPossible: nobody is named: a held time is exchanged, not moved.
        UnknownProcedure: the clinic does not offer it any more.
    """
    patient = appointment.patient
    if patient is None:
        raise NotPossible(_("A time that is only held cannot be moved."))
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


def moved_from(appointment: Appointment) -> datetime | None:
    """Return when a visit was before it moved last; None if it never did.

    Cost: 1 query for a visit that has moved.
    """
    if appointment.schedule_revision == 1:
        return None
    moved = appointment.events.filter(what=EventKind.RESCHEDULED).order_by("-pk").first()
    return datetime.fromisoformat(moved.before["start"]) if moved else None
