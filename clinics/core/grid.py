"""Free time as bits: one Python integer for a whole window, one bit for five minutes.

Bit i of a mask stands for [origin + i * TICK, origin + (i + 1) * TICK), in epoch minutes UTC.
Five minutes divide every offset the time zone database knows, so ticks fall on wall-clock ticks.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from clinics.core.intervals import Span

TICK = 5


@dataclass(frozen=True, slots=True)
class Grid:
    """A window of ticks. origin: epoch minute, a multiple of TICK."""

    origin: int
    ticks: int

    @classmethod
    def covering(cls, start: int, end: int) -> "Grid":
        """Return the smallest grid that contains [start, end) of epoch minutes."""
        origin = start - start % TICK
        return cls(origin, max(0, -(-(end - origin) // TICK)))

    @property
    def end(self) -> int:
        """Epoch minute after the last tick."""
        return self.origin + self.ticks * TICK

    @property
    def full(self) -> int:
        """The mask with every tick set."""
        return (1 << self.ticks) - 1

    def index(self, minute: int) -> int:
        """Return the tick in which an epoch minute lies; outside the window is allowed."""
        return (minute - self.origin) // TICK

    def minute(self, index: int) -> int:
        """Return the epoch minute at which a tick begins."""
        return self.origin + index * TICK


def within(spans: Iterable[Span], grid: Grid) -> int:
    """Return the ticks that lie wholly inside the spans: for opening hours."""
    mask = 0
    for start, end in spans:
        mask |= _run(-(-(start - grid.origin) // TICK), (end - grid.origin) // TICK, grid.ticks)
    return mask


def touched(spans: Iterable[Span], grid: Grid) -> int:
    """Return the ticks that the spans touch at all: for what is taken."""
    mask, origin, ticks = 0, grid.origin, grid.ticks
    for start, end in spans:  # written out: it runs for every booking of a search
        first, last = (start - origin) // TICK, -((origin - end) // TICK)
        if first < 0:
            first = 0
        if last > ticks:
            last = ticks
        if last > first:
            mask |= ((1 << (last - first)) - 1) << first
    return mask


def beginning_in(span: Span, grid: Grid) -> int:
    """Return the ticks that begin inside the span: for starts that a rule forbids."""
    # A tick's start lies in [a, b) exactly when its index lies in [ceil a, ceil b).
    first, last = (-(-(edge - grid.origin) // TICK) for edge in span)
    return _run(first, last, grid.ticks)


def _run(first: int, last: int, ticks: int) -> int:
    first, last = max(first, 0), min(last, ticks)
    return ((1 << (last - first)) - 1) << first if last > first else 0


def runs(free: int, length: int) -> int:
    """Return the ticks at which `length` free ticks begin. Cost: log2(length) shifts."""
    have = 1
    while have < length and free:
        step = min(have, length - have)
        free &= free >> step
        have += step
    return free


def shifted(mask: int, ticks: int) -> int:
    """Move a mask towards later ticks; negative moves it earlier and drops what falls out."""
    return mask << ticks if ticks >= 0 else mask >> -ticks


def indexes(mask: int) -> Iterator[int]:
    """Yield the set bits, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
