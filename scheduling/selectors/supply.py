"""Reading when resources are free, as masks, in a fixed number of queries.

Cost: 2 queries, whatever the window and the number of resources: resources with their hours, and
what is taken (allocations, closures, absences).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from scheduling.core.demand import Demand, Kind
from scheduling.core.grid import Grid, touched
from scheduling.core.search import Supplied
from scheduling.core.spans import Span, from_epoch_minute
from scheduling.models import Clinic
from scheduling.models.allocation import LONGEST_MINUTES
from scheduling.selectors.hours import PATTERNS, Hours, local_days

ResourceRow = tuple[int, str, str, list[str]]  # id, kind, name, capabilities


@dataclass(frozen=True, slots=True)
class Supply:
    """The clinic in one window: its doors, and each qualified resource with its free ticks."""

    grid: Grid
    doors: int
    resources: tuple[Supplied, ...]
    names: Mapping[int, str]


def read_supply(
    *, clinic: Clinic, demand: Demand, grid: Grid, now: datetime, ignoring: int | None = None
) -> Supply:
    """Return what could serve a visit in a window, with expired holds counted as free.

    Args:
        ignoring: pk of an appointment whose own allocations do not stand in its way.
    """
    rows, patterns = _read_resources(clinic, demand, grid)
    ids = [row[0] for row in rows]
    hours = Hours(clinic, grid, patterns)
    taken = _read_taken(clinic, ids, grid, now, ignoring)
    closed = touched(taken.get(None, ()), grid)
    supplied = []
    for id_, kind, _name, capabilities in rows:
        free = hours.of(id_, Kind(kind)) & ~(closed | touched(taken.get(id_, ()), grid))
        supplied.append(Supplied(id_, Kind(kind), frozenset(capabilities), free))
    names = {row[0]: row[2] for row in rows}
    return Supply(grid, hours.doors() & ~closed, tuple(supplied), names)


_RESOURCES = """
WITH wanted AS (
    SELECT id, kind, name, capabilities FROM scheduling_resource
    WHERE clinic_id = %(clinic)s AND is_active AND ({fits})
)
SELECT id, kind, name, capabilities, pattern
FROM wanted FULL JOIN ({patterns}) AS hours ON resource_id = id
ORDER BY id
"""


def _read_resources(
    clinic: Clinic, demand: Demand, grid: Grid
) -> tuple[list[ResourceRow], dict[int | None, str]]:
    """Return who and what could meet some need, and hours by resource (None: the doors).

    Cost: 1 query.
    """
    first, last = local_days(clinic, grid)
    eve = first - timedelta(days=1)  # hours past midnight reach into the first day
    values: dict[str, Any] = {"clinic": clinic.pk, "eve": eve, "last": last}
    fits = ["false"]
    for number, (kind, skills) in enumerate(_wanted(demand)):
        fits.append(f"kind = %(kind{number})s AND capabilities @> %(skills{number})s::varchar[]")
        values |= {f"kind{number}": kind, f"skills{number}": skills}
    with connection.cursor() as cursor:
        cursor.execute(_RESOURCES.format(fits=" OR ".join(fits), patterns=PATTERNS), values)
        rows = cursor.fetchall()
    patterns = {row[0]: row[4] or "" for row in rows}
    return [row[:4] for row in rows if row[0] is not None], patterns


def _wanted(demand: Demand) -> list[tuple[str, list[str]]]:
    pairs = {(need.kind.value, tuple(sorted(need.capabilities))) for need in demand.requirements}
    return [(kind, list(skills)) for kind, skills in sorted(pairs)]


# One row per resource: a few hundred numbers in an array are read faster than as rows.
_TAKEN = """
SELECT resource_id, array_agg(first_minute), array_agg(last_minute) FROM (
    SELECT resource_id, start_minute AS first_minute, end_minute AS last_minute
    FROM scheduling_allocation
    WHERE clinic_id = %(clinic)s AND resource_id = ANY(%(ids)s) AND released_at IS NULL
      AND start_minute > %(earliest)s AND start_minute < %(end)s AND end_minute > %(start)s
      AND (expires_at IS NULL OR expires_at > %(now)s)
      AND appointment_id <> %(ignoring)s
    UNION ALL
    SELECT resource_id, floor(extract(epoch from lower(during)) / 60)::int,
           ceil(extract(epoch from upper(during)) / 60)::int
    FROM scheduling_closure
    WHERE clinic_id = %(clinic)s AND (resource_id = ANY(%(ids)s) OR resource_id IS NULL)
      AND during && tstzrange(%(opens)s, %(closes)s)
    UNION ALL
    SELECT resource_id, floor(extract(epoch from lower(during)) / 60)::int,
           ceil(extract(epoch from upper(during)) / 60)::int
    FROM scheduling_absence
    WHERE clinic_id = %(clinic)s AND resource_id = ANY(%(ids)s)
      AND during && tstzrange(%(opens)s, %(closes)s)
) AS taken GROUP BY resource_id
"""


def _read_taken(
    clinic: Clinic, ids: list[int], grid: Grid, now: datetime, ignoring: int | None
) -> dict[int | None, Iterable[Span]]:
    """Return what is booked or closed, by resource; None: the whole clinic. Cost: 1 query.

    The spans of a resource can be gone through once.
    """
    values: dict[str, Any] = {
        "clinic": clinic.pk,
        "ids": ids,
        "start": grid.origin,
        "end": grid.end,
        # A booking that began before the window may reach into it.
        "earliest": grid.origin - LONGEST_MINUTES,
        "opens": from_epoch_minute(grid.origin),
        "closes": from_epoch_minute(grid.end),
        "now": now,
        "ignoring": ignoring or 0,
    }
    with connection.cursor() as cursor:
        cursor.execute(_TAKEN, values)
        rows = cursor.fetchall()
    return {id_: zip(starts, ends, strict=True) for id_, starts, ends in rows}
