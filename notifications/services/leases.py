"""Who works on which message, and what became of it.

A lease, not a lock: nothing in the database is held while the mail server thinks. Every write
below carries the token of its lease, so a dispatcher that was too slow changes nothing any more.
"""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from notifications.models import OutboxMessage
from notifications.selectors import claimable

Status = OutboxMessage.Status

LEASE = timedelta(seconds=120)
"""Longer than one message can take: each step of an SMTP talk may wait ten seconds."""


@transaction.atomic
def claim_due(*, now: datetime, batch: int) -> list[OutboxMessage]:
    """Lease up to a batch of due messages; nobody else gets them until the lease ends."""
    token = uuid.uuid4()
    claimed = list(claimable(now=now).select_for_update(skip_locked=True, no_key=True)[:batch])
    for message in claimed:
        message.lease_token, message.lease_until = token, now + LEASE
    OutboxMessage.objects.filter(pk__in=[message.pk for message in claimed]).update(
        lease_token=token, lease_until=now + LEASE
    )
    return claimed


def begin_sending(message: OutboxMessage, *, now: datetime) -> bool:
    """Note that a try begins and renew the lease for it.

    Returns False when the lease has ended or the message was cancelled meanwhile: hands off.
    """
    begun = OutboxMessage.objects.filter(
        pk=message.pk,
        status=Status.PENDING,
        lease_token=message.lease_token,
        lease_until__gt=now,
    ).update(send_started_at=now, lease_until=now + LEASE, attempts=message.attempts + 1)
    message.attempts += 1
    return bool(begun)


def settle(message: OutboxMessage, status: str, **fields: Any) -> bool:
    """Write how a message ended; False when the lease was somebody else's by then.

    Whatever its status has become: a message cancelled while it was on its way was sent.
    """
    return _write(message, status=status, **fields)


def put_back(message: OutboxMessage, *, until: datetime, error: str = "") -> bool:
    """Leave a message for later; nothing of it was delivered."""
    return _write(message, next_try_at=until, last_error=error[:100], send_started_at=None)


def release(message: OutboxMessage) -> bool:
    """Give back a message untouched."""
    return _write(message)


def _write(message: OutboxMessage, **fields: Any) -> bool:
    mine = OutboxMessage.objects.filter(pk=message.pk, lease_token=message.lease_token)
    return bool(mine.update(lease_token=None, lease_until=None, **fields))
