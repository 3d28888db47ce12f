"""What may follow what, as a whole table: every pair not named is refused."""

from itertools import product

import pytest

from scheduling.core.status import CANCELLABLE, LIVE, MOVABLE, IllegalStep, Status, check_step

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
    begun = {Status.IN_PROCEDURE, Status.IN_RECOVERY, Status.DISCHARGED}
    assert not begun & (MOVABLE | CANCELLABLE)
    assert begun <= LIVE


def test_what_is_over_before_it_began_holds_nothing() -> None:
    assert not {Status.CANCELLED, Status.NO_SHOW, Status.EXPIRED} & LIVE
