"""The written rules and words keep up with the catalogue and the database."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from procedures.models import ProcedureType

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.fixture(scope="module")
def glossary() -> str:
    return (DOCS / "glossary.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def rules() -> str:
    return (DOCS / "rules.md").read_text(encoding="utf-8")


def test_glossary_lists_every_capability(shipped: Mapping[str, Any], glossary: str) -> None:
    codes = [row["code"] for row in shipped["capabilities"]]
    assert [code for code in codes if f"`{code}`" not in glossary] == []


def test_rules_name_the_constraints_of_minimally_invasive_procedures(rules: str) -> None:
    names = [constraint.name for constraint in ProcedureType._meta.constraints]
    promised = [name for name in names if "minimally_invasive" in name]
    assert len(promised) == 4
    assert [name for name in promised if f"`{name}`" not in rules] == []


def test_rules_explain_every_online_policy(rules: str) -> None:
    policies = ProcedureType.OnlinePolicy.values
    assert [policy for policy in policies if f"| `{policy}` |" not in rules] == []


def test_rules_say_that_a_physician_confirms_them(rules: str) -> None:
    assert "A physician of the clinic has to\nconfirm them" in rules
