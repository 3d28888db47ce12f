"""Why a visit is asked for and not yet booked, in the patient's words."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from scheduling.core.flag import Flag
from scheduling.core.status import Status
from scheduling.models import Appointment

# By flag of the visit. A flag that is not here is no matter of the patient's.
_WORDS: dict[str, Callable[[], str]] = {
    Flag.CALL_ONLY: lambda: _("We call you first, because neither text nor email reaches you."),
    Flag.MISSING_ORDER: lambda: _("You have no order for this: a doctor looks at it first."),
    Flag.BLOOD_THINNER: lambda: _(
        "You take a blood thinner: a doctor looks at your medicines first. Do not change any "
        "medicine yourself."
    ),
    Flag.TEST_BLOCK_MISSING: lambda: _(
        "This treatment follows a test injection that helped: a doctor looks at that first."
    ),
}


def why_requested(appointment: Appointment) -> list[str]:
    """Return what a doctor has to look at before the visit is booked; nothing once it is."""
    if appointment.status != Status.REQUESTED:
        return []
    return waiting_words(appointment.flags)


def waiting_words(flags: Iterable[str]) -> list[str]:
    """Return what these flags make a visit wait for; it waits for something."""
    said = [_WORDS[flag]() for flag in flags if flag in _WORDS]
    return said or [_("A doctor looks at your health answers first.")]
