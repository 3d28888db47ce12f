"""What may follow what, as a whole table: every pair not named is refused."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from scheduling.core.status import (
    CANCELLABLE,
    COUNTED,
    FREE,
    LIVE,
    MOVABLE,
    UNDO_WITHIN,
    UNDOABLE,
    WITH_REASON,
    IllegalStep,
    Status,
    check_step,
    may_undo,
)

ALLOWED = {
    ("held", "requested"),
    ("held", "booked"),
    ("held", "cancelled"),
    ("held", "expired"),
    ("requested", "booked"),
    ("requested", "cancelled"),
    ("requested", "expired"),
    ("booked", "arrived"),
    ("booked", "cancelled"),
    ("booked", "no_show"),
    ("arrived", "preparing"),
    ("arrived", "in_procedure"),
    ("arrived", "cancelled"),
    ("preparing", "in_procedure"),
    ("preparing", "cancelled"),
    ("in_procedure", "in_recovery"),
    ("in_procedure", "discharged"),
    ("in_recovery", "discharged"),
    ("arrived", "left"),
    ("preparing", "left"),
    ("preparing", "stopped"),
    ("preparing", "transferred"),
    ("in_procedure", "stopped"),
    ("in_procedure", "transferred"),
    ("in_recovery", "stopped"),
    ("in_recovery", "transferred"),
    ("stopped", "in_recovery"),
    ("stopped", "discharged"),
    ("stopped", "transferred"),
}


@pytest.mark.parametrize(("now", "wanted"), sorted(ALLOWED))
def test_step_is_allowed(now: str, wanted: str) -> None:
    check_step(Status(now), Status(wanted))
    assert Status(wanted) in Status


def test_every_other_step_is_refused() -> None:
    for now, wanted in product(Status, Status):
        if (now.value, wanted.value) not in ALLOWED:
            with pytest.raises(IllegalStep, match=now.value):
                check_step(now, wanted)


def test_what_has_begun_can_no_longer_be_moved_or_cancelled() -> None:
    begun = {Status.IN_PROCEDURE, Status.IN_RECOVERY, Status.STOPPED, Status.DISCHARGED}
    assert not begun & (MOVABLE | CANCELLABLE)
    assert begun <= LIVE


def test_what_is_over_before_it_began_holds_nothing() -> None:
    assert not {Status.CANCELLED, Status.NO_SHOW, Status.EXPIRED} & LIVE


def test_a_treatment_that_may_have_begun_is_counted() -> None:
    assert {Status.TRANSFERRED} == FREE & COUNTED


def test_what_ends_a_visit_badly_says_why() -> None:
    assert {Status.STOPPED, Status.TRANSFERRED} == WITH_REASON


def test_what_a_patient_is_told_at_once_is_not_taken_back() -> None:
    told = {Status.HELD, Status.REQUESTED, Status.BOOKED, Status.CANCELLED, Status.EXPIRED}
    assert told == set(Status) - UNDOABLE


@pytest.mark.parametrize(("late", "may"), [(timedelta(), True), (timedelta(seconds=1), False)])
def test_a_step_is_taken_back_within_two_minutes(late: timedelta, may: bool) -> None:
    taken_at = datetime(2026, 11, 26, 7, tzinfo=UTC)
    now = taken_at + timedelta(minutes=2) + late
    assert timedelta(minutes=2) == UNDO_WITHIN
    assert may_undo(Status.ARRIVED, taken_at=taken_at, now=now) == may
    assert not may_undo(Status.CANCELLED, taken_at=taken_at, now=taken_at)
