"""Among resources that all fit, the one that leaves the day most usable comes first."""

from collections.abc import Callable
from random import Random

from clinics.core.grid import TICK, Grid, within
from clinics.core.resource_kind import Kind
from scheduling.core.demand import Demand, Phase, PhaseSpan, Requirement
from scheduling.core.ranking import new_fragments, preference
from scheduling.core.search import Search, Supplied

GRID = Grid(29_700_000, 24)
DOCTOR = Requirement(Kind.PRACTITIONER, frozenset({"pain"}), 0, 20, (Phase.PROCEDURE,))
ROOM = Requirement(Kind.ROOM, frozenset(), 10, 20, (Phase.PROCEDURE,))


def resource(
    id_: int, kind: Kind, *skills: str, free: tuple[tuple[int, int], ...] = ((0, 120),)
) -> Supplied:
    spans = [(GRID.origin + start, GRID.origin + end) for start, end in free]
    return Supplied(id_, kind, frozenset(skills), within(spans, GRID))


def chosen(
    need: Requirement,
    *supply: Supplied,
    known: frozenset[int] = frozenset(),
    tie: Callable[[], float] | None = None,
    minute: int = 0,
) -> int:
    """Return the resource taken for a single need at a minute of the window."""
    demand = Demand(("x",), (PhaseSpan(Phase.PROCEDURE, 0, 20),), (need,))
    found = Search(demand, GRID, supply).assign(minute // TICK, preference(known=known, tie=tie))
    assert found is not None
    return found.pairs[0][1]


def test_the_specialist_of_last_time_comes_first() -> None:
    team = [resource(1, Kind.PRACTITIONER, "pain"), resource(2, Kind.PRACTITIONER, "pain", "more")]
    assert chosen(DOCTOR, *team) == 1
    assert chosen(DOCTOR, *team, known=frozenset({2})) == 2


def test_a_known_room_is_no_reason() -> None:
    rooms = [resource(1, Kind.ROOM), resource(2, Kind.ROOM)]
    assert chosen(ROOM, *rooms, known=frozenset({2})) == 1


def test_special_rooms_stay_free_for_those_who_need_them() -> None:
    rooms = [resource(1, Kind.ROOM, "c_arm"), resource(2, Kind.ROOM)]
    assert chosen(ROOM, *rooms) == 2


def test_a_gap_is_filled_rather_than_torn_open() -> None:
    torn = resource(1, Kind.ROOM)
    filled = resource(2, Kind.ROOM, free=((0, 20), (40, 60)))
    assert chosen(ROOM, torn, filled, minute=30) == 2


def test_fragments_are_counted_on_either_side() -> None:
    assert new_fragments(ROOM, resource(1, Kind.ROOM, free=((40, 60),)), 30 // TICK) == 0
    assert new_fragments(ROOM, resource(1, Kind.ROOM, free=((40, 65),)), 30 // TICK) == 1
    assert new_fragments(ROOM, resource(1, Kind.ROOM, free=((35, 60),)), 30 // TICK) == 1
    assert new_fragments(ROOM, resource(1, Kind.ROOM), 30 // TICK) == 2


def test_the_edge_of_the_window_is_no_fragment() -> None:
    at_once = Requirement(Kind.ROOM, frozenset(), 0, 20, (Phase.PROCEDURE,))
    assert new_fragments(at_once, resource(1, Kind.ROOM, free=((0, 20),)), 0) == 0
    assert new_fragments(at_once, resource(1, Kind.ROOM, free=((100, 120),)), 100 // TICK) == 0


def test_the_lower_id_wins_a_tie_and_chance_can_be_asked_instead() -> None:
    rooms = [resource(2, Kind.ROOM), resource(1, Kind.ROOM)]
    assert chosen(ROOM, *rooms) == 1
    random = Random(4)
    assert {chosen(ROOM, *rooms, tie=random.random) for _ in range(20)} == {1, 2}
