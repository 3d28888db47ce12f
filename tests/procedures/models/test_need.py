from itertools import product
from typing import Any

import pytest
from django.db import IntegrityError

from procedures.models import Need, ProcedureType
from tests.procedures.refusal import constraint_of

ROOM: dict[str, Any] = {
    "position": 1,
    "kind": "room",
    "capabilities": ["procedure_room"],
    "first_phase": "procedure",
    "last_phase": "procedure",
}
PHASES = ["preparation", "procedure", "observation"]


@pytest.mark.parametrize(("first", "last"), list(product(PHASES, PHASES)))
def test_the_last_phase_is_never_before_the_first(
    procedure_type: ProcedureType, first: str, last: str
) -> None:
    values = {**ROOM, "first_phase": first, "last_phase": last}
    if PHASES.index(first) <= PHASES.index(last):
        need = Need.objects.create(procedure_type=procedure_type, **values)
        assert list(procedure_type.needs.all()) == [need]
        return
    with pytest.raises(IntegrityError) as refused:
        Need.objects.create(procedure_type=procedure_type, **values)
    assert constraint_of(refused.value) == "procedures_need_phases_in_order"


@pytest.mark.parametrize(
    ("field", "value", "constraint"),
    [
        ("quantity", 0, "procedures_need_quantity_at_least_one"),
        ("kind", "robot", "procedures_need_kind_known"),
        ("capabilities", [], "procedures_need_capabilities_named"),
        ("minutes_before", 3, "procedures_need_before_on_grid"),
        ("minutes_after", 7, "procedures_need_after_on_grid"),
        ("first_phase", "lunch", "procedures_need_phases_in_order"),
    ],
)
def test_bad_need_is_refused_by_name(
    procedure_type: ProcedureType, field: str, value: Any, constraint: str
) -> None:
    with pytest.raises(IntegrityError) as refused:
        Need.objects.create(procedure_type=procedure_type, **{**ROOM, field: value})
    assert constraint_of(refused.value) == constraint


def test_one_need_per_position(procedure_type: ProcedureType) -> None:
    Need.objects.create(procedure_type=procedure_type, **ROOM)
    with pytest.raises(IntegrityError) as refused:
        Need.objects.create(procedure_type=procedure_type, **ROOM)
    assert constraint_of(refused.value) == "procedures_need_position_unique"
