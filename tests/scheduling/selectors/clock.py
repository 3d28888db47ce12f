"""Opening hours read off the clock on the wall, minute by minute.

The definition, without any arithmetic on days: look at the clock every minute and note what it
shows. Open from the first minute it shows the start until the last one it shows the end; what the
clock skips is when it shows something later.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from clinics.core.hours import DatedHours, WeeklyHours
from clinics.core.intervals import Span, from_epoch_minute


class Clock:
    """What the clock on the wall shows at each epoch minute of [start, end)."""

    def __init__(self, zone: ZoneInfo, start: int, end: int) -> None:
        self.minutes = range(start, end)
        self.shows = dict(zip(self.minutes, _walls(zone, start, end), strict=True))
        self._shown: dict[datetime, list[int]] = {}
        for minute, wall in self.shows.items():
            self._shown.setdefault(wall, []).append(minute)
        self.days = sorted({wall.date() for wall in self.shows.values()})

    def openings(
        self, weekly: Iterable[WeeklyHours], extra: Iterable[DatedHours]
    ) -> frozenset[int]:
        """Return the minutes that are open."""
        found: set[int] = set()
        for row in weekly:
            for day in self.days:
                is_valid = (row.valid_from or day) <= day <= (row.valid_until or day)
                if day.weekday() == row.weekday and is_valid:
                    found.update(self._opening(day, row.start, row.end))
        for each in extra:
            found.update(self._opening(each.day, each.start, each.end))
        return frozenset(found)

    def _opening(self, day: date, start: time, end: time) -> range:
        end_day = day + timedelta(days=1) if end <= start else day
        opens = self._when(datetime.combine(day, start))
        closes = self._when(datetime.combine(end_day, end))
        return range(opens[0], closes[-1])

    def _when(self, wall: datetime) -> list[int]:
        """Return when the clock shows this, or else the first minute it shows something later."""
        if wall in self._shown:
            return self._shown[wall]
        later = (minute for minute, each in self.shows.items() if each > wall)
        return [next(later, self.minutes.stop)]


@lru_cache(maxsize=64)
def _walls(zone: ZoneInfo, start: int, end: int) -> list[datetime]:
    instants = (from_epoch_minute(minute) for minute in range(start, end))
    return [instant.astimezone(zone).replace(tzinfo=None, fold=0) for instant in instants]


def outside(spans: Iterable[Span], minutes: frozenset[int]) -> frozenset[int]:
    """Return the minutes that no span has in it."""
    return minutes.difference(*(range(start, end) for start, end in spans))
