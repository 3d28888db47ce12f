"""The search against brute force: small clinics, crowded days, awkward visits."""

from dataclasses import dataclass, replace
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from clinics.core.grid import TICK, Grid, indexes, within
from clinics.core.intervals import Span, subtract
from clinics.core.resource_kind import Kind
from scheduling.core.demand import (
    PHASE_ORDER,
    Demand,
    NeedSpec,
    Phase,
    ProcedureSpec,
    Requirement,
    visit_demand,
)
from scheduling.core.ranking import preference
from scheduling.core.search import Search, Supplied
from tests.scheduling.core.brute_force import Thing, fits, is_valid
from tests.scheduling.core.demands import HAD, bare_demands, procedures

ORIGIN = 29_700_000 - 29_700_000 % TICK
TICKS = 18
GRID = Grid(ORIGIN, TICKS)
ALWAYS = [(ORIGIN - 60, GRID.end + 60)]


@dataclass(frozen=True)
class Scene:
    """A visit and a clinic, as the search and as brute force see it."""

    demand: Demand
    supplied: list[Supplied]
    things: list[Thing]
    only: frozenset[int] | None

    @property
    def search(self) -> Search:
        return Search(self.demand, GRID, self.supplied, self.only)

    def fits(self, index: int) -> bool:
        return fits(self.demand, GRID.minute(index), self.things, self.only)


ONLY = st.one_of(st.none(), st.frozensets(st.integers(1, 5), min_size=2, max_size=4))
VISITS = st.lists(procedures(), min_size=1, max_size=3)
DEMANDS = st.one_of(bare_demands(), VISITS.map(visit_demand))
MOST_UNITS = 5  # brute force tries every combination


@st.composite
def free_spans(draw: st.DrawFn) -> list[Span]:
    """Free time with edges off the ticks, before and after the window too."""
    edges = draw(st.lists(st.integers(-7, TICKS * TICK + 7), min_size=2, max_size=4, unique=True))
    edges.sort()
    busy = (ORIGIN + edges[0], ORIGIN + edges[1])
    return draw(st.sampled_from([ALWAYS, [busy], subtract(ALWAYS, [busy])]))


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    """A visit and up to seven resources that are near to what it needs, free most of the time."""
    demand = draw(DEMANDS)
    assume(sum(need.quantity for need in demand.requirements) <= MOST_UNITS)
    kinds = [need.kind for need in demand.requirements for _ in range(need.quantity)]
    kinds += draw(st.lists(st.sampled_from(kinds or [Kind.ROOM]), max_size=2))
    if draw(st.integers(0, 3)) == 0 and kinds:
        kinds.pop()
    supplied, things = [], []
    for id_, kind in enumerate(draw(st.permutations(kinds)), start=1):
        skills, spans = draw(HAD), draw(free_spans())
        minutes = {minute for start, end in spans for minute in range(start, end)}
        inside = frozenset(minutes & set(range(ORIGIN, GRID.end)))
        things.append(Thing(id_, kind, skills, inside))
        supplied.append(Supplied(id_, kind, skills, within(spans, GRID)))
    return Scene(demand, supplied, things, draw(ONLY))


@given(scenes(), st.integers(0, 2**TICKS - 1))
def test_a_start_is_found_exactly_when_brute_force_finds_one(scene: Scene, allowed: int) -> None:
    expected = [index for index in indexes(allowed) if scene.fits(index)]
    assert list(indexes(scene.search.starts(allowed))) == expected


@given(scenes())
def test_an_assignment_is_valid_and_exists_when_brute_force_finds_one(scene: Scene) -> None:
    for index in range(TICKS):
        assignment = scene.search.assign(index, preference())
        assert (assignment is not None) is scene.fits(index)
        if assignment is not None:
            start = GRID.minute(index)
            assert assignment.start == start
            assert is_valid(assignment.pairs, scene.demand, start, scene.things, scene.only)


@given(scenes())
def test_an_offer_names_whom_the_assignment_names(scene: Scene) -> None:
    search = scene.search
    for index in indexes(search.starts(GRID.full)):
        assignment = search.assign(index, preference())
        assert assignment is not None
        assert search.whom(index, preference()) == assignment.practitioner()


@given(scenes(), st.integers(0, 2**TICKS - 1))
def test_earliest_with_somebody_is_the_first_start_of_a_search_for_them(
    scene: Scene, allowed: int
) -> None:
    scene = replace(scene, only=None)
    found = scene.search.earliest_with(scene.search.starts(allowed))
    for one in scene.supplied:
        alone = replace(scene, only=frozenset({one.id})).search
        is_lead = any(
            need.is_lead and one in alone.able(need) for need in alone.demand.requirements
        )
        starts = indexes(alone.starts(allowed)) if is_lead else iter(())
        assert found.get(one.id) == next(starts, None)


@given(scenes(), st.randoms(use_true_random=False))
def test_the_order_of_resources_changes_nothing(scene: Scene, random: Random) -> None:
    supplied = random.sample(scene.supplied, len(scene.supplied))
    search, shuffled = scene.search, Search(scene.demand, GRID, supplied, scene.only)
    assert search.starts(GRID.full) == shuffled.starts(GRID.full)
    for index in indexes(search.starts(GRID.full)):
        assert search.assign(index, preference()) == shuffled.assign(index, preference())


@given(scenes(), st.lists(st.integers(0, 2**TICKS - 1), min_size=7, max_size=7))
def test_less_free_time_never_gives_more_starts(scene: Scene, masks: list[int]) -> None:
    fewer = [
        replace(each, free=each.free & mask)
        for each, mask in zip(scene.supplied, masks, strict=False)
    ]
    less = Search(scene.demand, GRID, fewer, scene.only).starts(GRID.full)
    assert less & ~scene.search.starts(GRID.full) == 0


@given(st.lists(procedures(), min_size=2, max_size=3))
def test_a_combined_visit_reserves_all_that_its_parts_ask(specs: list[ProcedureSpec]) -> None:
    """Each need of each part, at that part's own stretch, lies within one need of the visit."""
    demand = visit_demand(specs)
    phases = {span.kind: (span.offset, span.offset + span.minutes) for span in demand.phases}
    begin = phases[Phase.PROCEDURE][0]
    for spec in specs:
        stretch = {**phases, Phase.PROCEDURE: (begin, begin + spec.procedure_minutes)}
        begin += spec.procedure_minutes
        for need in spec.needs:
            covered = _covered(need, stretch)
            if covered:
                start = covered[0][0] - need.minutes_before
                end = covered[-1][1] + need.minutes_after
                assert any(_contains(each, need, start, end) for each in demand.requirements)


def _covered(need: NeedSpec, stretch: dict[Phase, Span]) -> list[Span]:
    first, last = PHASE_ORDER.index(need.first_phase), PHASE_ORDER.index(need.last_phase)
    return [stretch[phase] for phase in PHASE_ORDER[first : last + 1] if phase in stretch]


def _contains(have: Requirement, need: NeedSpec, start: int, end: int) -> bool:
    return (
        have.kind is need.kind
        and have.capabilities >= need.capabilities
        and have.quantity >= need.quantity
        and have.offset <= start
        and have.end >= end
    )
