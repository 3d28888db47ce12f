"""Who could treat a patient in a wished-for visit, and where."""

from clinics.core.resource_kind import Kind
from clinics.models import Resource
from clinics.selectors.resources import active_practitioners
from scheduling.selectors.plan import VisitPlan

STEP_FREE = "step_free"


def able_specialists(plan: VisitPlan) -> list[Resource]:
    """Return who can do all procedures of a visit, with their profiles, by name. Cost: 1 query.

    Nobody where the visit needs two at once: then it is not for the patient to pair them.
    """
    leads = [need for need in plan.demand.requirements if need.is_lead]
    if [need.quantity for need in leads] != [1]:
        return []
    found = active_practitioners(plan.clinic).filter(
        capabilities__contains=list(leads[0].capabilities), practitioner__is_active=True
    )
    return list(found.order_by("name", "pk"))


def is_partly_step_free(plan: VisitPlan) -> bool:
    """Whether some of the rooms a visit could be in are reached without steps, and some are not.

    Cost: no query.
    """
    rooms = [asset for asset in plan.premises.able(plan.demand.wanted) if asset.kind is Kind.ROOM]
    return len({STEP_FREE in room.capabilities for room in rooms}) > 1
