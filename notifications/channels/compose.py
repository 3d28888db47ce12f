"""One message, ready to be handed over; made at the moment of sending and kept nowhere."""

from datetime import datetime
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.utils.translation import override

from notifications.channels.errors import Refused
from notifications.channels.facts import facts_of
from notifications.channels.letter import letter
from notifications.channels.text import text_body
from notifications.channels.tidings import tidings_for
from notifications.channels.wording import language_for
from notifications.models import OutboxMessage
from people.models import Patient
from scheduling.models import Appointment


def compose(
    message: OutboxMessage, appointment: Appointment, *, now: datetime, is_moved: bool
) -> EmailMessage:
    """Return the mail that carries a message, in the patient's language.

    Args:
        appointment: read by whole_appointments().

    Raises:
        Refused: the patient cannot be reached on this way any more.
    """
    patient = appointment.patient
    if patient is None:
        raise Refused("no patient")
    language = language_for(patient.language)
    with override(language):
        facts = facts_of(appointment, now=now)
        tidings = tidings_for(message.kind, facts, is_moved=is_moved)
        if message.channel == OutboxMessage.Channel.TEXT:
            mail = EmailMessage(body=text_body(facts, tidings), to=[_gateway_address(patient)])
        else:
            mail = letter(appointment, facts, tidings, language=language)
            mail.to = [_mail_address(patient)]
    address = parseaddr(settings.EMAIL_FROM)[1]
    # A line break typed into a clinic's name must not stop its mail, let alone add a header.
    mail.subject = " ".join(mail.subject.split())
    mail.from_email = formataddr((" ".join(appointment.clinic.name.split()), address))
    mail.extra_headers = {
        "Message-ID": message.message_id(address.rpartition("@")[2]),
        "Auto-Submitted": "auto-generated",  # RFC 3834: no out-of-office answers
        "Content-Language": language,
    }
    return mail


def _mail_address(patient: Patient) -> str:
    try:
        validate_email(patient.email)
    except ValidationError as error:
        raise Refused("no e-mail address") from error
    return patient.email


def _gateway_address(patient: Patient) -> str:
    """Return where the gateway takes texts for a phone: <digits>@<its domain>."""
    if not patient.phone or not settings.SMS_GATEWAY_DOMAIN:
        raise Refused("no phone or no gateway")
    return f"{patient.phone.lstrip('+')}@{settings.SMS_GATEWAY_DOMAIN}"
