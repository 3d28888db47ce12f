"""The one way to find a time: pages, API, phone booking and rescheduling all read here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_

from clinics.core.grid import TICK, Grid, beginning_in, indexes, runs, within
from clinics.core.intervals import Span, epoch_minute, from_epoch_minute
from clinics.core.wallgrid import PartOfDay, part_mask, start_mask
from clinics.core.walltime import day_bounds
from scheduling.core.ranking import preference
from scheduling.core.rules import refusals
from scheduling.core.search import Search
from scheduling.core.slot import Slot
from scheduling.selectors.plan import VisitPlan
from scheduling.selectors.supply import Supply, read_supply

# Days before and after a lost time in which another one is sought: a race has many losers, so the
# next days first.
NEAR = (
    (timedelta(days=1), timedelta(days=1)),
    (timedelta(days=7), timedelta(days=14)),
)


@dataclass(frozen=True, slots=True)
class Window:
    """A plan laid over the clinic for some time: `mask` has the ticks at which it can begin."""

    plan: VisitPlan
    supply: Supply
    search: Search
    mask: int

    def slot(self, index: int) -> Slot:
        """Return the offer that begins at a tick of the mask."""
        who = self.search.whom(index, preference(known=self.plan.known))
        start = self.supply.grid.minute(index)
        demand = self.plan.demand
        return Slot(
            start=from_epoch_minute(start),
            procedure_at=from_epoch_minute(start + demand.procedure_offset),
            finish_at=from_epoch_minute(start + demand.total_minutes),
            practitioner_id=who,
            practitioner_name=self.supply.names.get(who, "") if who else "",
        )

    def first_with_each(self) -> dict[int, datetime]:
        """Return the earliest start with each specialist; who has none is left out."""
        found = self.search.earliest_with(self.mask)
        minute = self.supply.grid.minute
        return {who: from_epoch_minute(minute(index)) for who, index in found.items()}

    def later_than(self, instant: datetime) -> "Window":
        """Return the same window without the starts up to and including an aware instant."""
        passed = max(0, self.supply.grid.index(epoch_minute(instant)) + 1)
        return replace(self, mask=self.mask >> passed << passed)

    def slots(self, limit: int | None = None) -> Iterator[Slot]:
        """Yield the offers, earliest first."""
        for count, index in enumerate(indexes(self.mask)):
            if limit is not None and count >= limit:
                return
            yield self.slot(index)


def available_slots(
    plan: VisitPlan,
    *,
    first: date,
    last: date,
    now: datetime,
    part: PartOfDay | None = None,
    limit: int | None = None,
    after: datetime | None = None,
) -> list[Slot]:
    """Return the free starts on local days first..last (inclusive), earliest first.

    Offered means bookable, and every bookable start on the clinic's grid is offered: booking
    reads the same window. Cost: 1 query, whatever the window or the number of resources.

    Args:
        after: aware; only later starts, to go on where an earlier answer ended.
    """
    if after is not None:
        first = max(first, after.astimezone(plan.clinic.zone).date())
    first, last = _reachable(plan, first, last, now)
    if first > last:
        return []
    window = open_days(plan, first=first, last=last, now=now, part=part)
    if after is not None:
        window = window.later_than(after)
    return list(window.slots(limit))


def free_days(
    plan: VisitPlan,
    *,
    first: date,
    last: date,
    now: datetime,
    part: PartOfDay | None = None,
) -> list[tuple[date, int]]:
    """Return each local day that has free starts, with their number, ascending. Cost: 1 query."""
    first, last = _reachable(plan, first, last, now)
    if first > last:
        return []
    window = open_days(plan, first=first, last=last, now=now, part=part)
    zone = plan.clinic.zone
    counts: dict[date, int] = {}
    for index in indexes(window.mask):
        day = from_epoch_minute(window.supply.grid.minute(index)).astimezone(zone).date()
        counts[day] = counts.get(day, 0) + 1
    return list(counts.items())


def nearest_slots(plan: VisitPlan, *, start: datetime, now: datetime, count: int = 3) -> list[Slot]:
    """Return the free starts nearest to a wished one, within a week of it, earliest first.

    For a wish before today or beyond the horizon: the nearest to that edge of the calendar.
    Cost: 1 query, 2 where the days next to it are nearly full.
    """
    wished = epoch_minute(start)
    today, horizon = _reachable(plan, date.min, date.max, now)
    day = min(max(start.astimezone(plan.clinic.zone).date(), today), horizon)
    for before, after in NEAR:
        first, last = max(today, day - before), min(horizon, day + after)
        window = open_days(plan, first=first, last=last, now=now)
        minute = window.supply.grid.minute
        by_distance = sorted(indexes(window.mask), key=lambda index: abs(minute(index) - wished))
        found = by_distance[:count]
        opens, closes = _bounds(plan, first, last)
        # What lies outside these days is farther away than their nearer edge.
        if found[count - 1 :] and abs(minute(found[-1]) - wished) <= min(
            wished - opens, closes - wished
        ):
            break
    return [window.slot(index) for index in sorted(found)]


def _reachable(plan: VisitPlan, first: date, last: date, now: datetime) -> tuple[date, date]:
    """Narrow days to those from today to the horizon: nothing is ever free outside them."""
    today = now.astimezone(plan.clinic.zone).date()
    return max(first, today), min(last, today + timedelta(days=plan.clinic.horizon_days))


def open_days(
    plan: VisitPlan, *, first: date, last: date, now: datetime, part: PartOfDay | None = None
) -> Window:
    """Lay a plan over whole local days, 23 to 25 hours long."""
    zone = plan.clinic.zone
    start, end = _bounds(plan, first, last)
    wanted: Callable[[Grid], int] | None = None
    if part is not None:

        def wanted(grid: Grid) -> int:
            return part_mask(grid.origin, grid.ticks, TICK, zone, part)

    return open_window(plan, start=start, end=end, now=now, only=wanted)


def _bounds(plan: VisitPlan, first: date, last: date) -> Span:
    zone = plan.clinic.zone
    return epoch_minute(day_bounds(first, zone)[0]), epoch_minute(day_bounds(last, zone)[1])


def open_window(
    plan: VisitPlan,
    *,
    start: int,
    end: int,
    now: datetime,
    only: Callable[[Grid], int] | None = None,
) -> Window:
    """Lay a plan over arrivals in [start, end) of epoch minutes. Cost: 1 query.

    The grid reaches further, so that preparation before and turnover after are seen too, and what
    is free next to them: ranking looks at it.
    """
    demand, clinic = plan.demand, plan.clinic
    grid = Grid.covering(start + demand.earliest_offset - TICK, end + demand.latest_end + TICK)
    supply = read_supply(
        clinic=clinic,
        premises=plan.premises,
        demand=demand,
        grid=grid,
        now=now,
        ignoring=plan.ignoring,
    )
    search = Search(demand, grid, supply.resources, plan.whom)
    allowed = within([(start, end)], grid) & plan.narrowing.mask(grid, clinic.zone)
    allowed &= start_mask(grid.origin, grid.ticks, TICK, clinic.zone, clinic.slot_step_minutes)
    allowed &= runs(supply.doors, -(-demand.total_minutes // TICK))
    allowed &= ~reduce(or_, _forbidden(plan, grid), 0)
    if only is not None:
        allowed &= only(grid)
    return Window(plan, supply, search, search.starts(allowed))


def _forbidden(plan: VisitPlan, grid: Grid) -> Iterator[int]:
    """Yield the ticks that each rule forbids as a start."""
    for refusal in refusals(plan.ask, plan.rules):
        yield beginning_in((refusal.start, refusal.end), grid)
