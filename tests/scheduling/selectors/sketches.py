"""Little clinics drawn at random, near a change of clocks, and what can be booked there.

A sketch is plain data. `building.py` writes it to the database; here it is read slowly, minute by
minute, without the database and without the search: what `starts` says is what must be offered.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from clinics.core.hours import DatedHours, WeeklyHours
from clinics.core.intervals import Span, epoch_minute, from_epoch_minute
from clinics.core.resource_kind import Kind
from clinics.core.walltime import day_bounds
from scheduling.core.demand import Demand, ProcedureSpec, visit_demand
from tests.scheduling.core.brute_force import Thing, fits
from tests.scheduling.selectors.clock import Clock, outside

FOLLOWS_THE_DOORS = (Kind.ROOM, Kind.BAY, Kind.EQUIPMENT)
STAFF, PATIENT, NOBODY = "staff", "patient", "nobody yet"


@dataclass(frozen=True)
class Taking:
    """One resource is, was or would have been in use: live, held, expired or released."""

    span: Span
    state: str


@dataclass(frozen=True)
class ThingSketch:
    """A resource with rows of its own."""

    kind: Kind
    skills: frozenset[str]
    weekly: tuple[WeeklyHours, ...] = ()
    extra: tuple[DatedHours, ...] = ()
    away: tuple[Span, ...] = ()
    taken: tuple[Taking, ...] = ()


@dataclass(frozen=True)
class Sketch:
    """A clinic, a visit, and the local days first..last on which it is sought at `now`.

    things: their position plus one is their id here. wanted: such an id. visits: spans the
    patient is elsewhere in the clinic. who: staff, a patient, or nobody yet (a hold). most: of
    the first type on a day; done: starts of the visits that count.
    """

    zone: ZoneInfo
    first: date
    last: date
    now: datetime
    step: int
    notice: int
    horizon: int
    doors: tuple[WeeklyHours, ...]
    doors_extra: tuple[DatedHours, ...]
    closed: tuple[Span, ...]
    things: tuple[ThingSketch, ...]
    types: tuple[ProcedureSpec, ...]
    codes: tuple[str, ...]
    who: str
    wanted: int | None = None
    visits: tuple[Span, ...] = field(default=())
    most: int | None = None
    done: tuple[int, ...] = field(default=())

    @cached_property
    def demand(self) -> Demand:
        by_code = {each.code: each for each in self.types}
        return visit_demand([by_code[code] for code in self.codes])

    @cached_property
    def window(self) -> range:
        """Return the epoch minutes of the days asked for."""
        first, last = day_bounds(self.first, self.zone)[0], day_bounds(self.last, self.zone)[1]
        return range(epoch_minute(first), epoch_minute(last))

    @cached_property
    def clock(self) -> Clock:
        day = 24 * 60
        return Clock(self.zone, self.window.start - day, self.window.stop + day)

    @cached_property
    def doors_open(self) -> frozenset[int]:
        if not self.doors:  # a clinic without hours leaves them to its resources
            return frozenset(self.clock.minutes)
        return self.clock.openings(self.doors, self.doors_extra)

    @cached_property
    def supply(self) -> list[Thing]:
        return [
            Thing(id_, each.kind, each.skills, self._free(each))
            for id_, each in enumerate(self.things, start=1)
        ]

    def _free(self, thing: ThingSketch) -> frozenset[int]:
        free = self.clock.openings(thing.weekly, thing.extra)
        if thing.kind in FOLLOWS_THE_DOORS and not thing.weekly:
            free |= self.doors_open
        taken = [each.span for each in thing.taken if each.state in ("live", "held")]
        return outside([*self.closed, *thing.away, *taken], free)

    def grid(self) -> Iterator[int]:
        """Yield the minutes at which the clock on the wall shows a step."""
        for minute in self.window:
            wall = self.clock.shows[minute]
            if (wall.hour * 60 + wall.minute) % self.step == 0:
                yield minute

    def starts(self) -> list[int]:
        """Return every epoch minute at which the visit can begin."""
        return [minute for minute in self.grid() if self.can_begin(minute)]

    def can_begin(self, minute: int) -> bool:
        stay = range(minute, minute + self.demand.total_minutes)
        open_ = outside(self.closed, self.doors_open)
        only = None if self.wanted is None else frozenset({self.wanted})
        return (
            self._is_allowed(minute)
            and open_.issuperset(stay)
            and fits(self.demand, minute, self.supply, only)
        )

    def _is_allowed(self, minute: int) -> bool:
        today = self.now.astimezone(self.zone).date()
        is_free = self.who == NOBODY or not any(
            minute < end and start < minute + self.demand.total_minutes
            for start, end in self.visits
        )
        notice = 0 if self.who == STAFF else self.notice
        return (
            is_free
            and not self._is_full(minute)
            and from_epoch_minute(minute) > self.now
            and minute >= epoch_minute(self.now) + notice
            and self.clock.shows[minute].date() <= today + timedelta(days=self.horizon)
        )

    def _is_full(self, minute: int) -> bool:
        if self.most is None or self.who == STAFF or self.types[0].code not in self.codes:
            return False
        day = self._day(minute)
        return sum(self._day(start) == day for start in self.done) >= self.most

    def _day(self, minute: int) -> date:
        return from_epoch_minute(minute).astimezone(self.zone).date()
