"""What becomes of a booking: firm, to be reviewed, or refused with the way that is open."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from clinics.core.messages import Words
from scheduling.core.flag import Flag
from scheduling.core.status import Status


class OnlinePolicy(StrEnum):
    """How a procedure type may be booked without staff; edited by the clinic."""

    OPEN = "open"
    ORDER_OR_REVIEW = "order_or_review"
    ORDER_ONLY = "order_only"
    STAFF = "staff"


class ScreeningOutcome(StrEnum):
    """What screening answers mean. UNANSWERED: nothing was asked or told yet."""

    UNANSWERED = "unanswered"
    CLEAR = "clear"
    REVIEW = "review"
    STOP = "stop"


class Stage(StrEnum):
    """How much is known where it is asked whether something may be booked online."""

    OFFER = "offer"  # times are shown or one is kept: an order may still come
    BOOK = "book"
    MOVE = "move"  # a visit gets another time; what it is stays what it is

    @property
    def way_open(self) -> str:
        """What remains where a patient is refused: who has a visit already calls."""
        return "call" if self is Stage.MOVE else "consultation"


@dataclass(frozen=True, slots=True)
class Wish:
    """One procedure of a visit: its policy and whether a doctor's order covers it."""

    code: str
    policy: OnlinePolicy
    has_order: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What a booking becomes, with flags for staff."""

    status: Status
    flags: tuple[str, ...] = ()

    def after(self, reviews: tuple[str, ...], *, is_staff: bool) -> "Decision":
        """Return what it becomes with these reviews open: patients wait for them, staff do not."""
        if not reviews:
            return self
        status = self.status if is_staff else Status.REQUESTED
        return Decision(status, (*self.flags, *reviews))


class Refused(ValueError):
    """It cannot be booked online; the text is for the patient, suggestion names the way open."""

    def __init__(self, reason: str, suggestion: str) -> None:
        super().__init__(reason)
        self.suggestion = suggestion


STAFF_ONLY = Words("The clinic plans this with you in person. Please book a consultation first.")
ORDER_NEEDED = Words(
    "This needs a doctor's order. Please book a consultation, or enter your order code."
)
STOPPED = Words("Your answers mean that this must not be booked online. Please call the clinic.")


def is_staff_only(policies: Iterable[str]) -> bool:
    """Whether patients cannot book this themselves at all."""
    return any(each == OnlinePolicy.STAFF for each in policies)


def decide(
    wishes: Iterable[Wish], *, outcome: ScreeningOutcome, is_staff: bool, stage: Stage = Stage.BOOK
) -> Decision:
    """Apply the policies of all procedures of a visit; the strictest wins.

    Staff always book; what is missing is flagged on the day list, not refused. An order that is
    not there yet refuses nothing before it is booked, nor when a visit moves.

    Raises:
        Refused: patients cannot book this online.
    """
    wishes = list(wishes)
    flags = _flags(wishes, outcome)
    if is_staff:
        return Decision(Status.BOOKED, flags)
    if is_staff_only(wish.policy for wish in wishes):
        raise Refused(STAFF_ONLY, stage.way_open)
    lacks_order = any(
        wish.policy is OnlinePolicy.ORDER_ONLY and not wish.has_order for wish in wishes
    )
    if lacks_order and stage is Stage.BOOK:
        raise Refused(ORDER_NEEDED, stage.way_open)
    if outcome is ScreeningOutcome.STOP:
        raise Refused(STOPPED, "call")
    needs_review = outcome is ScreeningOutcome.REVIEW or any(
        wish.policy is OnlinePolicy.ORDER_OR_REVIEW and not wish.has_order for wish in wishes
    )
    return Decision(Status.REQUESTED if needs_review else Status.BOOKED, flags)


def _flags(wishes: list[Wish], outcome: ScreeningOutcome) -> tuple[str, ...]:
    flags = []
    if any(wish.policy is not OnlinePolicy.OPEN and not wish.has_order for wish in wishes):
        flags.append(Flag.MISSING_ORDER)
    if outcome is not ScreeningOutcome.CLEAR:
        flags.append(Flag.SCREENING_OPEN)
    return tuple(flags)
