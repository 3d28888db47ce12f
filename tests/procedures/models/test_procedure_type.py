"""The database refuses a bad row whoever writes it, and names the constraint."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from procedures.models import ProcedureType
from tests.procedures.refusal import constraint_of

pytestmark = pytest.mark.django_db

REFUSED = [
    ("setting", "day_surgery", "procedures_minimally_invasive_is_outpatient"),
    ("setting", "inpatient", "procedures_minimally_invasive_is_outpatient"),
    ("anaesthesia", "general", "procedures_minimally_invasive_is_local"),
    ("anaesthesia", "none", "procedures_minimally_invasive_is_local"),
    ("procedure_minutes", 10, "procedures_minimally_invasive_is_15_to_30_min"),
    ("procedure_minutes", 35, "procedures_minimally_invasive_is_15_to_30_min"),
    ("observation_minutes", 65, "procedures_minimally_invasive_observed_60_min"),
    ("procedure_minutes", 17, "procedures_type_procedure_on_grid"),
    ("preparation_minutes", 12, "procedures_type_preparation_on_grid"),
    ("observation_minutes", 31, "procedures_type_observation_on_grid"),
    ("category", "magic", "procedures_type_category_known"),
    ("bleeding_risk", "some", "procedures_type_bleeding_risk_known"),
    ("laterality", "both", "procedures_type_laterality_known"),
    ("level_rule", "any", "procedures_type_level_rule_known"),
    ("online_policy", "closed", "procedures_type_online_policy_known"),
]

ALLOWED = [
    ("procedure_minutes", 15),
    ("procedure_minutes", 30),
    ("observation_minutes", 0),
    ("observation_minutes", 60),
    ("preparation_minutes", 0),
    ("preparation_minutes", 90),
]


@pytest.mark.parametrize(("field", "value", "constraint"), REFUSED)
def test_bad_row_is_refused_by_name(
    sound_values: dict[str, Any], field: str, value: Any, constraint: str
) -> None:
    with pytest.raises(IntegrityError) as refused:
        ProcedureType.objects.create(**{**sound_values, field: value})
    assert constraint_of(refused.value) == constraint


@pytest.mark.parametrize(("field", "value"), ALLOWED)
def test_row_at_the_bound_is_taken(sound_values: dict[str, Any], field: str, value: Any) -> None:
    created = ProcedureType.objects.create(**{**sound_values, field: value})
    assert getattr(created, field) == value


def test_bounds_of_the_nine_do_not_bind_an_operation(sound_values: dict[str, Any]) -> None:
    operation = {
        "category": "surgical",
        "setting": "inpatient",
        "anaesthesia": "general",
        "procedure_minutes": 240,
        "observation_minutes": 120,
    }
    ProcedureType.objects.create(**{**sound_values, **operation})
    assert ProcedureType.objects.get().total_minutes == 15 + 240 + 120


def test_a_procedure_always_takes_time(sound_values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError) as refused:
        ProcedureType.objects.create(
            **{**sound_values, "category": "diagnostic", "procedure_minutes": 0}
        )
    assert constraint_of(refused.value) == "procedures_type_procedure_takes_time"


def test_update_past_the_bound_is_refused_too(procedure_type: ProcedureType) -> None:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        ProcedureType.objects.filter(pk=procedure_type.pk).update(procedure_minutes=40)
    assert constraint_of(refused.value) == "procedures_minimally_invasive_is_15_to_30_min"
    procedure_type.refresh_from_db()
    assert procedure_type.procedure_minutes == 20


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("procedure_minutes", 35, "Minimally invasive procedures take 15 to 30 minutes."),
        ("observation_minutes", 65, "Minimally invasive: observed for at most 60 minutes."),
        ("preparation_minutes", 12, "Minutes are multiples of 5."),
    ],
)
def test_a_form_says_in_words_what_is_wrong(
    procedure_type: ProcedureType, field: str, value: int, message: str
) -> None:
    setattr(procedure_type, field, value)
    with pytest.raises(ValidationError) as refused:
        procedure_type.full_clean()
    assert refused.value.messages == [message]


def test_codes_are_unique(procedure_type: ProcedureType, sound_values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError):
        ProcedureType.objects.create(**sound_values)


def test_total_is_arrival_to_discharge(procedure_type: ProcedureType) -> None:
    assert procedure_type.total_minutes == 65


@pytest.mark.parametrize(
    ("language", "expected"),
    [("uk", "Укол"), ("uk-UA", "Укол"), ("en", "An injection"), ("de", "An injection")],
)
def test_plain_name_in_the_language_of_the_page(
    procedure_type: ProcedureType, language: str, expected: str
) -> None:
    procedure_type.translations = {"uk": {"plain_name": "Укол"}}
    assert procedure_type.plain_name_in(language) == expected


def test_plain_name_falls_back_to_english(procedure_type: ProcedureType) -> None:
    assert procedure_type.plain_name_in("uk") == "An injection"
