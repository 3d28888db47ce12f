"""Writing messages about alerts: at once to the clinic's desk, later to its next contact.

There is one row per alert, kind and way, ever: whoever plans, and however often.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from clinics.models import Clinic
from intake.models import ClinicAlert
from notifications.models import OutboxMessage, alert_key
from notifications.schedule import USEFUL_TO_STAFF, Channel, MessageKind
from notifications.services.schedule import write_messages
from notifications.transports.registry import sends_texts


def plan_alerts(*, now: datetime) -> int:
    """Write what clinics have to be told of their alerts; return the number of new messages.

    Any number may run at once: a message that exists is not written again. An alert of a clinic
    without a contact is written as soon as it has one. Cost: 3 queries.
    """
    new = [
        *_messages(_untold(now, MessageKind.ALERT), MessageKind.ALERT, now),
        *_messages(_late(now), MessageKind.OVERDUE, now),
    ]
    if new:
        write_messages(new)
    return len(new)


def _untold(now: datetime, kind: MessageKind) -> QuerySet[ClinicAlert]:
    told = OutboxMessage.objects.filter(alert=OuterRef("pk"), kind=kind)
    alerts = ClinicAlert.objects.select_related("clinic").order_by("pk")
    return alerts.filter(~Exists(told), created_at__gt=now - USEFUL_TO_STAFF * 2)


def _late(now: datetime) -> QuerySet[ClinicAlert]:
    """Return the alerts that nobody has taken over in time."""
    return _untold(now, MessageKind.OVERDUE).filter(
        acknowledged_at=None, due_at__lte=now, due_at__gt=now - USEFUL_TO_STAFF
    )


def _messages(
    alerts: Iterable[ClinicAlert], kind: MessageKind, now: datetime
) -> Iterable[OutboxMessage]:
    for alert in alerts:
        begins = alert.created_at if kind is MessageKind.ALERT else now
        not_after = begins + USEFUL_TO_STAFF
        if now > not_after:
            continue
        for channel in _ways(alert.clinic, kind):
            yield OutboxMessage(
                dedup_key=alert_key(uid=alert.uid, kind=kind, channel=channel),
                clinic_id=alert.clinic_id,
                alert=alert,
                kind=kind,
                offset="0",
                channel=channel,
                due_at=begins,
                not_after=not_after,
                next_try_at=begins,
            )


def _ways(clinic: Clinic, kind: MessageKind) -> list[Channel]:
    if kind is MessageKind.ALERT:
        return [Channel.EMAIL] if clinic.alert_email else []
    ways = {
        Channel.EMAIL: clinic.escalation_email or clinic.alert_email,
        Channel.TEXT: clinic.escalation_phone if sends_texts() else "",
    }
    return [channel for channel, contact in ways.items() if contact]
