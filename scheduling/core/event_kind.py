"""What can happen to a visit: the words of its history, which floors above read."""

from enum import StrEnum

from scheduling.core.status import Status


class EventKind(StrEnum):
    """One line of history. docs/glossary.md says what each means."""

    HELD = "held"
    RELEASED = "released"
    EXPIRED = "expired"
    REQUESTED = "requested"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    UNANSWERED = "unanswered"
    CALLED = "called"
    BOOKED = "booked"
    RESCHEDULED = "rescheduled"
    CANCELLED = "cancelled"
    CONFIRMED_BY_PATIENT = "confirmed_by_patient"
    CONFIRMATION_WITHDRAWN = "confirmation_withdrawn"
    NEWS_TOLD = "news_told"
    ARRIVED = "arrived"
    PREPARING = "preparing"
    IN_PROCEDURE = "in_procedure"
    IN_RECOVERY = "in_recovery"
    DISCHARGED = "discharged"
    STOPPED = "stopped"
    LEFT = "left"
    TRANSFERRED = "transferred"
    NO_SHOW = "no_show"
    UNDONE = "undone"


def kind_of_step(status: Status) -> EventKind:
    """Return what history says of a step to a status, unless the service has a better word."""
    return EventKind(status.value)
