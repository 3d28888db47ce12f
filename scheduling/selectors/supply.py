"""Reading when resources are free, as masks.

Cost: 1 query, whatever the window and the number of resources: what is taken (allocations,
closures, absences). Resources and their hours are in memory (selectors.premises).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from clinics.core.grid import Grid, touched
from clinics.core.intervals import Span, from_epoch_minute
from clinics.models import Clinic
from clinics.selectors.hour_masks import Hours
from clinics.selectors.resource_cache import Premises
from scheduling.core.demand import Demand
from scheduling.core.search import Supplied
from scheduling.models.allocation import LONGEST_MINUTES


@dataclass(frozen=True, slots=True)
class Supply:
    """The clinic in one window: its doors, and each qualified resource with its free ticks."""

    grid: Grid
    doors: int
    resources: tuple[Supplied, ...]
    names: Mapping[int, str]


def read_supply(
    *,
    clinic: Clinic,
    premises: Premises,
    demand: Demand,
    grid: Grid,
    now: datetime,
    ignoring: int | None = None,
) -> Supply:
    """Return what could serve a visit in a window, with expired holds counted as free.

    Args:
        ignoring: pk of an appointment whose own allocations do not stand in its way.
    """
    assets = premises.able(demand.wanted)
    hours = Hours(clinic, grid, premises.doors)
    taken = _read_taken(clinic, [asset.id for asset in assets], grid, now, ignoring)
    closed = touched(taken.get(None, ()), grid)
    supplied = []
    for asset in assets:
        free = hours.of(asset) & ~closed
        if asset.id in taken:
            free &= ~touched(taken[asset.id], grid)
        supplied.append(Supplied(asset.id, asset.kind, asset.capabilities, free))
    names = {asset.id: asset.name for asset in assets}
    return Supply(grid, hours.doors() & ~closed, tuple(supplied), names)


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
    FROM clinics_closure
    WHERE clinic_id = %(clinic)s AND (resource_id = ANY(%(ids)s) OR resource_id IS NULL)
      AND during && tstzrange(%(opens)s, %(closes)s)
    UNION ALL
    SELECT resource_id, floor(extract(epoch from lower(during)) / 60)::int,
           ceil(extract(epoch from upper(during)) / 60)::int
    FROM clinics_absence
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
