"""Where the clocks change, asked of the time zone database and not of somebody's memory.

Morocco's dates follow Ramadan and America's may be abolished: a test that looks them up stays
true with the next tzdata.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from clinics.core.intervals import epoch_minute, from_epoch_minute

DAY = 1_440


@dataclass(frozen=True, slots=True)
class Change:
    """The clocks of a zone jump at an instant (UTC): forward, back, or (jump 0) not at all."""

    zone: ZoneInfo
    at: datetime
    jump: timedelta

    def __str__(self) -> str:
        kind = "forward" if self.jump > timedelta(0) else "back" if self.jump else "unchanged"
        return f"{self.zone.key} {self.day.isoformat()} {kind}"

    @property
    def day(self) -> date:
        """The local date of the change."""
        return self.at.astimezone(self.zone).date()

    @property
    def new_wall(self) -> datetime:
        """What the clocks show from the instant on (naive)."""
        return self.at.astimezone(self.zone).replace(tzinfo=None)

    @property
    def old_wall(self) -> datetime:
        """What they would show if they did not jump (naive)."""
        return self.new_wall - self.jump

    @property
    def minutes(self) -> int:
        """The jump in minutes: 60, -60, 30, -30 or 0."""
        return self.jump // timedelta(minutes=1)

    def skipped(self, step: int) -> list[datetime]:
        """Wall times that do not exist, every step minutes."""
        return walls(self.old_wall, self.new_wall, step)

    def repeated(self, step: int) -> list[datetime]:
        """Wall times that happen twice, every step minutes."""
        return walls(self.new_wall, self.old_wall, step)


def walls(start: datetime, end: datetime, step: int) -> list[datetime]:
    """Return naive wall times from start up to end, every step minutes; none if end <= start."""
    count = max(0, -((start - end) // timedelta(minutes=step)))
    return [start + timedelta(minutes=step * i) for i in range(count)]


def changes(zone: ZoneInfo, first_year: int, last_year: int) -> Iterator[Change]:
    """Yield the zone's changes in these years (inclusive), in order."""
    start = epoch_minute(datetime(first_year, 1, 1, tzinfo=UTC))
    end = epoch_minute(datetime(last_year + 1, 1, 1, tzinfo=UTC))
    for minute in range(start, end, DAY):
        before, after = offset(minute, zone), offset(minute + DAY, zone)
        if before != after:
            day = range(minute, minute + DAY)
            index = bisect_left(day, True, key=lambda each: offset(each, zone) == after)
            yield Change(zone, from_epoch_minute(minute + index), after - before)


def offset(minute: int, zone: ZoneInfo) -> timedelta:
    """Return the zone's offset at an epoch minute."""
    return from_epoch_minute(minute).astimezone(zone).utcoffset() or timedelta()
