"""Every message in Ukrainian: nothing English in it, and a text still fits into two parts."""

from dataclasses import replace

import pytest
from django.core.mail import EmailMultiAlternatives
from icalendar import Calendar

from notifications.messages.compose import compose
from notifications.messages.sms import MOST_SEGMENTS, segments
from notifications.models import OutboxMessage
from notifications.schedule import Channel, MessageKind
from scheduling.models import Appointment
from scheduling.selectors.appointments import whole_appointments
from tests.languages import SHOWN, english_in, english_in_page, say_in_ukrainian
from tests.notifications.mailserver import MailServer
from tests.notifications.visits import booked
from tests.world import NOW, OLENA, World, at

SAID = {
    MessageKind.REQUEST: "запит, ще не запис",
    MessageKind.CONFIRMATION: "вас записано",
    MessageKind.REMINDER: "Є щось нове?",
    MessageKind.CANCELLATION: "прийом скасовано",
    MessageKind.DECLINED: "не змогли записати",
    MessageKind.UNANSWERED: "запит завершився",
}


@pytest.fixture
def visit(world: World, mailserver: MailServer) -> Appointment:
    """A visit of a patient who reads Ukrainian, at a clinic that writes it."""
    say_in_ukrainian(world.clinic)
    made = booked(world, details=replace(OLENA, language="uk"))
    Appointment.objects.filter(pk=made.pk).update(decide_by=at(25, 9))
    return whole_appointments().get(pk=made.pk)


@pytest.mark.parametrize("is_moved", [False, True], ids=["", "moved"])
@pytest.mark.parametrize("kind", list(SAID))
def test_a_mail_is_wholly_ukrainian(visit: Appointment, kind: MessageKind, is_moved: bool) -> None:
    message = OutboxMessage(kind=kind, channel=Channel.EMAIL, dedup_key="x")
    mail = compose(message, visit, now=NOW, is_moved=is_moved)
    assert isinstance(mail, EmailMultiAlternatives)
    assert english_in(f"{mail.subject}\n{mail.body}") == []
    ((html, _),) = mail.alternatives
    assert english_in_page(str(html)) == []
    assert mail.extra_headers["Content-Language"] == "uk"
    ((_, calendar, _),) = mail.attachments
    (event,) = Calendar.from_ical(calendar).walk("VEVENT")
    assert english_in(" ".join(str(event.get(name, "")) for name in SHOWN)) == []


@pytest.mark.parametrize("kind", list(SAID))
def test_a_text_is_ukrainian_short_and_says_what_stands(
    visit: Appointment, kind: MessageKind
) -> None:
    message = OutboxMessage(kind=kind, channel=Channel.TEXT, dedup_key="x")
    text = str(compose(message, visit, now=NOW, is_moved=False).body)
    assert english_in(text) == []
    assert segments(text) <= MOST_SEGMENTS
    for fact in ("MedClinic", SAID[kind], "чт 26.11", "9:00", "10:05", "https://"):
        assert fact in text
