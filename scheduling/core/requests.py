"""Requests: until when one must be answered, and why one is declined."""

from datetime import datetime, timedelta
from enum import StrEnum

LEAST_TO_ANSWER = timedelta(hours=1)
"""Clinic default, unconfirmed: with less nobody could be expected to have looked."""


class DeclineReason(StrEnum):
    """Why a clinician declines. The patient is told what follows from it, never more."""

    CONSULTATION = "consultation"
    OTHER_TIME = "other_time"
    CALL = "call"
    NOT_HERE = "not_here"
    OTHER = "other"


def answer_deadline(
    *, start: datetime, now: datetime, deadline_hours: int, margin_hours: int
) -> datetime:
    """Return until when a clinician must accept or decline, else the request ends by itself.

    The patient must be able to plan: nothing is undecided in the last `margin_hours` before the
    visit. Who asks for a time inside the margin gets an answer as soon as can be hoped for.

    Args:
        start: arrival, aware, after `now`.
        now: when the time was asked for.

    Returns:
        Within (now, start].
    """
    wished = min(now + timedelta(hours=deadline_hours), start - timedelta(hours=margin_hours))
    return min(max(wished, now + LEAST_TO_ANSWER), start)
