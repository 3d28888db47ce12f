"""What the stack can do at best: raw SQL, a table with nothing but the guard, no rules, no names.

The search reads the rows as integers and joins masks; the booking takes three rows under an
exclusion constraint. Everything a clinic needs beyond that is the price we measure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
from django.db import connection

from benchmarks.data.sites import ZONE, BenchClinic
from benchmarks.data.visits import (
    BAY_AT,
    OBSERVATION,
    PROCEDURE,
    RESOURCES,
    ROOM_AT,
    SPECIALIST_AT,
    TURNOVER,
    opening,
)
from clinics.core.grid import TICK, Grid, indexes, runs, within
from clinics.core.intervals import Span, epoch_minute

LONGEST = OBSERVATION + TURNOVER
_PERSON_TICKS = (PROCEDURE + TURNOVER) // TICK
_BAY_TICKS = (OBSERVATION + TURNOVER) // TICK
_TO_BAY = PROCEDURE // TICK


def table_name(scale: int) -> str:
    """Return the name of the table with nothing but busy times."""
    return f"bench_busy_{scale:d}"


def copy_limit_table(site: BenchClinic) -> None:
    """Copy the busy times of a clinic into a table of their own, resources numbered from 0."""
    table = table_name(site.scale)
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE {table} (id bigserial PRIMARY KEY, resource_id int NOT NULL,"
            f" appointment_id bigint NOT NULL, during tstzrange NOT NULL,"
            f" start_minute int NOT NULL, end_minute int NOT NULL,"
            f" CONSTRAINT {table}_guard EXCLUDE USING gist (resource_id WITH =, during WITH &&))"
        )
        cursor.execute(
            f"INSERT INTO {table} (resource_id, appointment_id, during, start_minute, end_minute)"
            " SELECT resource_id - %s, appointment_id, during, start_minute, end_minute"
            " FROM scheduling_allocation WHERE clinic_id = %s",
            [site.ids[0], site.clinic.pk],
        )
        cursor.execute(
            f"CREATE INDEX {table}_start ON {table} (start_minute)"
            " INCLUDE (end_minute, resource_id)"
        )


def connect(url: str) -> psycopg.Connection[Any]:
    """Return a connection that prepares every statement at once and speaks binary."""
    opened = psycopg.connect(url, autocommit=True, cursor_factory=psycopg.Cursor)
    opened.prepare_threshold = 0
    return opened


@dataclass(frozen=True, slots=True)
class LimitSearch:
    """The search of section 3 of the performance notes: rows, masks, nothing else."""

    scale: int
    first: date
    days: int

    def starts(self, opened: psycopg.Connection[Any]) -> list[int]:
        """Return the epoch minutes at which a visit can begin."""
        grid = window(self.first, self.days)
        free = list(_opening_masks(self.scale, self.first, self.days))
        with opened.cursor(binary=True) as cursor:
            # One row per resource: numbers in an array are read faster than as rows.
            cursor.execute(
                "SELECT resource_id, array_agg((start_minute - %(origin)s) / 5),"
                " array_agg((end_minute - %(origin)s) / 5)"
                f" FROM {table_name(self.scale)}"
                " WHERE start_minute >= %(earliest)s AND start_minute < %(end)s"
                " GROUP BY resource_id",
                {
                    "origin": grid.origin,
                    "earliest": grid.origin - LONGEST,
                    "end": grid.end,
                },
            )
            for resource, starts, ends in cursor:
                free[resource] &= ~_busy(starts, ends, grid.ticks)
        return [grid.minute(index) for index in indexes(join(free, self.scale))]


def join(free: Sequence[int], scale: int) -> int:
    """Return the ticks at which a specialist, a room and then a bay are free."""
    people = rooms = bays = 0
    for base in range(0, scale * RESOURCES, RESOURCES):
        for position in SPECIALIST_AT:
            people |= runs(free[base + position], _PERSON_TICKS)
        for position in ROOM_AT:
            rooms |= runs(free[base + position], _PERSON_TICKS)
        for position in BAY_AT:
            bays |= runs(free[base + position], _BAY_TICKS)
    return people & rooms & bays >> _TO_BAY


def _busy(starts: Sequence[int], ends: Sequence[int], ticks: int) -> int:
    """Return the taken ticks, written as binary digits: one long shift per booking costs more."""
    digits = bytearray(b"0") * ticks
    for start, end in zip(starts, ends, strict=True):
        first, last = max(0, start), min(end, ticks)
        digits[ticks - last : ticks - first] = b"1" * (last - first)
    return int(digits, 2)


def window(first: date, days: int) -> Grid:
    """Return the grid over local days, with room for a visit that begins on the last of them."""
    zone = ZoneInfo(ZONE)
    start = epoch_minute(datetime.combine(first, time(), zone))
    return Grid.covering(
        start, epoch_minute(datetime.combine(first + timedelta(days), time(), zone))
    )


@lru_cache(maxsize=64)
def _opening_masks(scale: int, first: date, days: int) -> tuple[int, ...]:
    """Return the open ticks of each resource: nothing that changes, so a limit may keep it."""
    grid = window(first, days)
    dates = [first + timedelta(number) for number in range(days)]
    working = [day for day in dates if day.weekday() < 5]
    masks = [
        within([_span(day, hours) for day in working for hours in opening(position)], grid)
        for position in range(RESOURCES)
    ]
    return tuple(masks * scale)


def _span(day: date, hours: tuple[int, int]) -> Span:
    morning = epoch_minute(datetime.combine(day, time(8), ZoneInfo(ZONE))) - 8 * 60
    return morning + hours[0], morning + hours[1]
