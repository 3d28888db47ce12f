"""One message, ready to be handed over; made at the moment of sending and kept nowhere."""

from datetime import datetime
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.utils.translation import override

from notifications.channels.code import code_letter
from notifications.channels.errors import Refused
from notifications.channels.facts import facts_of
from notifications.channels.letter import letter
from notifications.channels.text import text_body
from notifications.channels.tidings import tidings_for
from notifications.channels.wording import language_for
from notifications.models import OutboxMessage
from notifications.selectors import check_of, reader_of
from scheduling.models import Appointment


def compose(
    message: OutboxMessage, appointment: Appointment, *, now: datetime, is_moved: bool
) -> EmailMessage:
    """Return the mail that carries a message, in the language of the booking.

    Args:
        appointment: read by whole_appointments().

    Raises:
        Refused: the patient cannot be reached on this way any more.
    """
    if message.kind == OutboxMessage.Kind.CODE:
        mail, language = _code_mail(message, appointment)
    else:
        mail, language = _visit_mail(message, appointment, now=now, is_moved=is_moved)
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


def _visit_mail(
    message: OutboxMessage, appointment: Appointment, *, now: datetime, is_moved: bool
) -> tuple[EmailMessage, str]:
    reader = reader_of(appointment, message.recipient_no)
    if reader is None:
        raise Refused("no patient")
    # It was booked in the language of the first reader.
    spoken = reader.language if message.recipient_no else appointment.language or reader.language
    language = language_for(spoken)
    with override(language):
        facts = facts_of(appointment, now=now)
        tidings = tidings_for(message.kind, facts, is_moved=is_moved)
        if message.channel == OutboxMessage.Channel.TEXT:
            text = text_body(facts, tidings)
            return EmailMessage(body=text, to=[_gateway_address(reader.phone)]), language
        mail = letter(appointment, facts, tidings, language=language)
        mail.to = [_mail_address(reader.email)]
        return mail, language


def _code_mail(message: OutboxMessage, appointment: Appointment) -> tuple[EmailMessage, str]:
    """Write to the address that is to be proven, whoever's it is."""
    check = check_of(message)
    if check is None:
        raise Refused("code is void")
    language = language_for(check.language)
    with override(language):
        mail = code_letter(check, appointment.clinic)
    is_text = message.channel == OutboxMessage.Channel.TEXT
    mail.to = [(_gateway_address if is_text else _mail_address)(check.address)]
    return mail, language


def _mail_address(address: str) -> str:
    try:
        validate_email(address)
    except ValidationError as error:
        raise Refused("no e-mail address") from error
    return address


def _gateway_address(phone: str) -> str:
    """Return where the gateway takes texts for a phone: <digits>@<its domain>."""
    if not phone or not settings.SMS_GATEWAY_DOMAIN:
        raise Refused("no phone or no gateway")
    return f"{phone.lstrip('+')}@{settings.SMS_GATEWAY_DOMAIN}"
