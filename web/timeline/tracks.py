"""Places on a time track: the content security policy forbids style attributes, so they are
classes (`.at-N .for-N`, web.timeline.ticks).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from web.timeline.ticks import DAY_TICKS, TRACK_TICKS

GRID_MINUTES = 5


@dataclass(frozen=True, slots=True)
class TrackPlace:
    """Where something lies on a track: its first tick and how many."""

    at: int
    length: int

    @property
    def classes(self) -> str:
        """As the style sheet names it."""
        return f"at-{self.at} for-{self.length}"


@dataclass(frozen=True, slots=True)
class Mark:
    """A word at a place of the axis."""

    place: TrackPlace
    text: str


@dataclass(frozen=True, slots=True)
class Track:
    """A stretch of time, drawn. origin: aware UTC; unit: minutes per tick."""

    origin: datetime
    ticks: int
    unit: int = GRID_MINUTES

    def tick(self, moment: datetime) -> int:
        """Return the tick a moment falls into, kept on the track."""
        minutes = (moment - self.origin) // timedelta(minutes=1)
        return min(max(minutes // self.unit, 0), self.ticks)

    def place(self, start: datetime, end: datetime) -> TrackPlace | None:
        """Return the part of [start, end) that is on the track; at least one tick, or None."""
        if end <= self.origin or start >= self.end or end <= start:
            return None
        at = min(self.tick(start), self.ticks - 1)
        return TrackPlace(at, max(self.tick(end) - at, 1))

    @property
    def end(self) -> datetime:
        """The moment just after the track."""
        return self.origin + timedelta(minutes=self.ticks * self.unit)

    def holds(self, moment: datetime) -> bool:
        """Whether a moment lies on the track."""
        return self.origin <= moment < self.end

    def marks(self, step_minutes: int, zone: ZoneInfo, pattern: str = "%H:%M") -> list[Mark]:
        """Return the axis: the wall time at every whole step that has room for its word."""
        step = timedelta(minutes=step_minutes)
        length = step_minutes // self.unit
        moment = floor_to(self.origin + step - timedelta(minutes=1), step_minutes, zone)
        marks = []
        while moment + step <= self.end:
            text = moment.astimezone(zone).strftime(pattern)
            marks.append(Mark(TrackPlace(self.tick(moment), length), text))
            moment += step
        return marks


def track_over(
    spans: Iterable[tuple[datetime, datetime]], *, zone: ZoneInfo, unit: int, step_minutes: int
) -> Track:
    """Return the shortest track, from a whole step on, that shows all spans.

    A coarser unit is taken when the sheet of classes is not long enough.
    """
    spans = list(spans)
    origin = floor_to(min(start for start, _ in spans), step_minutes, zone)
    minutes = -((origin - max(end for _, end in spans)) // timedelta(minutes=1))
    if minutes > DAY_TICKS * unit:
        unit = GRID_MINUTES
    needed = min(-(-minutes // unit), DAY_TICKS)
    return Track(origin, next(ticks for ticks in TRACK_TICKS if ticks >= needed), unit)


def floor_to(moment: datetime, minutes: int, zone: ZoneInfo) -> datetime:
    """Return the last moment at which the wall clock shows a whole multiple of some minutes."""
    local = moment.astimezone(zone)
    past = timedelta(
        minutes=(local.hour * 60 + local.minute) % minutes,
        seconds=local.second,
        microseconds=local.microsecond,
    )
    return moment - past
