"""Texts by mail: to <digits>@<domain of the gateway>, over the same SMTP server as every mail."""

from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage

from notifications.transports.base import Outgoing, TextMessage
from notifications.transports.errors import Permanent
from notifications.transports.smtp import Smtp


class SmsMail(Smtp):
    """A gateway that takes mail.

    It makes a text of each mail and knows no Message-ID: a repetition would be a second text.
    """

    provider = "sms_mail"
    repeats_safely = False

    @staticmethod
    def is_configured() -> bool:
        """Whether SMS_GATEWAY_DOMAIN is set."""
        return bool(settings.SMS_GATEWAY_DOMAIN)

    def send(self, message: Outgoing) -> str:
        """Hand one text over; return the Message-ID of its mail.

        Raises:
            Temporary, Permanent, Uncertain: see Smtp.
        """
        if not isinstance(message, TextMessage) or not self.is_configured():
            raise Permanent("no gateway")
        return super().send(_mail(message))


def _mail(text: TextMessage) -> EmailMessage:
    address = parseaddr(settings.EMAIL_FROM)[1]
    return EmailMessage(
        body=text.body,
        from_email=formataddr((text.sender, address)),
        to=[f"{text.phone.lstrip('+')}@{settings.SMS_GATEWAY_DOMAIN}"],
        headers={
            "Message-ID": f"<{text.key}@{address.rpartition('@')[2]}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": text.language,
        },
    )
