"""E-mail: a page of plain text, the same as HTML, and a file for the calendar."""

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from notifications.messages.context import Facts
from notifications.messages.formatting import dialled
from notifications.messages.templates import Tidings
from scheduling.ical import CONTENT_TYPE, site_host, visit_calendar
from scheduling.models import Appointment

CALENDAR_FILE = "appointment.ics"


def letter(
    appointment: Appointment, facts: Facts, tidings: Tidings, *, language: str
) -> EmailMultiAlternatives:
    """Return the mail without its envelope, in the active language."""
    context = {
        "facts": facts,
        "tidings": tidings,
        "clinic": facts.clinic,
        "dialled": dialled(facts.clinic),
        "language": language,
    }
    mail = EmailMultiAlternatives(
        subject=tidings.subject, body=render_to_string("notifications/mail.txt", context)
    )
    mail.attach_alternative(render_to_string("notifications/mail.html", context), "text/html")
    calendar = visit_calendar(appointment, host=site_host())
    mail.attach(CALENDAR_FILE, calendar.decode(), CONTENT_TYPE)
    return mail
