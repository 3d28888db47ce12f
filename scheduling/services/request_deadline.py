"""Until when a request must be answered."""

from datetime import datetime

from clinics.models import Clinic
from clinics.selectors.opening_hours import opening
from scheduling.core.booking_requests import answer_deadline
from scheduling.core.status import Status


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
