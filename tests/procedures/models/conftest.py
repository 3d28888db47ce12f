from typing import Any

import pytest

from procedures.models import ProcedureType

MINIMALLY_INVASIVE: dict[str, Any] = {
    "code": "block",
    "name": "A block",
    "plain_name": "An injection",
    "category": "minimally_invasive",
    "preparation_minutes": 15,
    "procedure_minutes": 20,
    "observation_minutes": 30,
    "setting": "outpatient",
    "anaesthesia": "local",
    "bleeding_risk": "low",
    "online_policy": "order_or_review",
}


@pytest.fixture
def sound_values() -> dict[str, Any]:
    """Return the values of a minimally invasive procedure type no constraint refuses."""
    return dict(MINIMALLY_INVASIVE)


@pytest.fixture
def procedure_type(db: None, sound_values: dict[str, Any]) -> ProcedureType:
    return ProcedureType.objects.create(**sound_values)
