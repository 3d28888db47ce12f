"""How early a blood thinner has to be told, by what the catalogue says of class and medicine."""

import pytest

from procedures import blood_thinners
from procedures.models import AntithromboticLeadTime, ProcedureType

TIMES = [
    AntithromboticLeadTime(code="warfarin", high_days=5, intermediate_days=5, low_days=None),
    AntithromboticLeadTime(code="prasugrel", high_days=10, intermediate_days=10, low_days=0),
    AntithromboticLeadTime(code="aspirin", high_days=6, intermediate_days=None, low_days=0),
    AntithromboticLeadTime(code="heparin", high_days=1, intermediate_days=1, low_days=1),
]


def procedure(risk: str, **by_region: str) -> ProcedureType:
    return ProcedureType(bleeding_risk=risk, bleeding_risk_by_region=by_region)


@pytest.mark.parametrize(
    ("risk", "medicines", "days"),
    [
        pytest.param("intermediate", ["warfarin"], 5, id="one"),
        pytest.param("intermediate", ["warfarin", "prasugrel"], 10, id="the longest of two"),
        pytest.param("intermediate", [], 10, id="not named: the longest of all"),
        pytest.param("intermediate", ["warfarin", "something else"], 10, id="one of them unknown"),
        pytest.param("intermediate", ["aspirin"], 0, id="a shared decision has no days"),
        pytest.param("high", ["aspirin"], 6, id="high class"),
        pytest.param("surgical", ["aspirin"], 6, id="an operation is of the high class"),
        pytest.param("low", ["heparin"], 0, id="low class: goes on as usual"),
        pytest.param("none", [], 0, id="no needle"),
    ],
)
def test_days_before(risk: str, medicines: list[str], days: int) -> None:
    assert blood_thinners.lead_days(procedure(risk), [], medicines, TIMES) == days


@pytest.mark.parametrize(
    ("regions", "is_needed"),
    [
        pytest.param(["lumbar"], False, id="low"),
        pytest.param(["lumbar", "cervical"], True, id="the stricter of two"),
        pytest.param([], True, id="not known: the usual class"),
    ],
)
def test_the_region_decides_where_it_is_known(regions: list[str], is_needed: bool) -> None:
    ablation = procedure("intermediate", cervical="intermediate", lumbar="low")
    assert blood_thinners.needs_review(ablation, regions) == is_needed


@pytest.mark.parametrize(("answer", "is_one"), [("yes", True), ("unsure", True), ("no", False)])
def test_not_sure_counts_as_yes(answer: str, is_one: bool) -> None:
    assert blood_thinners.takes_one({blood_thinners.QUESTION: answer}) == is_one
    assert not blood_thinners.takes_one({})
