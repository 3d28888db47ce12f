"""What a visit needs at another time, with what its patient told."""

from datetime import datetime

from intake.selectors.clinical_review import latest_answers, with_lead_time
from scheduling.models import Appointment
from scheduling.selectors.plan import VisitPlan
from scheduling.selectors.reschedule_plan import moved_plan


def plan_of_move(
    appointment: Appointment,
    *,
    now: datetime,
    practitioner: int | None = None,
    is_staff: bool = False,
) -> VisitPlan:
    """Return the plan of a visit that moves: the same treatments, its own time counting as free.

    A blood thinner that was told needs the days after it was told, whenever the visit moves.

    Args:
        practitioner: resource id the caller insists on.

    Cost: 4 queries; 1 more where days are full.

    Raises:
        NotPossible, UnknownProcedure: see moved_plan.
    """
    plan = moved_plan(appointment, now=now, practitioner=practitioner, is_staff=is_staff)
    told = latest_answers(appointment)
    if told is None:
        return plan
    medicines = told.blood_thinners
    return with_lead_time(plan, answers=told.answers, medicines=medicines, since=told.answered_at)
