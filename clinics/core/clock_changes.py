"""When the clocks of a zone change: what a VTIMEZONE is made of.

icalendar 7.3 searches on the wall clock and so dates a spring change one hour late (Europe/Kyiv,
29 March 2026: 04:00 instead of 03:00); here the search runs on UTC, which has no gaps.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from clinics.core.intervals import require_aware

STEP = timedelta(hours=6)
SECOND = timedelta(seconds=1)
ZERO = timedelta()


@dataclass(frozen=True, slots=True)
class ClockChange:
    """From `at` (UTC) on the clocks are `after` ahead of UTC; just before it was `before`."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str
    is_daylight: bool

    @property
    def wall(self) -> datetime:
        """The naive time the old clocks show at the change (RFC 5545 section 3.6.5)."""
        return self.at.replace(tzinfo=None) + self.before


def clock_changes(zone: ZoneInfo, first: datetime, last: datetime) -> Iterator[ClockChange]:
    """Yield the state of the clocks at `first` as a change to itself, then each change to `last`.

    Args:
        first, last: aware UTC.

    Cost: four looks at the zone per day, so a calendar of a year takes a few milliseconds.
    """
    require_aware(first)
    yield _change(first, first, zone)
    moment = first
    while moment < last:
        step = min(moment + STEP, last)
        if _state(moment, zone) != _state(step, zone):
            yield _change(_bisect(moment, step, zone), moment, zone)
        moment = step


def _state(moment: datetime, zone: ZoneInfo) -> tuple[timedelta, str, bool]:
    local = moment.astimezone(zone)
    return local.utcoffset() or ZERO, local.tzname() or "", bool(local.dst())


def _change(at: datetime, before: datetime, zone: ZoneInfo) -> ClockChange:
    after, name, is_daylight = _state(at, zone)
    return ClockChange(at, _state(before, zone)[0], after, name, is_daylight)


def _bisect(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    old = _state(before, zone)
    while after - before > SECOND:
        middle = before + timedelta(seconds=(after - before) // SECOND // 2)
        if _state(middle, zone) == old:
            before = middle
        else:
            after = middle
    return after
