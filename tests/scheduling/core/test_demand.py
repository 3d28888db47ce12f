"""From catalogue entries to spans: the nine's staggered needs, and combined visits."""

import pytest

from clinics.core.resource_kind import Kind
from scheduling.core.demand import (
    ImpossibleDemand,
    NeedSpec,
    Phase,
    ProcedureSpec,
    Requirement,
    visit_demand,
)

PREPARATION, PROCEDURE, OBSERVATION = Phase.PREPARATION, Phase.PROCEDURE, Phase.OBSERVATION


def need(kind: Kind, *skills: str, **fields: object) -> NeedSpec:
    return NeedSpec(kind, frozenset(skills), **fields)  # type: ignore[arg-type]


def block(code: str = "tfesi", minutes: int = 20, rest: int = 30, *more: NeedSpec) -> ProcedureSpec:
    needs = (
        need(Kind.PRACTITIONER, "pain"),
        need(Kind.ROOM, "c_arm", minutes_after=10),
        need(Kind.BAY, "prep", first_phase=PREPARATION, last_phase=PREPARATION),
        need(Kind.BAY, "rest", first_phase=OBSERVATION, last_phase=OBSERVATION),
        *more,
    )
    return ProcedureSpec(code, 15, minutes, rest, needs)


def spans(*procedures: ProcedureSpec) -> set[tuple[str, int, int]]:
    requirements = visit_demand(procedures).requirements
    return {(each.kind.value, each.offset, each.end) for each in requirements}


def test_a_block_takes_its_resources_at_staggered_spans() -> None:
    assert spans(block()) == {
        ("bay", 0, 15),
        ("practitioner", 15, 35),
        ("room", 15, 45),  # ten minutes of turnover, while the patient rests
        ("bay", 35, 65),
    }


def test_phases_follow_without_a_gap_and_empty_ones_are_absent() -> None:
    visit = visit_demand([ProcedureSpec("consultation", 0, 40, 0, ())])
    assert [(span.kind, span.offset, span.minutes) for span in visit.phases] == [(PROCEDURE, 0, 40)]
    assert visit.total_minutes == 40
    assert visit_demand([block()]).total_minutes == 65
    assert visit_demand([block()]).procedure_offset == 15


def test_set_up_begins_before_the_patient_comes() -> None:
    spec = ProcedureSpec("x", 0, 20, 0, (need(Kind.ROOM, minutes_before=10, minutes_after=5),))
    visit = visit_demand([spec])
    assert (visit.earliest_offset, visit.latest_end) == (-10, 25)


def test_one_resource_through_phases_is_one_requirement() -> None:
    through = need(Kind.ROOM, "emg", first_phase=PREPARATION, last_phase=OBSERVATION)
    assert spans(ProcedureSpec("x", 5, 45, 10, (through,))) == {("room", 0, 60)}


def test_a_combined_visit_has_one_arrival_one_room_one_specialist_one_rest() -> None:
    assert spans(block("tfesi", 20, 30), block("celiac", 30, 60)) == {
        ("bay", 0, 15),
        ("practitioner", 15, 65),
        ("room", 15, 75),
        ("bay", 65, 125),
    }


def test_a_combined_visit_needs_a_specialist_who_can_do_all() -> None:
    other = ProcedureSpec("tpi", 5, 15, 15, (need(Kind.PRACTITIONER, "trigger_points"),))
    people = [
        each
        for each in visit_demand([block(), other]).requirements
        if each.kind is Kind.PRACTITIONER
    ]
    assert [each.capabilities for each in people] == [frozenset({"pain", "trigger_points"})]


def test_equipment_is_taken_for_its_own_stretch_only() -> None:
    generator = need(Kind.EQUIPMENT, "rf")
    taken = spans(block("tfesi", 20), block("rfa", 30, 30, generator))
    assert ("equipment", 35, 65) in taken


def test_two_people_of_one_procedure_stay_two() -> None:
    operation = ProcedureSpec(
        "fusion",
        45,
        180,
        0,
        (
            need(Kind.PRACTITIONER, "surgeon"),
            need(Kind.PRACTITIONER, "anaesthetist", first_phase=PREPARATION),
        ),
    )
    people = visit_demand([operation]).requirements
    assert {(each.capabilities, each.is_lead) for each in people} == {
        (frozenset({"surgeon"}), True),
        (frozenset({"anaesthetist"}), False),
    }


def test_quantity_is_kept() -> None:
    spec = ProcedureSpec("x", 0, 20, 0, (need(Kind.NURSE, quantity=2),))
    assert visit_demand([spec]).requirements == (
        Requirement(Kind.NURSE, frozenset(), 0, 20, (PROCEDURE,), quantity=2),
    )


def test_needs_of_an_absent_phase_fall_away() -> None:
    rest = need(Kind.BAY, first_phase=OBSERVATION, last_phase=OBSERVATION)
    assert spans(ProcedureSpec("x", 0, 20, 0, (rest,))) == set()


def test_nothing_is_not_a_visit() -> None:
    with pytest.raises(ImpossibleDemand):
        visit_demand([])
    with pytest.raises(ImpossibleDemand):
        visit_demand([ProcedureSpec("x", 10, 0, 10, ())])
