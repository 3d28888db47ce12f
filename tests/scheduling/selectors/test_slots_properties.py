"""Offered means bookable, and every bookable start on the grid is offered."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinics.core.intervals import epoch_minute, from_epoch_minute
from clinics.core.wallgrid import PARTS
from clinics.errors import InvalidRequest
from intake.services.booking import book_appointment
from intake.services.holds import hold_slot
from intake.services.reschedule import reschedule_appointment
from scheduling.errors import PatientBusy, RuleBroken, SlotTaken
from scheduling.models import Allocation, Appointment
from scheduling.selectors.slots import available_slots, free_days
from tests.profiles import examples
from tests.scheduling.core.brute_force import is_valid
from tests.scheduling.selectors.building import Built, build
from tests.scheduling.selectors.drawing import sketches
from tests.scheduling.selectors.sketches import NOBODY, PATIENT, Sketch, Taking
from tests.scheduling.undo import undone
from tests.world import request_for

REFUSALS = (SlotTaken, RuleBroken, InvalidRequest, PatientBusy)


pytestmark = pytest.mark.django_db


def offered(built: Built, ignoring: int | None = None) -> list[int]:
    """Return the epoch minutes that a page would show."""
    sketch = built.sketch
    slots = available_slots(
        built.plan(ignoring), first=sketch.first, last=sketch.last, now=sketch.now
    )
    return [epoch_minute(slot.start) for slot in slots]


def take(built: Built, start: int, seconds: int = 0) -> Appointment:
    """Book or hold a start, as whoever the sketch is about."""
    sketch = built.sketch
    when: dict[str, Any] = {"clinic": built.clinic, "codes": sketch.codes, "now": sketch.now}
    exact = from_epoch_minute(start) + timedelta(seconds=seconds)
    when |= {"start": exact, "practitioner": built.practitioner}
    if sketch.who == NOBODY:
        return hold_slot(**when)[0]
    return book_appointment(**when, request=request_for(), by=built.by)


def move(built: Built, visit: Appointment, start: int) -> Appointment:
    return reschedule_appointment(
        clinic=built.clinic,
        uid=visit.uid,
        revision=visit.revision,
        start=from_epoch_minute(start),
        now=built.sketch.now,
        by=built.by,
        practitioner=built.practitioner,
    )


def after_booking(built: Built, visit: Appointment, start: int) -> Sketch:
    """Return the sketch with one visit more in it."""
    sketch = built.sketch
    rows = Allocation.objects.filter(appointment=visit, released_at=None)
    taken = [(row.resource_id, Taking((row.start_minute, row.end_minute), "live")) for row in rows]
    things = tuple(
        replace(thing, taken=(*thing.taken, *(each for pk, each in taken if pk == id_)))
        for thing, id_ in zip(sketch.things, built.ids, strict=True)
    )
    stay = () if sketch.who == NOBODY else ((start, start + sketch.demand.total_minutes),)
    done = (*sketch.done, start) if sketch.types[0].code in sketch.codes else sketch.done
    return replace(sketch, things=things, visits=(*sketch.visits, *stay), done=done)


def assert_holds_what_it_needs(built: Built, visit: Appointment, start: int) -> None:
    """Check by brute force that each need is met in full, by resources free in the sketch."""
    sketch = built.sketch
    rows = Allocation.objects.filter(appointment=visit, released_at=None)
    taken = [
        (built.ids.index(row.resource_id) + 1, row.start_minute - start, row.end_minute - start)
        for row in rows
    ]
    units = [need for need in sketch.demand.requirements for _ in range(need.quantity)]
    only = None if sketch.wanted is None else frozenset({sketch.wanted})
    assert any(
        all(need.offset == first and need.end == last for need, (_, first, last) in pairs)
        and is_valid(
            tuple((need, id_) for need, (id_, _, _) in pairs),
            sketch.demand,
            start,
            sketch.supply,
            only,
        )
        for pairs in (list(zip(units, each, strict=True)) for each in permutations(taken))
    )


@examples(20)
@given(sketches(), st.data())
def test_offered_is_bookable_and_bookable_is_offered(sketch: Sketch, data: st.DataObject) -> None:
    with undone():
        built = build(sketch)
        expected = sketch.starts()
        assert offered(built) == expected

        for start in some_of(data, expected, 2):
            with undone():
                visit = take(built, start)
                assert visit.during.lower == from_epoch_minute(start)
                assert_holds_what_it_needs(built, visit, start)

        refused = sorted(set(sketch.grid()) - set(expected))
        for start in some_of(data, nearest_to(refused, expected), 3):
            with pytest.raises(REFUSALS), undone():
                take(built, start)


@examples(15)
@given(sketches(), st.data())
def test_off_the_grid_nothing_can_be_booked(sketch: Sketch, data: st.DataObject) -> None:
    with undone():
        built = build(sketch)
        for start in some_of(data, sketch.starts(), 1):
            minutes = data.draw(st.integers(0, sketch.step - 1))
            seconds = data.draw(st.integers(0 if minutes else 1, 59))
            with pytest.raises(InvalidRequest), undone():
                take(built, start + minutes, seconds)


@examples(20)
@given(sketches(), st.data())
def test_what_is_taken_is_offered_to_nobody_else(sketch: Sketch, data: st.DataObject) -> None:
    with undone():
        built = build(sketch)
        for start in some_of(data, sketch.starts(), 1):
            visit = take(built, start)
            fuller = replace(built, sketch=after_booking(built, visit, start))
            assert offered(fuller) == fuller.sketch.starts()


@examples(20)
@given(sketches(), st.data())
def test_a_visit_can_move_to_every_start_and_to_no_other(
    sketch: Sketch, data: st.DataObject
) -> None:
    """The visit itself is not in its own way: what it could have been is what it can become."""
    if sketch.who == NOBODY:
        sketch = replace(sketch, who=PATIENT)
    expected = sketch.starts()
    refused = sorted(set(sketch.grid()) - set(expected))
    with undone():
        built = build(sketch)
        for start in some_of(data, expected, 1):
            visit = take(built, start)
            assert offered(built, ignoring=visit.pk) == expected
            for other in some_of(data, expected, 2):
                with undone():
                    assert_holds_what_it_needs(built, move(built, visit, other), other)
            for other in some_of(data, nearest_to(refused, expected), 2):
                with pytest.raises(REFUSALS), undone():
                    move(built, visit, other)
            assert_holds_what_it_needs(built, visit, start)


@examples(20)
@given(sketches())
def test_days_parts_and_counts_agree_with_the_whole(sketch: Sketch) -> None:
    with undone():
        built = build(sketch)
        plan, now, zone = built.plan(), sketch.now, sketch.zone
        window: dict[str, Any] = {"first": sketch.first, "last": sketch.last, "now": now}
        whole = available_slots(plan, **window)

        days = [sketch.first, sketch.last][: 1 + (sketch.first < sketch.last)]
        by_day = [available_slots(plan, first=day, last=day, now=now) for day in days]
        assert [slot for slots in by_day for slot in slots] == whole

        by_part = [slot for part in PARTS for slot in available_slots(plan, part=part, **window)]
        assert sorted(by_part, key=lambda slot: slot.start) == whole

        counted = Counter(slot.start.astimezone(zone).date() for slot in whole)
        assert dict(free_days(plan, **window)) == counted


def some_of(data: st.DataObject, starts: list[int], most: int) -> list[int]:
    return data.draw(st.permutations(starts[:40]))[:most] if starts else []


def nearest_to(refused: list[int], offered_: list[int]) -> list[int]:
    """Put those refused starts first that are next to an offered one: there the errors live."""
    if not offered_:
        return refused
    return sorted(refused, key=lambda start: min(abs(start - each) for each in offered_))
