from typing import Any

import pytest
from django.db import IntegrityError

from procedures.models import CombinationRule, ProcedureType
from tests.procedures.refusal import constraint_of

RULE: dict[str, Any] = {
    "code": "rule",
    "verdict": "warn",
    "scope": "same_day",
    "reason": "Because.",
    "source": "A",
}
GROUPS = {"first_group": "sympathetic", "second_group": "sympathetic"}


def test_a_side_is_a_type_or_a_group(procedure_type: ProcedureType) -> None:
    CombinationRule.objects.create(**RULE, first=procedure_type, second_group="imaging")
    assert CombinationRule.objects.get().first == procedure_type


@pytest.mark.parametrize("side", ["first", "second"])
def test_a_side_is_not_both(procedure_type: ProcedureType, side: str) -> None:
    with pytest.raises(IntegrityError) as refused:
        CombinationRule.objects.create(**RULE, **GROUPS, **{side: procedure_type})
    assert constraint_of(refused.value) == f"procedures_rule_{side}_is_type_or_group"


@pytest.mark.parametrize("side", ["first", "second"])
def test_a_side_is_not_nothing(db: None, side: str) -> None:
    with pytest.raises(IntegrityError) as refused:
        CombinationRule.objects.create(**RULE, **{**GROUPS, f"{side}_group": ""})
    assert constraint_of(refused.value) == f"procedures_rule_{side}_is_type_or_group"


@pytest.mark.parametrize(
    ("scope", "hours", "is_sound"),
    [
        ("after_within", 48, True),
        ("after_within", None, False),
        ("other_side", 24, True),
        ("other_side", 0, False),
        ("same_day", None, True),
        ("same_day", 48, False),
        ("tomorrow", None, False),
    ],
)
def test_hours_fit_the_scope(db: None, scope: str, hours: int | None, is_sound: bool) -> None:
    values = {**RULE, **GROUPS, "scope": scope, "min_hours": hours}
    if is_sound:
        assert CombinationRule.objects.create(**values).min_hours == hours
        return
    with pytest.raises(IntegrityError) as refused:
        CombinationRule.objects.create(**values)
    assert constraint_of(refused.value) == "procedures_rule_hours_fit_scope"
