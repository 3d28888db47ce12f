"""The search by example: a block of staggered needs, shared pools, the edges of the window."""

import pytest

from clinics.core.grid import TICK, Grid, indexes, within
from clinics.core.intervals import Span
from clinics.core.resource_kind import Kind
from scheduling.core.demand import Demand, Phase, PhaseSpan, Requirement
from scheduling.core.ranking import preference
from scheduling.core.search import Search, Supplied

ORIGIN = 29_700_000
GRID = Grid(ORIGIN, 24)  # two hours
PRACTITIONER, ROOM, BAY = Kind.PRACTITIONER, Kind.ROOM, Kind.BAY


def need(
    kind: Kind, start: int, end: int, *skills: str, quantity: int = 1, is_lead: bool = False
) -> Requirement:
    """A need from `start` to `end`, in minutes after arrival."""
    phases = (Phase.PROCEDURE,)
    return Requirement(kind, frozenset(skills), start, end - start, phases, quantity, is_lead)


def visit(*needs: Requirement, minutes: int = 20) -> Demand:
    return Demand(("x",), (PhaseSpan(Phase.PROCEDURE, 0, minutes),), needs)


def resource(id_: int, kind: Kind, *skills: str, free: Span = (0, 120)) -> Supplied:
    """A resource with one stretch of free time, in minutes of the window."""
    spans = [(ORIGIN + free[0], ORIGIN + free[1])]
    return Supplied(id_, kind, frozenset(skills), within(spans, GRID))


def starts(demand: Demand, *supply: Supplied, only: frozenset[int] | None = None) -> list[int]:
    """Return the minutes of the window at which the visit can begin."""
    found = Search(demand, GRID, supply, only).starts(GRID.full)
    return [index * TICK for index in indexes(found)]


def fives(first: int, last: int) -> list[int]:
    return list(range(first, last + 1, TICK))


BLOCK = visit(
    need(BAY, 0, 15, "preparation"),
    need(PRACTITIONER, 15, 35, "pain", is_lead=True),
    need(ROOM, 15, 45, "c_arm"),
    need(BAY, 35, 65, "recovery"),
    minutes=65,
)
STAFF = (resource(1, PRACTITIONER, "pain"), resource(2, ROOM, "c_arm"))
BAY_1 = resource(3, BAY, "preparation", "recovery")


def test_one_bay_serves_before_and_after() -> None:
    assert starts(BLOCK, *STAFF, BAY_1) == fives(0, 55)


def test_every_need_counts_at_its_own_time() -> None:
    doctor = resource(1, PRACTITIONER, "pain", free=(30, 60))
    assert starts(BLOCK, doctor, STAFF[1], BAY_1) == fives(15, 25)


def test_turnover_must_be_free_too() -> None:
    room = resource(2, ROOM, "c_arm", free=(0, 80))
    assert starts(BLOCK, STAFF[0], room, BAY_1) == fives(0, 35)


def test_nothing_is_found_without_the_skill() -> None:
    assert starts(BLOCK, *STAFF, resource(3, BAY, "preparation")) == []


def test_a_visit_must_end_within_the_window() -> None:
    assert starts(visit(need(ROOM, 0, 120)), resource(1, ROOM)) == [0]
    assert starts(visit(need(ROOM, 0, 125)), resource(1, ROOM)) == []


def test_set_up_before_arrival_must_lie_within_the_window() -> None:
    assert starts(visit(need(ROOM, -15, 20)), resource(1, ROOM)) == fives(15, 100)


def test_several_of_a_kind_are_needed_at_once() -> None:
    two = visit(need(BAY, 0, 20, quantity=2))
    free = [resource(1, BAY, free=(0, 40)), resource(2, BAY, free=(20, 80))]
    assert starts(two, *free) == [20]
    assert starts(two, *free, resource(3, BAY, free=(70, 120))) == [20]


def test_two_are_not_three() -> None:
    three = visit(need(BAY, 0, 20, quantity=3))
    assert starts(three, resource(1, BAY), resource(2, BAY)) == []
    assert starts(three, resource(1, BAY), resource(2, BAY), resource(3, BAY)) == fives(0, 100)


def test_one_resource_is_not_two() -> None:
    pair = visit(need(BAY, 0, 20), need(BAY, 10, 30))
    assert starts(pair, resource(1, BAY)) == []
    assert starts(pair, resource(1, BAY), resource(2, BAY)) == fives(0, 90)


def test_needs_that_only_touch_can_share() -> None:
    assert starts(visit(need(BAY, 0, 20), need(BAY, 20, 40)), resource(1, BAY)) == fives(0, 80)


def test_the_one_who_can_do_both_is_kept_for_what_only_they_can() -> None:
    """Hall's condition: each need alone is met, and greedy choice would fail."""
    team = visit(need(PRACTITIONER, 0, 20), need(PRACTITIONER, 0, 20, "pain"))
    able, other = resource(1, PRACTITIONER, "pain"), resource(2, PRACTITIONER)
    found = Search(team, GRID, (able, other)).assign(0)
    assert found is not None
    assert {need.capabilities: id_ for need, id_ in found.pairs} == {
        frozenset(): 2,
        frozenset({"pain"}): 1,
    }


def test_three_needs_do_not_fit_two_bays_however_they_are_shared() -> None:
    three = visit(need(BAY, 0, 20, "a"), need(BAY, 0, 20, "b"), need(BAY, 0, 20))
    both = [resource(1, BAY, "a", "b"), resource(2, BAY, "a", "b")]
    assert starts(three, *both) == []
    assert starts(three, *both, resource(3, BAY, free=(60, 120))) == fives(60, 100)


def test_only_the_wanted_practitioner_leads() -> None:
    team = visit(need(PRACTITIONER, 0, 20, is_lead=True), need(PRACTITIONER, 0, 20))
    people = [resource(1, PRACTITIONER), resource(2, PRACTITIONER)]
    search = Search(team, GRID, people, frozenset({2}))
    found = search.assign(0)
    assert found is not None
    assert found.practitioner() == 2
    assert starts(team, *people, only=frozenset({3})) == []


@pytest.mark.parametrize(
    "demand",
    [BLOCK, visit(need(PRACTITIONER, 0, 20, is_lead=True), need(PRACTITIONER, 0, 20))],
    ids=["nobody competes", "two needs compete"],
)
def test_whom_names_the_practitioner_that_assign_would_choose(demand: Demand) -> None:
    people = [resource(id_, PRACTITIONER, "pain", free=(0, 20 * id_)) for id_ in (4, 5, 6)]
    search = Search(demand, GRID, [*people, STAFF[1], BAY_1])
    prefer = preference(known=frozenset({6}))
    found = list(indexes(search.starts(GRID.full)))
    assert found
    for index in found:
        chosen = search.assign(index, prefer)
        assert chosen is not None
        assert search.whom(index, prefer) == chosen.practitioner()


def test_a_visit_without_a_lead_has_no_practitioner() -> None:
    search = Search(visit(need(ROOM, 0, 20)), GRID, [resource(1, ROOM)])
    found = search.assign(0)
    assert found is not None
    assert found.practitioner() is None
    assert search.whom(0, preference()) is None


def test_a_visit_that_needs_nothing_fits_wherever_it_is_allowed() -> None:
    search = Search(visit(), GRID, [])
    assert search.starts(0b1010) == 0b1010
    assert search.assign(3) is not None


def test_assign_outside_the_window_finds_nothing() -> None:
    search = Search(visit(need(ROOM, -10, 20)), GRID, [resource(1, ROOM)])
    assert search.assign(1) is None
    assert search.assign(GRID.ticks) is None
