"""Requests: until when one must be answered, and why one is declined."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from clinics.core.intervals import Span, from_epoch_minute, normalise

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
    *,
    start: datetime,
    now: datetime,
    deadline_hours: int,
    margin_hours: int,
    opening: Iterable[Span] | None,
) -> datetime:
    """Return until when a clinician must accept or decline, else the request ends by itself.

    The deadline counts hours in which somebody can look: who asks on Friday evening is answered
    on Monday. The margin counts every hour, for the patient must be able to plan: nothing is
    undecided in the last `margin_hours` before the visit, whatever is closed until then. Who asks
    for a time inside the margin gets an answer as soon as can be hoped for.

    Args:
        start: arrival, aware, after `now`.
        now: when the time was asked for.
        deadline_hours: of opening time.
        margin_hours: by the clock.
        opening: when the clinic is open, complete from `now` to `start`; None: always.

    Returns:
        Within (now, start].
    """
    margin = start - timedelta(hours=margin_hours)
    answered = _after_hours(now, deadline_hours, opening)
    wished = margin if answered is None else min(answered, margin)
    return min(max(wished, now + LEAST_TO_ANSWER), start)


def _after_hours(now: datetime, hours: int, opening: Iterable[Span] | None) -> datetime | None:
    """Return the moment at which so many hours of opening have gone by; None: not in there."""
    if opening is None:
        return now + timedelta(hours=hours)
    left = timedelta(hours=hours)
    for opens, closes in normalise(opening):
        begins, ends = max(now, from_epoch_minute(opens)), from_epoch_minute(closes)
        if ends - begins >= left:
            return begins + left
        left -= max(ends - begins, timedelta(0))
    return None
