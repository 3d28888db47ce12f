"""What scheduling refuses, and why."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from clinics.errors import Conflict, DomainError, InvalidRequest, NotFound
from clinics.translation import say
from scheduling.core.rule_context import Refusal
from scheduling.core.slot import Slot


class LinkExpired(NotFound):
    """A link to a visit that was too long ago."""

    def __init__(self) -> None:
        super().__init__("This link has expired.")


class SlotTaken(Conflict):
    """The time is no longer free; `nearest` are up to three that are.

    was_open: False if the clinic is closed then, so that it never was.
    """

    def __init__(self, nearest: Sequence[Slot] = (), *, was_open: bool = True) -> None:
        gone = _("That time has just gone. Please choose another one.")
        shut = _("The clinic is closed at that time. Please choose another one.")
        super().__init__(gone if was_open else shut)
        self.nearest = tuple(nearest)


class RuleBroken(Conflict):
    """A clinic rule forbids this time; `refusals` say which, `nearest` what is allowed."""

    def __init__(self, refusals: Sequence[Refusal], nearest: Sequence[Slot] = ()) -> None:
        super().__init__(" ".join(dict.fromkeys(say(refusal.reason) for refusal in refusals)))
        self.refusals = tuple(refusals)
        self.nearest = tuple(nearest)


class PatientBusy(Conflict):
    """The patient has another visit at that time; `nearest` are up to three free starts."""

    def __init__(self, nearest: Sequence[Slot] = ()) -> None:
        super().__init__(_("There is already a visit booked for this person at that time."))
        self.nearest = tuple(nearest)


class StaleRevision(Conflict):
    """Somebody else changed the visit meanwhile."""

    def __init__(self, current: int) -> None:
        super().__init__(
            _("This visit was changed meanwhile. Load it again, then repeat the change.")
        )
        self.current = current


class UnknownOrder(InvalidRequest):
    """No usable order has this code and belongs to somebody born on this date."""

    def __init__(self) -> None:
        text = _(
            "We cannot find an order with this code and date of birth. Check both, or call us."
        )
        super().__init__(text, field="order_code")


class NotPossible(Conflict):
    """The visit's status does not allow the step."""


class TooLate(NotPossible):
    """Only the clinic changes the visit now."""

    def __init__(self) -> None:
        super().__init__(_("It is too late to change this visit online. Please call the clinic."))


class OnlineRefused(Conflict):
    """The clinic does not take this booking online; the text says what to do instead."""

    def __init__(self, message: str, *, suggestion: str = "") -> None:
        super().__init__(message)
        self.suggestion = suggestion


class HoldExpired(DomainError):
    """The time was kept too long ago."""

    def __init__(self) -> None:
        super().__init__(_("We could not keep this time any longer. Please choose a time again."))


class KeyReused(Conflict):
    """The same Idempotency-Key came with another request."""

    def __init__(self) -> None:
        super().__init__(
            _("This Idempotency-Key was used for a different request. Send a new key.")
        )


class TryAgain(Conflict):
    """The database was too busy to decide; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(
            _("We could not finish this just now. Nothing was changed; please try again.")
        )
