"""Reading what `explain` needs: why is there no slot on Tuesday?"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from clinics.core.grid import TICK, Grid, beginning_in, indexes, touched
from clinics.core.intervals import Span, epoch_minute, from_epoch_minute
from clinics.core.wallgrid import start_mask
from clinics.core.walltime import day_bounds
from clinics.models import Absence, Closure
from scheduling.core.explain import Explanation, explain
from scheduling.core.rules import refusals
from scheduling.core.search import Search
from scheduling.models import Allocation
from scheduling.models.allocation import LONGEST_MINUTES
from scheduling.selectors.plan import VisitPlan
from scheduling.selectors.slots import open_days


@dataclass(frozen=True, slots=True)
class DayReport:
    """One local day: how many starts are open, pass the rules, pass each need, are free."""

    day: date
    open_starts: int
    allowed_by_rules: int
    allowed_by_needs: tuple[int, ...]
    free_starts: int
    reasons: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StartReport:
    """One start on the clinic's grid; no reasons: it is offered."""

    start: datetime
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VisitExplanation:
    """A plan over some local days, taken apart; notes: closures and absences by day."""

    plan: VisitPlan
    first: date
    last: date
    grid: Grid
    whole: Explanation
    notes: Mapping[date, tuple[str, ...]]

    def days(self) -> Iterator[DayReport]:
        """Yield each local day, ascending."""
        whole, rules = self.whole, self.whole.rules
        for offset in range((self.last - self.first).days + 1):
            day = self.first + timedelta(days=offset)
            ticks = self._ticks(day)
            lasting = whole.lasting & ticks
            allowed = lasting
            for rule in rules:
                allowed &= rule.allows
            yield DayReport(
                day=day,
                open_starts=lasting.bit_count(),
                allowed_by_rules=allowed.bit_count(),
                allowed_by_needs=tuple((lasting & n.allows).bit_count() for n in whole.needs),
                free_starts=(whole.free & ticks).bit_count(),
                reasons=tuple(whole.reasons(ticks)),
                notes=self.notes.get(day, ()),
            )

    def starts(self, day: date) -> Iterator[StartReport]:
        """Yield each start of a local day at which the doors are open, ascending."""
        for index in indexes(self.whole.open & self._ticks(day)):
            start = from_epoch_minute(self.grid.minute(index)).astimezone(self.plan.clinic.zone)
            yield StartReport(start, tuple(self.whole.reasons(1 << index)))

    def _ticks(self, day: date) -> int:
        return beginning_in(_day_span(self.plan, day), self.grid)


def explain_visit(plan: VisitPlan, *, first: date, last: date, now: datetime) -> VisitExplanation:
    """Take apart the search for a visit on local days first..last (inclusive). Cost: 4 queries."""
    window = open_days(plan, first=first, last=last, now=now)
    grid, search = window.supply.grid, window.search
    busy = _busy(plan, search, now)
    idle = Search(
        search.demand,
        grid,
        [replace(one, free=one.free | touched(busy[one.id], grid)) for one in search.supply],
        search.only,
    )
    whole = explain(
        search,
        idle=idle,
        starts=start_mask(
            grid.origin, grid.ticks, TICK, plan.clinic.zone, plan.clinic.slot_step_minutes
        ),
        doors=window.supply.doors,
        refusals=refusals(plan.ask, plan.rules),
    )
    return VisitExplanation(plan, first, last, grid, whole, _notes(plan, search, first, last))


def _day_span(plan: VisitPlan, day: date) -> Span:
    start, end = day_bounds(day, plan.clinic.zone)
    return epoch_minute(start), epoch_minute(end)


def _busy(plan: VisitPlan, search: Search, now: datetime) -> dict[int, list[Span]]:
    """Return what is booked on the resources of a search. Cost: 1 query."""
    rows = Allocation.objects.filter(
        clinic=plan.clinic,
        resource__in=[one.id for one in search.supply],
        released_at=None,
        start_minute__gt=search.grid.origin - LONGEST_MINUTES,
        start_minute__lt=search.grid.end,
    )
    spans: dict[int, list[Span]] = defaultdict(list)
    for id_, start, end in rows.values_list("resource_id", "start_minute", "end_minute"):
        spans[id_].append((start, end))
    return spans


def _notes(plan: VisitPlan, search: Search, first: date, last: date) -> dict[date, tuple[str, ...]]:
    """Return closures and absences that touch a day, in words. Cost: 2 queries."""
    zone = plan.clinic.zone
    window = (day_bounds(first, zone)[0], day_bounds(last, zone)[1])
    concerned = {one.id for one in search.supply}
    notes: dict[date, list[str]] = defaultdict(list)
    for model in (Closure, Absence):
        rows = model.objects.filter(clinic=plan.clinic, during__overlap=window)
        for row in rows.select_related("resource").order_by("during", "pk"):
            if row.resource_id is None or row.resource_id in concerned:
                for day in _touched_days(plan, row.during.lower, row.during.upper, first, last):
                    notes[day].append(f"{row.resource or plan.clinic}: {row.reason or 'away'}")
    return {day: tuple(each) for day, each in notes.items()}


def _touched_days(
    plan: VisitPlan, start: datetime, end: datetime, first: date, last: date
) -> Iterator[date]:
    zone = plan.clinic.zone
    day = max(first, start.astimezone(zone).date())
    until = min(last, (end - timedelta(microseconds=1)).astimezone(zone).date())
    while day <= until:
        yield day
        day += timedelta(days=1)
