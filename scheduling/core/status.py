"""What may follow what in the life of a visit."""

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
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"
    EXPIRED = "expired"


_S = Status

# A visit without preparation or observation skips that step.
FOLLOWS: dict[Status, frozenset[Status]] = {
    _S.HELD: frozenset({_S.REQUESTED, _S.BOOKED, _S.CANCELLED, _S.EXPIRED}),
    _S.REQUESTED: frozenset({_S.BOOKED, _S.CANCELLED, _S.EXPIRED}),
    _S.BOOKED: frozenset({_S.ARRIVED, _S.CANCELLED, _S.NO_SHOW}),
    _S.ARRIVED: frozenset({_S.PREPARING, _S.IN_PROCEDURE, _S.CANCELLED}),
    _S.PREPARING: frozenset({_S.IN_PROCEDURE, _S.CANCELLED}),
    _S.IN_PROCEDURE: frozenset({_S.IN_RECOVERY, _S.DISCHARGED}),
    _S.IN_RECOVERY: frozenset({_S.DISCHARGED}),
    _S.DISCHARGED: frozenset(),
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
        _S.DISCHARGED,
    }
)

# The time may still be changed or given up by patient or reception.
MOVABLE = frozenset({_S.REQUESTED, _S.BOOKED})
CANCELLABLE = frozenset(status for status, after in FOLLOWS.items() if _S.CANCELLED in after)


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
