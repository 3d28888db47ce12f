from typing import Any

import pytest
from django.db import IntegrityError

from procedures.models import ProcedureType, RepeatLimit
from tests.procedures.refusal import constraint_of

LIMIT: dict[str, Any] = {"position": 1, "scope": "region", "source": "A"}


@pytest.mark.parametrize(
    ("label", "numbers"),
    [
        ("a gap", {"min_days": 14}),
        ("a count", {"max_count": 3, "within_days": 182}),
    ],
)
def test_limit_is_a_gap_or_a_count(
    procedure_type: ProcedureType, label: str, numbers: dict[str, int]
) -> None:
    limit = RepeatLimit.objects.create(procedure_type=procedure_type, **LIMIT, **numbers)
    assert list(procedure_type.repeat_limits.all()) == [limit], label


@pytest.mark.parametrize(
    ("label", "numbers"),
    [
        ("nothing", {}),
        ("both", {"min_days": 14, "max_count": 3, "within_days": 182}),
        ("a count without its days", {"max_count": 3}),
        ("days without a count", {"within_days": 182}),
        ("a gap of nothing", {"min_days": 0}),
        ("a count of nothing", {"max_count": 0, "within_days": 182}),
    ],
)
def test_other_limits_are_refused(
    procedure_type: ProcedureType, label: str, numbers: dict[str, int]
) -> None:
    with pytest.raises(IntegrityError) as refused:
        RepeatLimit.objects.create(procedure_type=procedure_type, **LIMIT, **numbers)
    assert constraint_of(refused.value) == "procedures_limit_is_a_gap_or_a_count", label


@pytest.mark.parametrize(
    ("field", "value", "constraint"),
    [
        ("scope", "galaxy", "procedures_limit_scope_known"),
        ("verdict", "good", "procedures_limit_verdict_known"),
    ],
)
def test_unknown_words_are_refused(
    procedure_type: ProcedureType, field: str, value: str, constraint: str
) -> None:
    with pytest.raises(IntegrityError) as refused:
        RepeatLimit.objects.create(
            procedure_type=procedure_type, **{**LIMIT, "min_days": 14, field: value}
        )
    assert constraint_of(refused.value) == constraint
