"""Applying the online policy of the catalogue to a booking."""

from collections.abc import Sequence
from datetime import datetime

from clinics.models import Clinic
from clinics.selectors.opening_hours import opening
from procedures.models import ProcedureType
from scheduling.core.booking_requests import answer_deadline
from scheduling.core.online_policy import (
    STAFF_ONLY,
    Decision,
    OnlinePolicy,
    Outcome,
    Refused,
    Wish,
    decide,
)
from scheduling.core.status import Status
from scheduling.errors import OnlineRefused
from scheduling.models import Order

__all__ = ["STAFF_ONLY", "decide_booking", "decide_by", "is_staff_only"]


def is_staff_only(types: Sequence[ProcedureType]) -> bool:
    """Whether patients cannot book this themselves at all."""
    return any(each.online_policy == OnlinePolicy.STAFF for each in types)


def decide_booking(
    types: Sequence[ProcedureType], *, order: Order | None, outcome: Outcome, is_staff: bool
) -> Decision:
    """Return what the booking becomes.

    Raises:
        OnlineRefused: it cannot be booked online; says what to do instead.
    """
    covered = order.procedure_type_id if order else None
    wishes = [
        Wish(each.code, OnlinePolicy(each.online_policy), each.pk == covered) for each in types
    ]
    try:
        return decide(wishes, outcome=outcome, is_staff=is_staff)
    except Refused as refused:
        raise OnlineRefused(refused.args[0], suggestion=refused.suggestion) from refused


def decide_by(clinic: Clinic, *, status: str, start: datetime, now: datetime) -> datetime | None:
    """Return until when a visit asked for `now` must be answered; None unless it is requested.

    Cost: 3 queries for a request, else none.
    """
    if status != Status.REQUESTED:
        return None
    return answer_deadline(
        start=start,
        now=now,
        deadline_hours=clinic.request_deadline_hours,
        margin_hours=clinic.request_margin_hours,
        opening=opening(clinic, now, max(now, start)),
    )
