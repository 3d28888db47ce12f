"""Why a visit is asked for and not yet booked, in the patient's words."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from scheduling.core.status import Status
from scheduling.models import Appointment
from scheduling.selectors.reviews import BLOOD_THINNER, TEST_BLOCK

# By flag of the visit. A flag that is not here is no matter of the patient's.
_WORDS: dict[str, Callable[[], str]] = {
    "call_only": lambda: _("We call you first, because neither text nor email reaches you."),
    "missing_order": lambda: _("There is no doctor's order yet: a doctor looks at it first."),
    BLOOD_THINNER: lambda: _(
        "You take a blood thinner: a doctor looks at your medicines first. Do not change any "
        "medicine yourself."
    ),
    TEST_BLOCK: lambda: _(
        "This treatment follows a test injection that helped: a doctor looks at that first."
    ),
}


def why_requested(appointment: Appointment) -> list[str]:
    """Return what a doctor has to look at before the visit is booked; nothing once it is."""
    if appointment.status != Status.REQUESTED:
        return []
    said = [_WORDS[flag]() for flag in appointment.flags if flag in _WORDS]
    return said or [_("A doctor looks at your health answers first.")]
