"""Until when patients change or cancel their own visit, without asking anybody."""

from datetime import datetime, timedelta

from scheduling.core.status import MOVABLE


def change_until(start: datetime, *, cutoff_hours: int) -> datetime:
    """Return the moment from which on only the clinic changes a visit; hours, not days."""
    return start - timedelta(hours=cutoff_hours)


def may_change(status: str, *, start: datetime, now: datetime, cutoff_hours: int) -> bool:
    """Whether the patient may still move a visit online."""
    return status in MOVABLE and now < change_until(start, cutoff_hours=cutoff_hours)
