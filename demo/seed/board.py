"""Free time of one clinic, kept in memory while the seed fills it.

Reading it from the database before every booking would double the time of seeding. It decides
nothing: `take_slot` looks again, and a start that is offered here and refused there is a bug.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from clinics.core.grid import TICK, Grid, indexes, runs, touched, within
from clinics.core.intervals import epoch_minute
from clinics.core.resource_kind import Kind
from clinics.core.wallgrid import start_mask
from clinics.core.walltime import day_bounds
from clinics.models import Clinic
from clinics.selectors.resource_cache import standing
from scheduling.core.demand import Demand, Phase, Requirement
from scheduling.core.search import Search, Supplied
from scheduling.models import Allocation, Appointment
from scheduling.selectors.supply import read_supply

EVERYTHING = Demand(
    codes=(),
    phases=(),
    requirements=tuple(
        Requirement(kind, frozenset(), 0, TICK, (Phase.PROCEDURE,)) for kind in Kind
    ),
)


@dataclass(slots=True)
class FreeTimeBoard:
    """Who and what is free at a clinic: resources by id, in ticks of one grid."""

    clinic: Clinic
    grid: Grid
    doors: int
    supplied: dict[int, Supplied]
    open: dict[int, int]

    def starts(self, demand: Demand, day: date, only: frozenset[int] | None = None) -> list[int]:
        """Return the epoch minutes at which a visit can begin on a local day, ascending."""
        search = Search(demand, self.grid, tuple(self.supplied.values()), only)
        step = self.clinic.slot_step_minutes
        allowed = self._day(day) & runs(self.doors, -(-demand.total_minutes // TICK))
        allowed &= start_mask(self.grid.origin, self.grid.ticks, TICK, self.clinic.zone, step)
        mask = search.starts(allowed)
        return [self.grid.minute(index) for index in indexes(mask)]

    def take(self, appointment: Appointment) -> None:
        """Mark what a visit holds as taken. Cost: 1 query."""
        rows = Allocation.objects.filter(appointment=appointment, released_at=None)
        for id_, start, end in rows.values_list("resource_id", "start_minute", "end_minute"):
            one = self.supplied[id_]
            self.supplied[id_] = replace(one, free=one.free & ~touched([(start, end)], self.grid))

    def able(self, kind: Kind, capability: str) -> list[Supplied]:
        """Return the resources of a kind that have a capability, in the order of their ids."""
        return [
            one
            for one in self.supplied.values()
            if one.kind is kind and capability in one.capabilities
        ]

    def fullness(self, resources: list[Supplied], day: date) -> float:
        """Return the share of open time that is taken on a day; 1.0 when nothing is open."""
        mask = self._day(day)
        open_ticks = sum((self.open[one.id] & mask).bit_count() for one in resources)
        free = sum((self.supplied[one.id].free & mask).bit_count() for one in resources)
        return 1 - free / open_ticks if open_ticks else 1.0

    def _day(self, day: date) -> int:
        return within([_span(day, self.clinic.zone)], self.grid)


def read_board(clinic: Clinic, *, first: date, last: date, now: datetime) -> FreeTimeBoard:
    """Return the free time of local days first..last (inclusive). Cost: 2 queries."""
    start, end = _span(first, clinic.zone)[0], _span(last, clinic.zone)[1]
    grid = Grid.covering(start, end)
    _, premises = standing(clinic)
    supply = read_supply(clinic=clinic, premises=premises, demand=EVERYTHING, grid=grid, now=now)
    supplied = {one.id: one for one in supply.resources}
    free = {one.id: one.free for one in supply.resources}
    return FreeTimeBoard(clinic, grid, supply.doors, supplied, free)


def days_between(first: date, last: date) -> list[date]:
    """Return local days first..last (inclusive)."""
    return [first + timedelta(days=offset) for offset in range((last - first).days + 1)]


def _span(day: date, zone: ZoneInfo) -> tuple[int, int]:
    start, end = day_bounds(day, zone)
    return epoch_minute(start), epoch_minute(end)
