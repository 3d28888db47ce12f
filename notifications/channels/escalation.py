"""What the next contact is told: that something waits, and nothing of whom or what."""

import hashlib
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _
from django.utils.translation import override

from clinics.models import Clinic
from notifications.channels.errors import Refused
from notifications.models import AlertNotice
from notifications.policy import Channel
from people.phone import InvalidPhone, normalise_phone


def compose_notice(notice: AlertNotice) -> EmailMessage:
    """Return the mail that carries a notice read with its alert and clinic, in English.

    Raises:
        Refused: the contact is no address, or was taken away.
    """
    clinic = notice.alert.clinic
    name = " ".join(clinic.name.split())
    link = f"{settings.SITE_URL}/staff/alerts/"
    sender = parseaddr(settings.EMAIL_FROM)[1]
    with override("en"):  # in which language its staff read, a clinic does not say yet
        words = _("Nobody has taken over an urgent answer of the booking page in time.")
        mail = EmailMessage(
            subject=_("Overdue: nobody has taken over an urgent answer"),
            body="\n".join([words, _("Who and what is on this list:"), "", link, ""]),
        )
    if notice.channel == Channel.TEXT:
        mail = EmailMessage(body=f"{name}: {words} {link}")
    mail.from_email, mail.to = formataddr((name, sender)), [_address(notice.channel, clinic)]
    code = hashlib.sha256(f"alert:{notice.alert.uid}:{notice.channel}".encode()).hexdigest()
    mail.extra_headers = {
        "Message-ID": f"<{code}@{sender.rpartition('@')[2]}>",
        "Auto-Submitted": "auto-generated",
        "X-Priority": "1",
    }
    return mail


def _address(channel: str, clinic: Clinic) -> str:
    if channel == Channel.EMAIL:
        address = clinic.escalation_email or clinic.alert_email
        if not address:
            raise Refused("no contact")
        return address
    try:
        phone = normalise_phone(clinic.escalation_phone, calling_code=clinic.calling_code)
    except InvalidPhone as error:
        raise Refused("no phone") from error
    return f"{phone.lstrip('+')}@{settings.SMS_GATEWAY_DOMAIN}"
