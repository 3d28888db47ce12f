"""What may follow what in the life of a visit, and which step may be taken back."""

from datetime import datetime, timedelta
from enum import StrEnum

from clinics.core.messages import Words


class Status(StrEnum):
    """Where a visit stands. docs/glossary.md maps these to FHIR R4."""

    HELD = "held"
    REQUESTED = "requested"
    BOOKED = "booked"
    ARRIVED = "arrived"
    PREPARING = "preparing"
    IN_PROCEDURE = "in_procedure"
    IN_RECOVERY = "in_recovery"
    DISCHARGED = "discharged"
    STOPPED = "stopped"
    LEFT = "left"
    TRANSFERRED = "transferred"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    EXPIRED = "expired"


_S = Status

# How a visit may begin.
FIRST = frozenset({_S.HELD, _S.REQUESTED, _S.BOOKED})

# A visit without preparation or observation skips that step. Who was stopped may still rest here.
FOLLOWS: dict[Status, frozenset[Status]] = {
    _S.HELD: frozenset({_S.REQUESTED, _S.BOOKED, _S.CANCELLED, _S.EXPIRED}),
    _S.REQUESTED: frozenset({_S.BOOKED, _S.CANCELLED, _S.EXPIRED}),
    _S.BOOKED: frozenset({_S.ARRIVED, _S.CANCELLED, _S.NO_SHOW}),
    _S.ARRIVED: frozenset({_S.PREPARING, _S.IN_PROCEDURE, _S.LEFT, _S.CANCELLED}),
    _S.PREPARING: frozenset({_S.IN_PROCEDURE, _S.STOPPED, _S.LEFT, _S.TRANSFERRED, _S.CANCELLED}),
    _S.IN_PROCEDURE: frozenset({_S.IN_RECOVERY, _S.DISCHARGED, _S.STOPPED, _S.TRANSFERRED}),
    _S.IN_RECOVERY: frozenset({_S.DISCHARGED, _S.STOPPED, _S.TRANSFERRED}),
    _S.STOPPED: frozenset({_S.IN_RECOVERY, _S.DISCHARGED, _S.TRANSFERRED}),
    _S.DISCHARGED: frozenset(),
    _S.LEFT: frozenset(),
    _S.TRANSFERRED: frozenset(),
    _S.CANCELLED: frozenset(),
    _S.NO_SHOW: frozenset(),
    _S.EXPIRED: frozenset(),
}

# The visit holds its resources and its patient.
LIVE = frozenset(
    {
        _S.HELD,
        _S.REQUESTED,
        _S.BOOKED,
        _S.ARRIVED,
        _S.PREPARING,
        _S.IN_PROCEDURE,
        _S.IN_RECOVERY,
        _S.STOPPED,
        _S.DISCHARGED,
    }
)
# Every other status frees what the visit held.
FREE = frozenset(Status) - LIVE

# What limits count: the treatments of visits that are ahead, were given, or may have been begun.
COUNTED = LIVE | {_S.TRANSFERRED}

# The time may still be changed or given up by patient or reception.
MOVABLE = frozenset({_S.REQUESTED, _S.BOOKED})
CANCELLABLE = frozenset(status for status, after in FOLLOWS.items() if _S.CANCELLED in after)

# Steps that are not taken without a reason in words.
WITH_REASON = frozenset({_S.STOPPED, _S.TRANSFERRED})

UNDO_WITHIN = timedelta(minutes=2)
"""How long a step of the day may be taken back (design.md section 4)."""

# Taps of the day, which a finger may miss. What a patient is told at once (booked, cancelled) is
# not among them: they would have to be told again.
UNDOABLE = frozenset(
    {
        _S.ARRIVED,
        _S.PREPARING,
        _S.IN_PROCEDURE,
        _S.IN_RECOVERY,
        _S.DISCHARGED,
        _S.STOPPED,
        _S.LEFT,
        _S.TRANSFERRED,
        _S.NO_SHOW,
    }
)


class IllegalStep(ValueError):
    """A status was asked for that cannot follow the present one."""

    def __init__(self, now: Status, wanted: Status) -> None:
        super().__init__(
            Words("This visit is %(now)s and cannot become %(wanted)s.", now=now, wanted=wanted)
        )
        self.now = now
        self.wanted = wanted


def check_step(now: Status, wanted: Status) -> None:
    """Allow a step of the table.

    Raises:
        IllegalStep: anything else, staying in the same status included.
    """
    if wanted not in FOLLOWS[now]:
        raise IllegalStep(now, wanted)


def may_undo(status: Status, *, taken_at: datetime, now: datetime) -> bool:
    """Whether the step that led to a status may still be taken back. Both instants are aware."""
    return status in UNDOABLE and now - taken_at <= UNDO_WITHIN
