"""The one decision, without a database; every door that asks it: tests/journeys."""

import pytest

from clinics.core.messages import Words
from intake.services.online_check import (
    CONSULTATION_FIRST,
    STOPPED,
    check_online,
    is_open_consultation,
)
from procedures.models import ProcedureType
from scheduling.core.online_policy import STAFF_ONLY, ScreeningOutcome, Stage
from scheduling.errors import OnlineRefused
from scheduling.models import Order


def procedure(policy: str, category: str = "minimally_invasive", pk: int = 1) -> ProcedureType:
    return ProcedureType(pk=pk, code=f"{policy}-{pk}", category=category, online_policy=policy)


TALK = procedure("open", "consultation", pk=2)
REVIEWED, SURGERY = procedure("order_or_review"), procedure("staff", "surgical")
SERIES = procedure("order_only", "conservative")
ORDER = Order(procedure_type_id=1)


@pytest.mark.parametrize(
    ("type_", "known", "words", "way"),
    [
        pytest.param(SURGERY, {}, STAFF_ONLY, "consultation", id="what staff plan"),
        pytest.param(SURGERY, {"stage": Stage.OFFER}, STAFF_ONLY, "consultation", id="its times"),
        pytest.param(SURGERY, {"stage": Stage.MOVE}, STAFF_ONLY, "call", id="another time for it"),
        pytest.param(SURGERY, {"order": ORDER}, STAFF_ONLY, "consultation", id="with an order"),
        pytest.param(
            REVIEWED, {"safety": "consultation"}, CONSULTATION_FIRST, "consultation", id="a doubt"
        ),
        pytest.param(
            REVIEWED,
            {"safety": "consultation", "stage": Stage.MOVE},
            CONSULTATION_FIRST,
            "call",
            id="a doubt about a visit that moves",
        ),
        pytest.param(TALK, {"safety": "today"}, STOPPED, "call", id="urgent, even a talk"),
        pytest.param(REVIEWED, {"safety": "emergency", "order": ORDER}, STOPPED, "call",
                     id="urgent, even with an order"),
    ],
)  # fmt: skip
def test_it_is_refused_with_the_way_that_is_open(
    type_: ProcedureType, known: dict[str, object], words: Words, way: str
) -> None:
    with pytest.raises(OnlineRefused) as refused:
        check_online([type_], **known)  # type: ignore[arg-type]
    assert (refused.value.args[0], refused.value.suggestion) == (words, way)


@pytest.mark.parametrize(
    ("type_", "known", "becomes"),
    [
        pytest.param(TALK, {"safety": "consultation"}, "booked", id="a talk, with a doubt"),
        pytest.param(TALK, {"safety": ""}, "booked", id="no safety question was asked"),
        pytest.param(REVIEWED, {"safety": "clear"}, "requested", id="without an order"),
        pytest.param(
            REVIEWED, {"safety": "consultation", "order": ORDER}, "booked", id="a doubt, an order"
        ),
        pytest.param(SERIES, {"stage": Stage.OFFER}, "booked", id="an order may still come"),
        pytest.param(SERIES, {"stage": Stage.MOVE}, "booked", id="it was booked without one"),
        pytest.param(SERIES, {"order": ORDER}, "booked", id="with its order"),
        pytest.param(SURGERY, {"is_staff": True}, "booked", id="staff"),
    ],
)
def test_it_becomes(type_: ProcedureType, known: dict[str, object], becomes: str) -> None:
    assert check_online([type_], **known).status == becomes  # type: ignore[arg-type]


def test_an_order_speaks_for_its_own_procedure_only() -> None:
    assert check_online([REVIEWED], order=Order(procedure_type_id=9)).status == "requested"
    with pytest.raises(OnlineRefused):
        check_online([SERIES], order=Order(procedure_type_id=9))


def test_an_urgent_answer_refuses_before_anything_is_chosen() -> None:
    with pytest.raises(OnlineRefused):
        check_online((), safety="today")
    assert check_online((), safety="", screening=ScreeningOutcome.CLEAR)


@pytest.mark.parametrize(
    ("category", "policy", "is_open"),
    [
        ("consultation", "open", True),
        ("consultation", "order_or_review", False),
        ("conservative", "open", False),
    ],
)
def test_an_open_consultation(category: str, policy: str, is_open: bool) -> None:
    assert is_open_consultation(procedure(policy, category)) is is_open
