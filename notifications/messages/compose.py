"""One message, ready to be handed over; made at the moment of sending and kept nowhere."""

from datetime import datetime
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.utils.translation import override

from clinics.models import Clinic
from intake.models import ClinicAlert
from notifications.messages.alerts import alert_mail, alert_text, contact_of
from notifications.messages.contact_code import code_letter
from notifications.messages.context import facts_of
from notifications.messages.email import letter
from notifications.messages.formatting import language_for
from notifications.messages.sms import text_body
from notifications.messages.templates import tidings_for
from notifications.models import OutboxMessage
from notifications.schedule import Channel, MessageKind
from notifications.selectors import check_of, reader_of
from notifications.transports.base import Outgoing, TextMessage
from notifications.transports.errors import Permanent
from scheduling.models import Appointment

STAFF_LANGUAGE = "en"
"""In which language its staff read, a clinic does not say yet."""


def compose(
    message: OutboxMessage, appointment: Appointment, *, now: datetime, is_moved: bool
) -> Outgoing:
    """Return what carries a message to a patient, in the language of the booking.

    Args:
        appointment: read by whole_appointments().

    Raises:
        Permanent: the patient cannot be reached on this way any more.
    """
    if message.kind == MessageKind.CODE:
        return _code_message(message, appointment)
    reader = reader_of(appointment, message.recipient_no)
    if reader is None:
        raise Permanent("no patient")
    # It was booked in the language of the first reader.
    spoken = reader.language if message.recipient_no else appointment.language or reader.language
    language = language_for(spoken)
    with override(language):
        facts = facts_of(appointment, now=now)
        tidings = tidings_for(message.kind, facts, is_moved=is_moved)
        if message.channel == Channel.TEXT:
            words = text_body(facts, tidings)
            return _text(message, appointment.clinic, words, to=reader.phone, language=language)
        mail = letter(appointment, facts, tidings, language=language)
    return _mail(message, appointment.clinic, mail, to=reader.email, language=language)


def compose_to_staff(message: OutboxMessage, alert: ClinicAlert) -> Outgoing:
    """Return what tells a clinic of an alert read with its clinic.

    Raises:
        Permanent: the contact is no address, or was taken away.
    """
    clinic = alert.clinic
    contact = contact_of(clinic, message.kind, message.channel)
    with override(STAFF_LANGUAGE):
        if message.channel == Channel.TEXT:
            words = alert_text(alert)
            return _text(message, clinic, words, to=contact, language=STAFF_LANGUAGE)
        mail = alert_mail(message.kind, alert)
    mail = _mail(message, clinic, mail, to=contact, language=STAFF_LANGUAGE)
    mail.extra_headers["X-Priority"] = "1"
    return mail


def _code_message(message: OutboxMessage, appointment: Appointment) -> Outgoing:
    """Write to the address that is to be proven, whoever's it is."""
    check = check_of(message)
    if check is None:
        raise Permanent("code is void")
    language = language_for(check.language)
    with override(language):
        mail = code_letter(check, appointment.clinic)
    if message.channel == Channel.TEXT:
        words, to = str(mail.body), check.address
        return _text(message, appointment.clinic, words, to=to, language=language)
    return _mail(message, appointment.clinic, mail, to=check.address, language=language)


def _text(
    message: OutboxMessage, clinic: Clinic, words: str, *, to: str, language: str
) -> TextMessage:
    if not to:
        raise Permanent("no phone")
    return TextMessage(to, words, key=message.key, sender=_name(clinic), language=language)


def _mail(
    message: OutboxMessage, clinic: Clinic, mail: EmailMessage, *, to: str, language: str
) -> EmailMessage:
    """Put a mail into its envelope."""
    address = parseaddr(settings.EMAIL_FROM)[1]
    # A line break typed into a clinic's name must not stop its mail, let alone add a header.
    mail.subject = " ".join(str(mail.subject).split())
    mail.from_email, mail.to = formataddr((_name(clinic), address)), [_checked(to)]
    mail.extra_headers = {
        "Message-ID": message.message_id(address.rpartition("@")[2]),
        "Auto-Submitted": "auto-generated",  # RFC 3834: no out-of-office answers
        "Content-Language": language,
    }
    return mail


def _name(clinic: Clinic) -> str:
    return " ".join(clinic.name.split())


def _checked(address: str) -> str:
    try:
        validate_email(address)
    except ValidationError as error:
        raise Permanent("no e-mail address") from error
    return address
