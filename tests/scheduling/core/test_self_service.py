from datetime import UTC, datetime, timedelta

import pytest

from scheduling.core.self_service import change_until, may_change
from scheduling.core.status import Status

START = datetime(2026, 11, 26, 7, 0, tzinfo=UTC)
UNTIL = START - timedelta(hours=24)


@pytest.mark.parametrize(
    ("status", "now", "allowed"),
    [
        ("booked", UNTIL - timedelta(seconds=1), True),
        ("requested", UNTIL - timedelta(seconds=1), True),
        ("booked", UNTIL, False),
        ("booked", START, False),
        ("held", UNTIL - timedelta(days=1), False),
        ("arrived", UNTIL - timedelta(days=1), False),
        ("cancelled", UNTIL - timedelta(days=1), False),
        ("expired", UNTIL - timedelta(days=1), False),
    ],
)
def test_patients_change_until_the_cutoff(status: str, now: datetime, allowed: bool) -> None:
    assert may_change(Status(status), start=START, now=now, cutoff_hours=24) is allowed


def test_the_cutoff_is_hours_whatever_the_clocks_do() -> None:
    start = datetime(2026, 10, 25, 12, 0, tzinfo=UTC)  # the day the clocks go back in Kyiv
    assert change_until(start, cutoff_hours=24) == start - timedelta(hours=24)


def test_without_a_cutoff_until_arrival() -> None:
    assert change_until(START, cutoff_hours=0) == START
