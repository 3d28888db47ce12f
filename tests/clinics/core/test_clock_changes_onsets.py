"""When the clocks of a zone change (clinics.core.clock_changes)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from clinics.core.clock_changes import clock_changes
from clinics.core.intervals import NaiveDatetime

KYIV = ZoneInfo("Europe/Kyiv")
HOUR = timedelta(hours=1)


def test_state_at_the_beginning_comes_first() -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)

    first, *rest = clock_changes(KYIV, start, start + 30 * 24 * HOUR)

    assert (first.at, first.before, first.after, rest) == (start, 2 * HOUR, 2 * HOUR, [])


@pytest.mark.parametrize(
    ("at", "wall", "before", "after"),
    [
        pytest.param("2026-03-29T01:00", "2026-03-29T03:00", 2, 3, id="spring"),
        pytest.param("2026-10-25T01:00", "2026-10-25T04:00", 3, 2, id="autumn"),
    ],
)
def test_change_is_told_by_the_old_clock(at: str, wall: str, before: int, after: int) -> None:
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)

    change = list(clock_changes(KYIV, moment - 40 * HOUR, moment + 40 * HOUR))[1]

    assert (change.at, change.before, change.after) == (moment, before * HOUR, after * HOUR)
    assert change.wall == datetime.fromisoformat(wall)
    assert change.is_daylight is (after > before)


def test_zone_without_changes_has_only_its_beginning() -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)

    assert len(list(clock_changes(ZoneInfo("Asia/Kathmandu"), start, start + 8760 * HOUR))) == 1


def test_naive_beginning_is_refused() -> None:
    naive = datetime(2026, 1, 1)  # noqa: DTZ001

    with pytest.raises(NaiveDatetime):
        next(clock_changes(KYIV, naive, naive))
