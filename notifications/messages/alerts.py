"""What the clinic is told of an alert: that something waits, and nothing of whom or what."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _

from clinics.models import Clinic
from intake.models import ClinicAlert
from notifications.schedule import Channel, MessageKind
from notifications.transports.errors import Permanent
from people.phone import InvalidPhone, normalise_phone


def alert_mail(kind: str, alert: ClinicAlert) -> EmailMessage:
    """Return the mail without its envelope, in the active language."""
    link = f"{settings.SITE_URL}/staff/alerts/"
    if kind == MessageKind.OVERDUE:
        lines = [_overdue(), _("Who and what is on this list:"), "", link, ""]
        subject = _("Overdue: nobody has taken over an urgent answer")
        return EmailMessage(subject=subject, body="\n".join(lines))
    body = _("An answer on the booking page needs a clinician. Who and what is on this list:")
    return EmailMessage(subject=_subject(alert.kind), body=f"{body}\n\n{link}\n")


def alert_text(alert: ClinicAlert) -> str:
    """Return the words of a text, in the active language."""
    name = " ".join(alert.clinic.name.split())
    return f"{name}: {_overdue()} {settings.SITE_URL}/staff/alerts/"


def contact_of(clinic: Clinic, kind: str, channel: str) -> str:
    """Return where the clinic is told: its desk first, its next contact when that was too slow.

    Raises:
        Permanent: the contact is no phone, or was taken away.
    """
    if channel == Channel.TEXT:
        return _phone(clinic)
    next_contact = clinic.escalation_email if kind == MessageKind.OVERDUE else ""
    address = next_contact or clinic.alert_email
    if not address:
        raise Permanent("no contact")
    return address


def _phone(clinic: Clinic) -> str:
    try:
        return normalise_phone(clinic.escalation_phone, calling_code=clinic.calling_code)
    except InvalidPhone as error:
        raise Permanent("no phone") from error


def _overdue() -> str:
    return _("Nobody has taken over an urgent answer of the booking page in time.")


def _subject(kind: str) -> str:
    if kind == ClinicAlert.Kind.EMERGENCY:
        return _("Urgent: somebody needs you now")
    if kind == ClinicAlert.Kind.VISIT_NEWS:
        return _("Something new about a visit, please read it")
    return _("Call somebody today")
