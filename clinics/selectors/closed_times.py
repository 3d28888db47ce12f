"""Reading when people, rooms and machines cannot be used on a day, and why: for lists and board.

The search for free times reads the same rows as masks (selectors.supply); here they have words.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Q
from psycopg.types.range import Range

from clinics.core.hours import DatedHours, WeeklyHours, open_spans, whole_days
from clinics.core.intervals import Span, from_epoch_minute, subtract
from clinics.core.walltime import day_bounds
from clinics.models import Absence, Clinic, Closure, ExtraHours, Resource, WorkingHours
from clinics.selectors.hour_masks import FOLLOWS_THE_DOORS


class Why(StrEnum):
    """Why a resource cannot be used. AWAY tells no reason: that is the person's own business."""

    OUTSIDE_HOURS = "outside_hours"
    BREAK = "break"
    CLOSED = "closed"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class ClosedTime:
    """A time in which a resource cannot be used; reason: the words of a closure, else empty."""

    start: datetime
    end: datetime
    why: Why
    reason: str = ""


def closed_times(
    *, clinic: Clinic, resources: Iterable[Resource], day: date
) -> dict[int, list[ClosedTime]]:
    """Return, by resource id, when each cannot be used on a local day, by time.

    Cost: 4 queries, whatever the number of resources.
    """
    resources = list(resources)
    ids = [each.pk for each in resources]
    hours = _read_hours(clinic, ids, day)
    shut = _shut(clinic, ids, day)
    return {
        each.pk: sorted(
            [*_outside(_open(each, hours, clinic, day), clinic, day), *shut[None], *shut[each.pk]],
            key=lambda closed: (closed.start, closed.end),
        )
        for each in resources
    }


@dataclass(frozen=True, slots=True)
class _Hours:
    weekly: Mapping[int | None, list[WeeklyHours]]
    extra: Mapping[int | None, list[DatedHours]]


def _read_hours(clinic: Clinic, ids: list[int], day: date) -> _Hours:
    whose = Q(resource_id__in=ids) | Q(resource=None)
    weekly: dict[int | None, list[WeeklyHours]] = defaultdict(list)
    for row in WorkingHours.objects.filter(whose, clinic=clinic):
        hours = WeeklyHours(row.weekday, row.start, row.end, row.valid_from, row.valid_until)
        weekly[row.resource_id].append(hours)
    extra: dict[int | None, list[DatedHours]] = defaultdict(list)
    for more in ExtraHours.objects.filter(whose, clinic=clinic, day=day):
        extra[more.resource_id].append(DatedHours(more.day, more.start, more.end))
    return _Hours(weekly, extra)


def _open(resource: Resource, hours: _Hours, clinic: Clinic, day: date) -> list[Span]:
    """Return the open spans, by the same rule as the search: people never follow the doors."""
    whose: int | None = resource.pk
    follows = resource.pk not in hours.weekly and resource.kind in FOLLOWS_THE_DOORS
    if follows and None not in hours.weekly:
        return [whole_days(day, day, clinic.zone)]
    extra = list(hours.extra.get(resource.pk, ()))
    if follows:
        whose = None
        extra += hours.extra.get(None, ())
    return open_spans(hours.weekly.get(whose, ()), extra, first=day, last=day, zone=clinic.zone)


def _outside(spans: list[Span], clinic: Clinic, day: date) -> Iterable[ClosedTime]:
    for start, end in subtract([whole_days(day, day, clinic.zone)], spans):
        is_break = bool(spans) and spans[0][0] < start and end < spans[-1][1]
        why = Why.BREAK if is_break else Why.OUTSIDE_HOURS
        yield ClosedTime(from_epoch_minute(start), from_epoch_minute(end), why)


def _shut(clinic: Clinic, ids: list[int], day: date) -> dict[int | None, list[ClosedTime]]:
    whose = Q(resource_id__in=ids) | Q(resource=None)
    bounds = day_bounds(day, clinic.zone)
    found: dict[int | None, list[ClosedTime]] = defaultdict(list)
    for closure in Closure.objects.filter(whose, clinic=clinic, during__overlap=bounds):
        found[closure.resource_id].append(
            _within(closure.during, bounds, Why.CLOSED, closure.reason)
        )
    for absence in Absence.objects.filter(
        clinic=clinic, resource_id__in=ids, during__overlap=bounds
    ):
        found[absence.resource_id].append(_within(absence.during, bounds, Why.AWAY))
    return found


def _within(
    during: Range[datetime], bounds: tuple[datetime, datetime], why: Why, reason: str = ""
) -> ClosedTime:
    start, end = during.lower or bounds[0], during.upper or bounds[1]
    return ClosedTime(max(start, bounds[0]), min(end, bounds[1]), why, reason)
