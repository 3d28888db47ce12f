"""Bitmasks of ticks that are chosen by the clock on the wall.

Bit i stands for the tick that starts at origin + i * tick_minutes (epoch minutes, UTC). Masks are
built from whole stretches of one local day at one offset, so the change of clocks is met once and
not once per tick, and the middle of a month is the same day pattern shifted thirty times.
"""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from clinics.core.intervals import Span, from_epoch_minute

PartOfDay = Literal["morning", "afternoon", "evening"]
Stretch = tuple[int, int, int]

DAY_MINUTES = 1_440
EPOCH_ORDINAL = date(1970, 1, 1).toordinal()

# Local minutes of the day, half-open. Clinic default, unconfirmed.
PARTS: dict[PartOfDay, Span] = {
    "morning": (0, 12 * 60),
    "afternoon": (12 * 60, 17 * 60),
    "evening": (17 * 60, DAY_MINUTES),
}


@lru_cache(maxsize=256)
def start_mask(
    origin: int, ticks: int, tick_minutes: int, zone: ZoneInfo, step_minutes: int
) -> int:
    """Return the ticks at which a visit may start: every step_minutes from local midnight.

    Both passes of a repeated hour are on the grid; a skipped hour has no ticks and so none. Zones
    that are 30 or 45 minutes off the full hour need nothing special.

    Args:
        origin: epoch minute of bit 0. Where no tick meets the wall grid, the mask is 0.

    Raises:
        ValueError: tick_minutes or step_minutes is not positive.
    """
    if step_minutes <= 0:
        raise ValueError(f"step_minutes must be positive, not {step_minutes}.")
    mask = 0
    for index, count, minute in _stretches(origin, ticks, tick_minutes, zone):
        mask |= _grid_bits(minute, count, tick_minutes, step_minutes) << index
    return mask


@lru_cache(maxsize=256)
def part_mask(origin: int, ticks: int, tick_minutes: int, zone: ZoneInfo, part: PartOfDay) -> int:
    """Return the ticks whose wall time lies in this part of the day (see PARTS).

    Raises:
        ValueError: tick_minutes is not positive, or part is none of PARTS.
    """
    if part not in PARTS:
        raise ValueError(f"part must be one of {', '.join(PARTS)}, not {part!r}.")
    opens, closes = PARTS[part]
    mask = 0
    for index, count, minute in _stretches(origin, ticks, tick_minutes, zone):
        mask |= _range_bits(minute, count, tick_minutes, opens, closes) << index
    return mask


@lru_cache(maxsize=256)
def weekday_mask(origin: int, ticks: int, tick_minutes: int, zone: ZoneInfo, weekday: int) -> int:
    """Return the ticks that lie on a local weekday, 0 for Monday.

    Raises:
        ValueError: tick_minutes is not positive.
    """
    mask = 0
    for index, count, _ in _stretches(origin, ticks, tick_minutes, zone):
        day = from_epoch_minute(origin + index * tick_minutes).astimezone(zone)
        if day.weekday() == weekday:
            mask |= ((1 << count) - 1) << index
    return mask


def local_dates(span: Span, zone: ZoneInfo) -> list[date]:
    """Return the local dates the span touches, ascending; its end does not count."""
    start, end = span
    days = {
        (minute + offset) // DAY_MINUTES
        for run_start, run_end, offset in _runs(start, end, zone)
        for minute in (*range(run_start, run_end, DAY_MINUTES), run_end - 1)
    }
    return [date.fromordinal(EPOCH_ORDINAL + day) for day in sorted(days)]


@lru_cache(maxsize=1_024)
def _grid_bits(minute: int, count: int, tick_minutes: int, step_minutes: int) -> int:
    return sum(1 << i for i in range(count) if (minute + i * tick_minutes) % step_minutes == 0)


def _range_bits(minute: int, count: int, tick_minutes: int, opens: int, closes: int) -> int:
    first, last = (
        min(max(-((minute - edge) // tick_minutes), 0), count) for edge in (opens, closes)
    )
    return (1 << last) - (1 << first)


def _stretches(origin: int, ticks: int, tick_minutes: int, zone: ZoneInfo) -> Iterator[Stretch]:
    """Yield (first tick, number of ticks, local minute of the day of the first), in order.

    A stretch lies in one local day and at one offset, so inside it wall time simply counts up.
    """
    if tick_minutes <= 0:
        raise ValueError(f"tick_minutes must be positive, not {tick_minutes}.")
    index = 0
    for _, run_end, offset in _runs(origin, origin + ticks * tick_minutes, zone):
        while (start := origin + index * tick_minutes) < run_end:
            minute = (start + offset) % DAY_MINUTES
            stop = min(run_end, start - minute + DAY_MINUTES)
            count = -((start - stop) // tick_minutes)
            yield index, count, minute
            index += count


def _runs(start: int, end: int, zone: ZoneInfo) -> list[Stretch]:
    """Return (start, end, offset in minutes) for each run of constant offset in [start, end).

    Looks once a day: since 1970 no zone has changed twice within six days (tzdata 2026).
    """
    runs: list[Stretch] = []
    while start < end:
        offset = _offset(start, zone)
        stop = _run_end(start, end, zone, offset)
        runs.append((start, stop, offset))
        start = stop
    return runs


def _run_end(start: int, end: int, zone: ZoneInfo, offset: int) -> int:
    """Return the first minute after start with another offset, or end."""
    while start < end:
        probe = min(start + DAY_MINUTES, end)
        if _offset(probe, zone) != offset:
            between = range(start + 1, probe)
            differs = bisect_left(between, True, key=lambda each: _offset(each, zone) != offset)
            return start + 1 + differs
        start = probe
    return end


def _offset(minute: int, zone: ZoneInfo) -> int:
    local = from_epoch_minute(minute).astimezone(zone)
    return (local.utcoffset() or timedelta()) // timedelta(minutes=1)
