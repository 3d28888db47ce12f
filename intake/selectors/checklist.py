"""Reading the patient's checklist."""

from intake.models import PreparationTick
from scheduling.models import Appointment


def ticked_items(appointment: Appointment) -> frozenset[str]:
    """Return the items of the checklist that are done. Cost: 1 query."""
    ticks = PreparationTick.objects.filter(appointment=appointment)
    return frozenset(ticks.values_list("item", flat=True))
