from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from clinics.translation import say_long
from notifications.messages.context import LEAST_PERCENT, STRIP_PERCENT, strip_widths
from notifications.messages.formatting import clock


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        ([15, 20, 30], [20, 26, 39]),
        ([40], [85]),
        ([5, 15, 15], [18, 34, 33]),
        ([15, 5, 120], [18, 18, 49]),
        ([10, 10], [42, 43]),
        ([], []),
    ],
)
def test_bars_are_as_long_as_their_minutes_and_never_too_short_for_a_word(
    minutes: Sequence[int], expected: list[int]
) -> None:
    widths = strip_widths(minutes)
    assert widths == expected
    assert not widths or (sum(widths) == STRIP_PERCENT and min(widths) >= LEAST_PERCENT)


@pytest.mark.parametrize(
    ("instant", "zone", "said"),
    [
        (datetime(2026, 11, 26, 7, tzinfo=UTC), "Europe/Kyiv", "9:00"),
        (datetime(2026, 11, 26, 11, 15, tzinfo=UTC), "Europe/Kyiv", "13:15"),
        (datetime(2026, 11, 25, 22, 5, tzinfo=UTC), "Europe/Kyiv", "0:05"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "Europe/Kyiv", "3:30 (UTC+3)"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "Europe/Kyiv", "3:30 (UTC+2)"),
        (datetime(2026, 11, 26, 3, tzinfo=UTC), "Asia/Kathmandu", "8:45"),
    ],
)
def test_times_are_the_clinics(instant: datetime, zone: str, said: str) -> None:
    assert clock(instant, ZoneInfo(zone)) == said


def test_the_day_is_the_clinics_too() -> None:
    late = datetime(2026, 11, 26, 23, tzinfo=UTC)
    assert say_long(late.astimezone(ZoneInfo("Europe/Kyiv"))) == "Friday 27 November 2026"
    west = late.astimezone(ZoneInfo("America/New_York"))
    assert say_long(west) == "Thursday 26 November 2026"
