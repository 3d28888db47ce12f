"""Narrowing down: by the clock against a clock read tick by tick, by rooms against brute force."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinics.core.grid import TICK, Grid, indexes
from clinics.core.intervals import epoch_minute, from_epoch_minute
from clinics.core.resource_kind import Kind
from clinics.core.wallgrid import PARTS, PartOfDay
from scheduling.core.demand import Demand, Phase, PhaseSpan, Requirement
from scheduling.core.filters import EVERYTHING, Narrowing
from tests.clinics.core.clock_changes import Change
from tests.clinics.core.test_wallgrid import CHANGES
from tests.profiles import examples
from tests.scheduling.core.test_search_properties import TICKS, Scene, scenes

parts = st.frozensets(st.sampled_from(list(PARTS)))
weekdays = st.frozensets(st.integers(0, 6))
rooms = st.frozensets(st.sampled_from("xab"), max_size=2)


@examples(60)
@given(st.sampled_from(CHANGES), st.integers(0, 800), st.integers(0, 1_200), parts, weekdays)
def test_mask_is_the_clock_read_tick_by_tick(
    change: Change, lead: int, ticks: int, parts: frozenset[PartOfDay], weekdays: frozenset[int]
) -> None:
    grid = Grid(epoch_minute(change.at) // TICK * TICK - lead * TICK, ticks)
    mask = Narrowing(parts, weekdays).mask(grid, change.zone)
    for index in range(ticks):
        local = from_epoch_minute(grid.minute(index)).astimezone(change.zone)
        minute = local.hour * 60 + local.minute
        fits = not parts or any(PARTS[part][0] <= minute < PARTS[part][1] for part in parts)
        fits &= not weekdays or local.weekday() in weekdays
        assert bool(mask >> index & 1) is fits
    assert mask & ~grid.full == 0


@given(scenes(), st.integers(0, 2**TICKS - 1), rooms)
def test_rooms_narrow_the_starts_down_to_those_of_brute_force(
    scene: Scene, allowed: int, skills: frozenset[str]
) -> None:
    demand = Narrowing(rooms=skills).demand(scene.demand)
    narrow = replace(scene, demand=demand)
    found = narrow.search.starts(allowed)
    assert found & ~scene.search.starts(allowed) == 0
    assert list(indexes(found)) == [each for each in indexes(allowed) if narrow.fits(each)]
    for index in indexes(found):
        assignment = narrow.search.assign(index)
        assert assignment is not None
        taken = {id_ for need, id_ in assignment.pairs if need.kind is Kind.ROOM}
        assert all(skills <= one.capabilities for one in scene.supplied if one.id in taken)


@pytest.mark.parametrize("kind", list(Kind))
def test_only_rooms_are_asked_for_more(kind: Kind) -> None:
    found = [
        need.capabilities
        for need in Narrowing(rooms=frozenset({"step_free"})).demand(_visit(kind)).requirements
    ]
    expected = frozenset({"x", "step_free"}) if kind is Kind.ROOM else frozenset("x")
    assert found == [expected]


@given(scenes())
def test_without_anything_ticked_nothing_changes(scene: Scene) -> None:
    assert EVERYTHING.demand(scene.demand) is scene.demand


def _visit(kind: Kind) -> Demand:
    need = Requirement(kind, frozenset("x"), 0, 30, (Phase.PROCEDURE,))
    return Demand(("x",), (PhaseSpan(Phase.PROCEDURE, 0, 30),), (need,))
