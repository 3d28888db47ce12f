"""Telling the clinic's next contact when nobody has taken an alert over in time.

Like messages, a notice is a row until it is sent, leased and not locked. There is one per alert
and way, so it is planned once whoever looks. E-mail goes at least once, with the same Message-ID,
by which mail programs show it once; a text at most once, for a gateway knows no Message-ID.
"""

import logging
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F, Q, QuerySet

from clinics.models import Clinic
from intake.models import ClinicAlert
from notifications.channels.errors import NobodyKnows, NotNow, Refused
from notifications.channels.escalation import compose_notice
from notifications.channels.post import Post
from notifications.models import AlertNotice
from notifications.policy import Channel

logger = logging.getLogger(__name__)
Status = AlertNotice.Status

LEASE = timedelta(seconds=120)
"""Until another try, whether the last one failed or its worker died."""

USEFUL = timedelta(days=2)
"""Alerts late for longer are not told any more: somebody reads the list in the meantime."""


def plan_notices(*, now: datetime) -> int:
    """Write the notices of alerts that have become late; return the number of these alerts.

    Any number may run at once: a notice that exists is not written again. Cost: 2 queries.
    """
    late = ClinicAlert.objects.select_related("clinic").filter(
        acknowledged_at=None, due_at__lte=now, due_at__gt=now - USEFUL, notices=None
    )
    found = [alert for alert in late.order_by("pk") if _ways(alert.clinic)]
    AlertNotice.objects.bulk_create(
        [
            AlertNotice(alert=alert, channel=channel, created_at=now)
            for alert in found
            for channel in _ways(alert.clinic)
        ],
        ignore_conflicts=True,
    )
    return len(found)


def send_notices(*, now: datetime, batch: int = 20) -> int:
    """Send the notices that wait; return how many were handed over.

    Any number may run at once: the conditional update lets one of them have a notice. An alert
    that was taken over meanwhile is told to nobody any more.
    """
    waiting = _claimable(now).select_related("alert__clinic").order_by("created_at", "pk")
    with Post() as post:
        return sum(_send(each, post, now) for each in waiting[:batch] if _claim(each, now))


def _ways(clinic: Clinic) -> list[Channel]:
    ways = {
        Channel.EMAIL: clinic.escalation_email or clinic.alert_email,
        Channel.TEXT: clinic.escalation_phone if settings.SMS_GATEWAY_DOMAIN else "",
    }
    return [channel for channel, contact in ways.items() if contact]


def _claimable(now: datetime) -> QuerySet[AlertNotice]:
    is_free = Q(lease_until=None) | Q(lease_until__lte=now)
    return AlertNotice.objects.filter(is_free, status=Status.PENDING, created_at__gt=now - USEFUL)


def _claim(notice: AlertNotice, now: datetime) -> bool:
    notice.lease_token = uuid.uuid4()
    mine = _claimable(now).filter(pk=notice.pk)
    lease = {"lease_token": notice.lease_token, "lease_until": now + LEASE}
    return bool(mine.update(**lease, attempts=F("attempts") + 1))


def _send(notice: AlertNotice, post: Post, now: datetime) -> bool:
    """Send a notice that is ours; True if it was handed over."""
    is_text = notice.channel == Channel.TEXT
    if not ClinicAlert.objects.filter(pk=notice.alert_id, acknowledged_at=None).exists():
        _end(notice, Status.CANCELLED)
        return False
    if is_text and notice.send_started_at is not None:
        _end(notice, Status.UNCERTAIN, last_error="died while sending")
        return False
    _write(notice, send_started_at=now)
    try:
        post.send(compose_notice(notice))
    except (NotNow, Refused) as error:
        _note_failure(notice, error, send_started_at=None)
    except NobodyKnows as error:
        _note_failure(notice, error, status=Status.UNCERTAIN if is_text else Status.PENDING)
    else:
        _end(notice, Status.SENT, sent_at=now, last_error="")
        return True
    return False


def _note_failure(notice: AlertNotice, error: Exception, **fields: Any) -> None:
    """Leave a notice until its lease ends: the server, or the contact, may be mended by then."""
    logger.error("notice %s of an alert was not sent: %s", notice.pk, error)
    _write(notice, last_error=str(error)[:100], **fields)


def _end(notice: AlertNotice, status: str, **fields: Any) -> None:
    _write(notice, status=status, lease_token=None, lease_until=None, **fields)


def _write(notice: AlertNotice, **fields: Any) -> None:
    """Write while the lease is ours; whoever was too slow changes nothing any more."""
    mine = AlertNotice.objects.filter(pk=notice.pk, lease_token=notice.lease_token)
    mine.update(**fields)
