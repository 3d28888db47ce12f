"""The data set of the benchmark: how full the calendars are, and with what. Pure and repeatable.

One department is 20 specialists, 8 rooms and 12 recovery bays, Monday to Friday 8 to 18 with lunch
from 12 to 13 (bays work through). Visits are specialist + room for 20 minutes (+5), then a bay for
60 (+5). They fill the bays to 60 %; single bookings of 25 minutes top up specialists and rooms.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from clinics.core.grid import TICK, indexes, runs

SPECIALISTS, ROOMS, BAYS = 20, 8, 12
RESOURCES = SPECIALISTS + ROOMS + BAYS
FILLED = 0.6
OPENS, CLOSES = 8 * 60, 18 * 60
LUNCH = (12 * 60, 13 * 60)
PROCEDURE, OBSERVATION, TURNOVER = 20, 60, 5
DAYS = 90

# Positions of the resources of a department.
SPECIALIST_AT = range(SPECIALISTS)
ROOM_AT = range(SPECIALISTS, SPECIALISTS + ROOMS)
BAY_AT = range(SPECIALISTS + ROOMS, RESOURCES)

_TICKS_TAKEN = (PROCEDURE + TURNOVER) // TICK
_BAY_TICKS = (OBSERVATION + TURNOVER) // TICK
_TO_BAY = PROCEDURE // TICK


@dataclass(frozen=True, slots=True)
class Taken:
    """A resource (by its position in the department) from .. to, in local minutes of the day."""

    resource: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Booking:
    """One appointment of the data set: a whole visit, or a single booking of one resource."""

    start: int
    end: int
    taken: tuple[Taken, ...]

    @property
    def is_visit(self) -> bool:
        """Whether it takes a specialist, a room and a bay."""
        return len(self.taken) == 3


def opening(position: int) -> tuple[tuple[int, int], ...]:
    """Return the opening hours of a resource, in local minutes of the day."""
    if position in BAY_AT:
        return ((OPENS, CLOSES),)
    return ((OPENS, LUNCH[0]), (LUNCH[1], CLOSES))


def per_day(count: int, minutes_each: int, positions: Sequence[int]) -> int:
    """Return how many bookings of a length fill some resources of one kind to 60 %."""
    open_minutes = sum(end - start for start, end in opening(positions[0]))
    return math.ceil(count * open_minutes * FILLED / minutes_each)


VISITS_A_DAY = per_day(BAYS, OBSERVATION + TURNOVER, BAY_AT)
SPECIALIST_BOOKINGS_A_DAY = per_day(SPECIALISTS, PROCEDURE + TURNOVER, SPECIALIST_AT)
ROOM_BOOKINGS_A_DAY = per_day(ROOMS, PROCEDURE + TURNOVER, ROOM_AT)


def fill_day(department: int, day: int) -> Iterator[Booking]:
    """Yield the bookings of one department on one working day, always the same ones."""
    random = Random(f"{department}:{day}")
    free = [_open_mask(position) for position in range(RESOURCES)]
    for _ in range(VISITS_A_DAY):
        visit = _place_visit(free, random)
        if visit is None:  # one day in a thousand has its gaps in the wrong places
            break
        yield visit
    for _ in range(SPECIALIST_BOOKINGS_A_DAY - VISITS_A_DAY):
        yield _place_single(free, SPECIALIST_AT, random)
    for _ in range(ROOM_BOOKINGS_A_DAY - VISITS_A_DAY):
        yield _place_single(free, ROOM_AT, random)


def _open_mask(position: int) -> int:
    mask = 0
    for start, end in opening(position):
        mask |= ((1 << (end - start) // TICK) - 1) << start // TICK
    return mask


def _place_visit(free: list[int], random: Random) -> Booking | None:
    """Return a visit put into the day; None when specialist, room and bay fit nowhere together."""
    starts = [runs(mask, _TICKS_TAKEN) for mask in free]
    bays = [runs(free[position], _BAY_TICKS) >> _TO_BAY for position in BAY_AT]
    possible = _any(starts[position] for position in SPECIALIST_AT)
    possible &= _any(starts[position] for position in ROOM_AT) & _any(bays)
    if not possible:
        return None
    tick = random.choice(list(indexes(possible)))
    specialist = random.choice([each for each in SPECIALIST_AT if starts[each] >> tick & 1])
    room = random.choice([each for each in ROOM_AT if starts[each] >> tick & 1])
    bay = random.choice([each for each, mask in zip(BAY_AT, bays, strict=True) if mask >> tick & 1])
    taken = (
        _take(free, specialist, tick, _TICKS_TAKEN),
        _take(free, room, tick, _TICKS_TAKEN),
        _take(free, bay, tick + _TO_BAY, _BAY_TICKS),
    )
    start = tick * TICK
    return Booking(start, start + PROCEDURE + OBSERVATION, taken)


def _place_single(free: list[int], positions: Sequence[int], random: Random) -> Booking:
    able = [each for each in positions if runs(free[each], _TICKS_TAKEN)]
    position = random.choice(able)
    tick = random.choice(list(indexes(runs(free[position], _TICKS_TAKEN))))
    taken = _take(free, position, tick, _TICKS_TAKEN)
    return Booking(taken.start, taken.end - TURNOVER, (taken,))


def _take(free: list[int], position: int, tick: int, ticks: int) -> Taken:
    free[position] &= ~(((1 << ticks) - 1) << tick)
    return Taken(position, tick * TICK, (tick + ticks) * TICK)


def _any(masks: Iterator[int] | Sequence[int]) -> int:
    found = 0
    for mask in masks:
        found |= mask
    return found
