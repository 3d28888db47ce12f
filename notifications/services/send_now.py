"""Sending what a person waits for: a code, or a message that is brought forward by hand."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from clinics.errors import NotFound
from clinics.models import Clinic
from intake.models import ContactCheck
from intake.services.contact import open_contact_check
from notifications.models import OutboxMessage
from notifications.schedule import Channel, MessageKind, Planned
from notifications.services.schedule import new_message, write_messages

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


@transaction.atomic
def send_code(
    *,
    clinic: Clinic,
    hold: UUID,
    token: str,
    channel: str,
    address: str,
    language: str,
    now: datetime,
    is_new: bool = False,
) -> ContactCheck:
    """Open the contact check of a held time and put its code into the outbox, both or neither.

    Written straight into the outbox and not planned from history: whoever waits for a code waits
    in front of the page. A code that is still good is not sent twice.

    Raises:
        whatever open_contact_check raises.
    """
    check, is_to_be_sent = open_contact_check(
        clinic=clinic,
        hold=hold,
        token=token,
        channel=ContactCheck.Channel(channel),
        address=address,
        language=language,
        now=now,
        is_new=is_new,
    )
    if is_to_be_sent:
        _cancel_older(check)
        planned = Planned(
            MessageKind.CODE, str(check.number), Channel(check.channel), now, check.expires_at
        )
        write_messages([new_message(check.appointment, planned)])
    return check


def _cancel_older(check: ContactCheck) -> None:
    older = OutboxMessage.objects.filter(
        appointment=check.appointment_id, kind=MessageKind.CODE, status=Status.PENDING
    )
    older.update(status=Status.CANCELLED, last_error="a newer code was asked for")
