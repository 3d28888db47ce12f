import pytest

from scheduling.core.online_policy import (
    OnlinePolicy,
    Refused,
    ScreeningOutcome,
    Stage,
    Wish,
    decide,
    is_staff_only,
)

OPEN, REVIEW = OnlinePolicy.OPEN, OnlinePolicy.ORDER_OR_REVIEW
ORDER, STAFF = OnlinePolicy.ORDER_ONLY, OnlinePolicy.STAFF
CLEAR = ScreeningOutcome.CLEAR

ONLINE = [
    ("open is booked", OPEN, False, CLEAR, "booked"),
    (
        "open and unanswered is booked, and flagged",
        OPEN,
        False,
        ScreeningOutcome.UNANSWERED,
        "booked",
    ),
    ("open with a doubt is reviewed", OPEN, False, ScreeningOutcome.REVIEW, "requested"),
    ("a procedure without order is reviewed", REVIEW, False, CLEAR, "requested"),
    ("a procedure with order is booked", REVIEW, True, CLEAR, "booked"),
    ("an order does not overrule a doubt", REVIEW, True, ScreeningOutcome.REVIEW, "requested"),
    ("a series with order is booked", ORDER, True, CLEAR, "booked"),
]

REFUSED = [
    ("a series without order", ORDER, False, CLEAR, "consultation"),
    ("an operation", STAFF, False, CLEAR, "consultation"),
    ("an operation, even with order", STAFF, True, CLEAR, "consultation"),
    ("a stop answer", OPEN, False, ScreeningOutcome.STOP, "call"),
    ("a stop answer, even with order", REVIEW, True, ScreeningOutcome.STOP, "call"),
]


@pytest.mark.parametrize(("policy", "order", "outcome", "status"), [row[1:] for row in ONLINE],
                         ids=[row[0] for row in ONLINE])  # fmt: skip
def test_online_booking_becomes(
    policy: OnlinePolicy, order: bool, outcome: ScreeningOutcome, status: str
) -> None:
    decision = decide([Wish("x", policy, order)], outcome=outcome, is_staff=False)
    assert decision.status == status


@pytest.mark.parametrize(("policy", "order", "outcome", "way"), [row[1:] for row in REFUSED],
                         ids=[row[0] for row in REFUSED])  # fmt: skip
def test_online_booking_is_refused_with_the_way_that_is_open(
    policy: OnlinePolicy, order: bool, outcome: ScreeningOutcome, way: str
) -> None:
    with pytest.raises(Refused) as refused:
        decide([Wish("x", policy, order)], outcome=outcome, is_staff=False)
    assert refused.value.suggestion == way


@pytest.mark.parametrize("policy", list(OnlinePolicy))
@pytest.mark.parametrize("outcome", list(ScreeningOutcome))
def test_staff_always_book(policy: OnlinePolicy, outcome: ScreeningOutcome) -> None:
    decision = decide([Wish("x", policy)], outcome=outcome, is_staff=True)
    assert decision.status == "booked"
    assert ("missing_order" in decision.flags) == (policy is not OPEN)
    assert ("screening_open" in decision.flags) == (outcome is not CLEAR)


def test_the_strictest_procedure_of_a_visit_decides() -> None:
    visit = [Wish("consultation", OPEN), Wish("tpi", REVIEW)]
    assert decide(visit, outcome=CLEAR, is_staff=False).status == "requested"
    with pytest.raises(Refused):
        decide([*visit, Wish("fusion", STAFF)], outcome=CLEAR, is_staff=False)


STAGES = [
    ("times of a series are shown: an order may still come", ORDER, Stage.OFFER, None),
    ("a series without order is not booked", ORDER, Stage.BOOK, "consultation"),
    ("a series that staff booked without order may move", ORDER, Stage.MOVE, None),
    ("times of an operation are not shown", STAFF, Stage.OFFER, "consultation"),
    ("an operation is moved by phone", STAFF, Stage.MOVE, "call"),
]


@pytest.mark.parametrize(("policy", "stage", "way"), [row[1:] for row in STAGES],
                         ids=[row[0] for row in STAGES])  # fmt: skip
def test_what_is_known_at_a_stage_decides(
    policy: OnlinePolicy, stage: Stage, way: str | None
) -> None:
    def ask() -> None:
        decide([Wish("x", policy)], outcome=CLEAR, is_staff=False, stage=stage)

    if way is None:
        ask()
        return
    with pytest.raises(Refused) as refused:
        ask()
    assert refused.value.suggestion == way


def test_one_procedure_that_staff_plan_makes_the_visit_theirs() -> None:
    assert is_staff_only([OPEN, STAFF])
    assert not is_staff_only([OPEN, REVIEW, ORDER])
