"""Why not? Each answer on a morning of 24 ticks, 8:00 to 10:00, drawn as a row of characters."""

import pytest

from clinics.core.grid import TICK, Grid
from clinics.core.resource_kind import Kind
from scheduling.core.demand import Demand, Phase, PhaseSpan, Requirement
from scheduling.core.explain import NEVER_TOGETHER, Explanation, explain
from scheduling.core.rules import Refusal
from scheduling.core.search import Search, Supplied

GRID = Grid(0, 24)
EVERY_TEN_MINUTES = sum(1 << index for index in range(0, 24, 2))
OPEN = GRID.full

# 10 minutes with a nurse in a bay, then 20 with the doctor.
DEMAND = Demand(
    codes=("block",),
    phases=(PhaseSpan(Phase.PREPARATION, 0, 10), PhaseSpan(Phase.PROCEDURE, 10, 20)),
    requirements=(
        Requirement(Kind.BAY, frozenset(), 0, 10, (Phase.PREPARATION,)),
        Requirement(Kind.PRACTITIONER, frozenset({"pain"}), 10, 20, (Phase.PROCEDURE,),
                    is_lead=True),
    ),
)  # fmt: skip


def drawn(row: str) -> int:
    """Return a mask: a dot is a free tick."""
    return sum(1 << index for index, mark in enumerate(row) if mark == ".")


def explained(
    bay: str = "." * 24,
    doctor: str = "." * 24,
    *,
    idle_doctor: str = "." * 24,
    doors: int = OPEN,
    refusals: tuple[Refusal, ...] = (),
    skills: frozenset[str] = frozenset({"pain"}),
    only: frozenset[int] | None = None,
) -> Explanation:
    def search(doctor_row: str) -> Search:
        supply = (
            Supplied(1, Kind.BAY, frozenset(), drawn(bay)),
            Supplied(2, Kind.PRACTITIONER, skills, drawn(doctor_row)),
        )
        return Search(DEMAND, GRID, supply, only)

    return explain(
        search(doctor),
        idle=search(idle_doctor),
        starts=EVERY_TEN_MINUTES,
        doors=doors,
        refusals=refusals,
    )


def test_free_starts_need_no_reason() -> None:
    found = explained()
    assert found.free.bit_count() == 10  # 8:00 to 9:30
    assert found.reasons(OPEN) == []


def test_the_last_starts_fail_at_closing_time() -> None:
    found = explained()
    assert found.reasons(1 << 20) == ["the clinic closes before the visit would end"]


def test_each_need_alone_is_counted() -> None:
    found = explained(bay="...." + "x" * 20, doctor="x" * 12 + "." * 12)
    bay, doctor = found.needs
    assert (bay.allows & found.lasting).bit_count() == 2
    assert (doctor.allows & found.lasting).bit_count() == 5
    assert found.reasons(OPEN) == [NEVER_TOGETHER]


NOBODY = "x" * 24


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        pytest.param({"doors": 0}, "closed", id="closed"),
        pytest.param({"doctor": NOBODY}, "practitioner [pain]: booked", id="booked"),
        pytest.param(
            {"doctor": NOBODY, "idle_doctor": NOBODY},
            "practitioner [pain]: not at work",
            id="away",
        ),
        pytest.param({"bay": NOBODY}, "bay: closed", id="a place is closed, not away"),
        pytest.param(
            {"skills": frozenset({"neurology"})},
            "there is no practitioner [pain]",
            id="nobody",
        ),
        pytest.param(
            {"only": frozenset({9})}, "whom you ask for is no practitioner [pain]", id="asked for"
        ),
        pytest.param({"refusals": (Refusal("notice", "Too soon."),)}, "Too soon.", id="rule"),
    ],
)
def test_one_obstacle_is_named_alone(given: dict[str, object], reason: str) -> None:
    found = explained(**given)  # type: ignore[arg-type]
    assert found.free == 0
    assert found.reasons(OPEN) == [reason]


def test_rules_are_named_before_needs() -> None:
    refusals = (Refusal("notice", "Too soon.", end=60), Refusal("order", "Too late.", start=60))
    assert explained(doctor=NOBODY, refusals=refusals).reasons(OPEN) == ["Too soon.", "Too late."]


def test_only_rules_that_matter_are_named() -> None:
    refusals = (Refusal("notice", "Too soon.", end=60), Refusal("horizon", "Far.", start=60))
    assert explained(refusals=refusals).reasons(1 << 2) == ["Too soon."]


def test_refusals_with_one_reason_are_joined() -> None:
    refusals = (Refusal("busy", "Other visit.", 0, 20), Refusal("busy", "Other visit.", 40, 60))
    (rule,) = explained(refusals=refusals).rules
    assert [index for index in range(0, 14, 2) if not rule.allows >> index & 1] == [0, 2, 8, 10]


def test_free_is_what_the_search_finds() -> None:
    """What is explained as free is what is offered: the same rows, the same answer."""
    bay, doctor = ".x..x...x.......x.....xx", "....xx......x..........."
    found = explained(bay, doctor, refusals=(Refusal("notice", "Too soon.", end=4 * TICK),))
    search = Search(
        DEMAND,
        GRID,
        (
            Supplied(1, Kind.BAY, frozenset(), drawn(bay)),
            Supplied(2, Kind.PRACTITIONER, frozenset({"pain"}), drawn(doctor)),
        ),
    )
    assert found.free == search.starts(found.lasting & ~0b1111)
    assert found.free
