"""Narrowing down what is offered: never more than without it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from zoneinfo import ZoneInfo

from clinics.core.grid import TICK, Grid
from clinics.core.resource_kind import Kind
from clinics.core.wallgrid import PartOfDay, part_mask, weekday_mask
from scheduling.core.demand import Demand


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a patient keeps to; what is empty leaves everything.

    parts, weekdays: of the arrival, on the clinic's clock; 0 is Monday. whom: ids of those the
    patient would come to see, None for everybody. rooms: what each room must have besides.
    """

    parts: frozenset[PartOfDay] = frozenset()
    weekdays: frozenset[int] = frozenset()
    whom: frozenset[int] | None = None
    rooms: frozenset[str] = frozenset()

    def mask(self, grid: Grid, zone: ZoneInfo) -> int:
        """Return the ticks at which a visit may begin."""
        mask = grid.full
        if self.parts:
            parts = (part_mask(grid.origin, grid.ticks, TICK, zone, part) for part in self.parts)
            mask &= _union(parts)
        if self.weekdays:
            days = (weekday_mask(grid.origin, grid.ticks, TICK, zone, day) for day in self.weekdays)
            mask &= _union(days)
        return mask

    def demand(self, demand: Demand) -> Demand:
        """Return what a visit needs, in rooms that have what is asked for."""
        if not self.rooms:
            return demand
        needs = tuple(
            replace(need, capabilities=need.capabilities | self.rooms)
            if need.kind is Kind.ROOM
            else need
            for need in demand.requirements
        )
        return replace(demand, requirements=needs)


EVERYTHING = Narrowing()


def _union(masks: Iterable[int]) -> int:
    return reduce(or_, masks, 0)
