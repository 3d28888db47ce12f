"""Reading when resources are free, as masks, in a fixed number of queries.

Cost: 5 queries, whatever the window and the number of resources: resources, weekly hours, extra
hours, closures with absences, allocations.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db import connection
from django.db.models import Q

from scheduling.core.demand import Demand, Kind
from scheduling.core.grid import Grid, touched, within
from scheduling.core.hours import DatedHours, WeeklyHours, open_spans
from scheduling.core.search import Supplied
from scheduling.core.spans import Span, from_epoch_minute
from scheduling.models import Clinic, ExtraHours, Resource, WorkingHours
from scheduling.models.allocation import LONGEST_MINUTES

# Rooms, bays and machines without hours of their own follow the doors; people never do.
FOLLOWS_THE_DOORS = frozenset({Kind.ROOM, Kind.BAY, Kind.EQUIPMENT})


@dataclass(frozen=True, slots=True)
class Supply:
    """The clinic in one window: its doors, and each qualified resource with its free ticks."""

    grid: Grid
    doors: int
    resources: tuple[Supplied, ...]
    names: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class _Hours:
    weekly: Mapping[int | None, list[WeeklyHours]]
    extra: Mapping[int | None, list[DatedHours]]


def read_supply(
    *, clinic: Clinic, demand: Demand, grid: Grid, now: datetime, ignoring: int | None = None
) -> Supply:
    """Return what could serve a visit in a window, with expired holds counted as free.

    Args:
        ignoring: pk of an appointment whose own allocations do not stand in its way.
    """
    rows = qualified_resources(clinic, demand)
    ids = [row[0] for row in rows]
    hours = _read_hours(clinic, ids, grid)
    closed = _read_closed(clinic, ids, grid)
    busy = _read_busy(clinic, ids, grid, now, ignoring)
    doors = _open_mask(None, hours, clinic, grid) & ~touched(closed[None], grid)
    supplied = []
    for id_, kind, _name, capabilities in rows:
        free = _resource_hours(id_, Kind(kind), hours, clinic, grid)
        free &= ~touched(closed[None] + closed[id_] + busy[id_], grid)
        supplied.append(Supplied(id_, Kind(kind), frozenset(capabilities), free))
    return Supply(grid, doors, tuple(supplied), {row[0]: row[2] for row in rows})


def qualified_resources(clinic: Clinic, demand: Demand) -> list[tuple[int, str, str, list[str]]]:
    """Return (id, kind, name, capabilities) of those that could meet some need. Cost: 1 query."""
    wanted = {(need.kind, need.capabilities) for need in demand.requirements}
    if not wanted:
        return []
    fits = reduce(
        or_,
        (Q(kind=kind, capabilities__contains=sorted(skills)) for kind, skills in wanted),
    )
    return list(
        Resource.objects.filter(fits, clinic=clinic, is_active=True)
        .order_by("pk")
        .values_list("id", "kind", "name", "capabilities")
    )


def _read_hours(clinic: Clinic, ids: list[int], grid: Grid) -> _Hours:
    first, last = _local_days(clinic, grid)
    whose = Q(resource_id__in=ids) | Q(resource=None)
    weekly: dict[int | None, list[WeeklyHours]] = defaultdict(list)
    rows = WorkingHours.objects.filter(whose, clinic=clinic).values_list(
        "resource_id", "weekday", "start", "end", "valid_from", "valid_until"
    )
    for resource_id, weekday, start, end, since, until in rows:
        weekly[resource_id].append(WeeklyHours(weekday, start, end, since, until))
    extra: dict[int | None, list[DatedHours]] = defaultdict(list)
    eve = first - timedelta(days=1)  # hours past midnight reach into the first day
    days = ExtraHours.objects.filter(whose, clinic=clinic, day__range=(eve, last)).values_list(
        "resource_id", "day", "start", "end"
    )
    for resource_id, day, start, end in days:
        extra[resource_id].append(DatedHours(day, start, end))
    return _Hours(weekly, extra)


def _resource_hours(id_: int, kind: Kind, hours: _Hours, clinic: Clinic, grid: Grid) -> int:
    if id_ in hours.weekly or kind not in FOLLOWS_THE_DOORS:
        return _open_mask(id_, hours, clinic, grid)
    doors = _open_mask(None, hours, clinic, grid)
    return doors | _open_mask(id_, hours, clinic, grid) if id_ in hours.extra else doors


def _open_mask(whose: int | None, hours: _Hours, clinic: Clinic, grid: Grid) -> int:
    if whose is None and None not in hours.weekly:
        return grid.full  # a clinic without hours of its own leaves them to its resources
    first, last = _local_days(clinic, grid)
    spans = open_spans(
        hours.weekly.get(whose, ()),
        hours.extra.get(whose, ()),
        first=first,
        last=last,
        zone=clinic.zone,
    )
    return within(spans, grid)


def _local_days(clinic: Clinic, grid: Grid) -> tuple[date, date]:
    zone = clinic.zone
    return (
        from_epoch_minute(grid.origin).astimezone(zone).date(),
        from_epoch_minute(grid.end).astimezone(zone).date(),
    )


_CLOSED = """
SELECT resource_id, floor(extract(epoch from lower(during)) / 60)::int,
       ceil(extract(epoch from upper(during)) / 60)::int
FROM {table}
WHERE clinic_id = %(clinic)s AND (resource_id = ANY(%(ids)s) OR resource_id IS NULL)
  AND during && tstzrange(%(start)s, %(end)s)
"""


def _read_closed(clinic: Clinic, ids: list[int], grid: Grid) -> dict[int | None, list[Span]]:
    sql = " UNION ALL ".join(
        _CLOSED.format(table=table) for table in ("scheduling_closure", "scheduling_absence")
    )
    window = {"start": from_epoch_minute(grid.origin), "end": from_epoch_minute(grid.end)}
    return _spans_by_resource(sql, {"clinic": clinic.pk, "ids": ids, **window})


_BUSY = """
SELECT resource_id, start_minute, end_minute
FROM scheduling_allocation
WHERE clinic_id = %(clinic)s AND resource_id = ANY(%(ids)s) AND released_at IS NULL
  AND start_minute > %(start)s - %(longest)s AND start_minute < %(end)s AND end_minute > %(start)s
  AND (expires_at IS NULL OR expires_at > %(now)s)
  AND appointment_id <> %(ignoring)s
"""


def _read_busy(
    clinic: Clinic, ids: list[int], grid: Grid, now: datetime, ignoring: int | None
) -> dict[int | None, list[Span]]:
    values = {
        "clinic": clinic.pk,
        "ids": ids,
        "start": grid.origin,
        "end": grid.end,
        "longest": LONGEST_MINUTES,
        "now": now,
        "ignoring": ignoring or 0,
    }
    return _spans_by_resource(_BUSY, values)


def _spans_by_resource(sql: str, values: Mapping[str, Any]) -> dict[int | None, list[Span]]:
    found: dict[int | None, list[Span]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: Iterable[tuple[int | None, int, int]] = cursor.fetchall()
    for resource_id, start, end in rows:
        found[resource_id].append((start, end))
    return found
