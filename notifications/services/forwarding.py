"""Sending a message earlier than planned, by hand."""

from datetime import datetime

from clinics.errors import NotFound
from notifications.models import OutboxMessage

Status = OutboxMessage.Status


def bring_forward(*, key: str, now: datetime) -> None:
    """Make a planned message due now; it is judged like any other before it goes.

    Somebody decided it, so a reminder goes in the quiet hours too. One that is due already stays
    as it is.

    Args:
        key: its dedup_key.

    Raises:
        NotFound: no such message waits.
    """
    waiting = OutboxMessage.objects.filter(dedup_key=key, status=Status.PENDING)
    if not waiting.exists():
        raise NotFound("No such message is waiting.")
    waiting.filter(due_at__gt=now, not_after__gte=now).update(due_at=now, next_try_at=now)
