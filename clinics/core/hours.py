"""Opening hours: what the clock on the wall says, turned into spans of UTC minutes.

Every day is converted by itself, so 09:00 is 09:00 on days of change too, and a night from 22:00
to 06:00 has seven hours in spring and nine in autumn. Nothing here adds 24 hours to an instant.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from clinics.core.intervals import Span, epoch_minute, intersect, normalise
from clinics.core.walltime import MIDNIGHT, ONE_DAY, Edge, day_bounds, to_utc_lenient


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """Open each week on this weekday, from start to end of the clinic's wall time.

    weekday is that of the start, Monday = 0. An end at or before the start lies on the next day,
    so 22:00-06:00 is a night, 00:00-00:00 a whole day, and an end of 00:00 the end of the day.
    valid_from and valid_until (inclusive) are about the day of the start.
    """

    weekday: int
    start: time
    end: time
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class DatedHours:
    """Open once, on this day; start and end as in WeeklyHours."""

    day: date
    start: time
    end: time


def open_spans(
    weekly: Iterable[WeeklyHours],
    extra: Iterable[DatedHours],
    *,
    first: date,
    last: date,
    zone: ZoneInfo,
) -> list[Span]:
    """Return all open minutes of the local days first to last (inclusive), normalised.

    The answer is complete for these days and empty outside them: the night before first gives its
    hours after midnight, the night of last is cut at midnight. For a visit past midnight ask
    for both days.

    Cost: O(rows x days) the first time, then a dictionary look-up per set of rows.
    """
    usual = _weekly_spans(tuple(weekly), first, last, zone)
    dated = [opening(each.day, each.start, each.end, zone) for each in extra]
    if not dated:
        return list(usual)
    return normalise([*usual, *intersect(dated, [whole_days(first, last, zone)])])


@lru_cache(maxsize=16_384)
def opening(day: date, start: time, end: time, zone: ZoneInfo) -> Span:
    """Return one opening that starts on this local day; empty if the clocks skip all of it."""
    end_day = day + ONE_DAY if end <= start else day
    # Midnight as an end is the end of the day, so where the clocks show 00:00 twice it is the
    # first: the second one belongs to the next day.
    edge: Edge = "start" if end == MIDNIGHT else "end"
    opens = to_utc_lenient(datetime.combine(day, start), zone, "start")
    closes = to_utc_lenient(datetime.combine(end_day, end), zone, edge)
    return epoch_minute(opens), epoch_minute(closes)


def whole_days(first: date, last: date, zone: ZoneInfo) -> Span:
    """Return the span from the local midnight of first to the one after last (inclusive).

    This is what an all-day closure takes: 23 or 25 hours on a day of change.
    """
    return epoch_minute(day_bounds(first, zone)[0]), epoch_minute(day_bounds(last, zone)[1])


# Colleagues share a few weekly patterns, and one search asks for the same days for all of them.
@lru_cache(maxsize=1_024)
def _weekly_spans(
    rows: tuple[WeeklyHours, ...], first: date, last: date, zone: ZoneInfo
) -> tuple[Span, ...]:
    openings = (
        opening(day, row.start, row.end, zone)
        for row in rows
        for day in _days(row, first - ONE_DAY, last)
    )
    return tuple(intersect(openings, [whole_days(first, last, zone)]))


def _days(row: WeeklyHours, first: date, last: date) -> Iterator[date]:
    """Yield the days in [first, last] on which the row opens."""
    start = max(first, row.valid_from or first)
    stop = min(last, row.valid_until or last)
    day = start + timedelta(days=(row.weekday - start.weekday()) % 7)
    while day <= stop:
        yield day
        day += timedelta(days=7)
