"""Who decides that something may be booked online: this module alone, at every door.

Pages and API ask it when they show times, when one is kept, when the answers are checked, when a
visit is booked and when it moves. The policies are in scheduling/core/online_policy.py, pure.
"""

from collections.abc import Sequence
from datetime import datetime

from clinics.core.messages import Words
from intake.core.triage import STOPS, SafetyOutcome
from procedures.models import ProcedureType
from scheduling.core.online_policy import (
    Decision,
    OnlinePolicy,
    Refused,
    ScreeningOutcome,
    Stage,
    Wish,
    decide,
)
from scheduling.core.self_service import may_change
from scheduling.errors import OnlineRefused, TooLate
from scheduling.models import Appointment, Order

CONSULTATION_FIRST = Words(
    "After your answers to the safety questions a doctor has to see you first."
)
STOPPED = Words(
    "After your answers to the safety questions nothing is booked online. Please call us."
)


def check_online(
    types: Sequence[ProcedureType],
    *,
    stage: Stage = Stage.BOOK,
    is_staff: bool = False,
    order: Order | None = None,
    screening: ScreeningOutcome = ScreeningOutcome.UNANSWERED,
    safety: str = "",
) -> Decision:
    """Return what a booking of these procedures becomes, as far as is known. Cost: no query.

    Args:
        order: usable, and the patient's; which of the procedures it covers is seen here.
        screening: what the answers about these procedures mean.
        safety: outcome of the safety questions; empty if they are not asked here.

    Raises:
        OnlineRefused: it cannot be booked online; says what to do instead.
    """
    covered = order.procedure_type_id if order else None
    wishes = [_wish(each, has_order=each.pk == covered) for each in types]
    try:
        decision = decide(wishes, outcome=screening, is_staff=is_staff, stage=stage)
    except Refused as refused:
        raise OnlineRefused(refused.args[0], suggestion=refused.suggestion) from refused
    _check_safety(types, safety, has_order=order is not None, stage=stage)
    return decision


def check_move(visit: Appointment, *, now: datetime, safety: str = "") -> None:
    """Check that the patient may move a visit online. Cost: 1 query at most, if read whole.

    Raises:
        TooLate: after the cut-off, or the visit has begun.
        OnlineRefused: only staff plan this procedure, or the answers do not allow it.
    """
    hours = visit.clinic.cancellation_cutoff_hours
    if not may_change(visit.status, start=visit.during.lower, now=now, cutoff_hours=hours):
        raise TooLate
    types, has_order = _types_of(visit), visit.order_id is not None
    wishes = [_wish(each, has_order=has_order) for each in types]
    try:
        decide(wishes, outcome=ScreeningOutcome.UNANSWERED, is_staff=False, stage=Stage.MOVE)
    except Refused as refused:
        raise OnlineRefused(refused.args[0], suggestion=refused.suggestion) from refused
    _check_safety(types, safety, has_order=has_order, stage=Stage.MOVE)


def may_move(visit: Appointment, *, now: datetime) -> bool:
    """Whether the page of a visit offers to move it. Cost: see check_move."""
    try:
        check_move(visit, now=now)
    except (TooLate, OnlineRefused):
        return False
    return True


def is_open_consultation(procedure: ProcedureType) -> bool:
    """Whether it is a talk with a doctor that anybody may book."""
    is_talk = procedure.category == ProcedureType.Category.CONSULTATION
    return is_talk and procedure.online_policy == OnlinePolicy.OPEN


def _check_safety(
    types: Sequence[ProcedureType], safety: str, *, has_order: bool, stage: Stage
) -> None:
    """Apply the safety questions: an urgent answer books nothing, a doubt a talk or an order."""
    if safety in STOPS:
        raise OnlineRefused(STOPPED, suggestion="call")
    needs_doctor = safety == SafetyOutcome.CONSULTATION and not has_order
    if needs_doctor and not all(map(is_open_consultation, types)):
        raise OnlineRefused(CONSULTATION_FIRST, suggestion=stage.way_open)


def _wish(procedure: ProcedureType, *, has_order: bool) -> Wish:
    return Wish(procedure.code, OnlinePolicy(procedure.online_policy), has_order)


def _types_of(visit: Appointment) -> list[ProcedureType]:
    return [row.procedure_type for row in visit.procedures.all()]
