"""Mailing the clinic that somebody answered urgently online; the staff page is the other channel.

Like messages, an alert is leased and not locked. It is mailed at least once: if we die between
handing over and noting it, the same Message-ID goes again, by which mail programs show it once.
"""

import hashlib
import logging
from datetime import datetime, timedelta
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from intake.models import ClinicAlert
from notifications.channels.errors import NobodyKnows, NotNow, Refused
from notifications.channels.post import Post

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=120)
"""Until another try, whether the last one failed or its worker died."""

USEFUL = timedelta(days=2)
"""Older alerts are not mailed any more: somebody reads the list in the meantime."""


def mail_alerts(*, now: datetime, batch: int = 20) -> int:
    """Mail the alerts nobody was mailed about yet; return how many were handed over.

    Any number may run at once: the conditional update lets one of them have an alert. An alert
    that was taken over before its mail went is mailed all the same: it says who may stop looking.
    """
    waiting = ClinicAlert.objects.select_related("clinic").filter(
        _is_free(now), created_at__gte=now - USEFUL, mailed_at=None
    )
    sent = 0
    with Post() as post:
        for alert in waiting.exclude(clinic__alert_email="").order_by("created_at")[:batch]:
            if _claim(alert, now):
                sent += _send(alert, post, now)
    return sent


def _is_free(now: datetime) -> Q:
    return Q(mail_lease_until=None) | Q(mail_lease_until__lte=now)


def _claim(alert: ClinicAlert, now: datetime) -> bool:
    mine = ClinicAlert.objects.filter(_is_free(now), pk=alert.pk, mailed_at=None)
    return bool(mine.update(mail_lease_until=now + LEASE))


def _send(alert: ClinicAlert, post: Post, now: datetime) -> bool:
    try:
        post.send(_mail(alert))
    except (NotNow, NobodyKnows, Refused) as error:
        logger.error("alert %s was not mailed, it goes again: %s", alert.pk, error)
        return False
    ClinicAlert.objects.filter(pk=alert.pk).update(mailed_at=now, mail_lease_until=None)
    return True


def _mail(alert: ClinicAlert) -> EmailMessage:
    """Return a mail that says that something waits, and nothing of whom or what."""
    address = parseaddr(settings.EMAIL_FROM)[1]
    with override("en"):  # in which language its staff read, a clinic does not say yet
        subject = _subject(alert.kind)
        body = _("An answer on the booking page needs a clinician. Who and what is on this list:")
    name = " ".join(alert.clinic.name.split())
    code = hashlib.sha256(f"alert:{alert.uid}".encode()).hexdigest()
    return EmailMessage(
        subject=subject,
        body=f"{body}\n\n{settings.SITE_URL}/staff/alerts/\n",
        from_email=formataddr((name, address)),
        to=[alert.clinic.alert_email],
        headers={
            "Message-ID": f"<{code}@{address.rpartition('@')[2]}>",
            "Auto-Submitted": "auto-generated",
            "X-Priority": "1",
        },
    )


def _subject(kind: str) -> str:
    if kind == ClinicAlert.Kind.EMERGENCY:
        return _("Urgent: somebody needs you now")
    if kind == ClinicAlert.Kind.VISIT_NEWS:
        return _("Something new about a visit, please read it")
    return _("Call somebody today")
