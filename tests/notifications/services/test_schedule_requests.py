"""Whoever asks for a time is told the answer, whatever it is."""

from datetime import datetime, timedelta

import pytest

from intake.services.booking import book_appointment
from intake.services.booking_requests import (
    accept_request,
    decline_request,
    expire_unanswered_requests,
)
from notifications.messages.sms import MOST_SEGMENTS, segments
from notifications.models import OutboxMessage
from notifications.services.dispatch import dispatch_due
from notifications.services.schedule import plan_messages
from people.models import Role, User
from scheduling.core.booking_requests import DeclineReason
from scheduling.models import Appointment
from tests.notifications.mailserver import MailServer, Received
from tests.notifications.visits import GATEWAY, START, rows
from tests.world import NOW, OLENA, World, request_for, staff

SOON = NOW + timedelta(hours=1)
LATE = NOW + timedelta(days=1)


@pytest.fixture
def amara(world: World) -> User:
    return staff(world, Role.DOCTOR, "amara@medclinic.example")


@pytest.fixture
def asked(world: World, mailserver: MailServer) -> Appointment:
    """Ask for a procedure without an order."""
    return book_appointment(
        clinic=world.clinic, codes=["tfesi"], start=START, request=request_for(), now=NOW
    )


def sent(server: MailServer, now: datetime) -> tuple[Received, str]:
    """Return the mail and the text that go out now."""
    server.received.clear()
    plan_messages(now=now)
    dispatch_due(now=now)
    (mail,), (text,) = server.to(OLENA.email), server.to(GATEWAY)
    return mail, text.part("text/plain").strip()


def decline(asked: Appointment, by: User) -> Appointment:
    return decline_request(
        clinic=asked.clinic,
        uid=asked.uid,
        revision=asked.revision,
        by=by,
        now=SOON,
        reason=DeclineReason.CONSULTATION,
        note="severe stenosis",
    )


def accept(asked: Appointment, by: User) -> Appointment:
    return accept_request(
        clinic=asked.clinic, uid=asked.uid, revision=asked.revision, by=by, now=SOON
    )


def test_a_request_says_until_when_it_is_answered(
    asked: Appointment, mailserver: MailServer
) -> None:
    mail, _ = sent(mailserver, NOW)
    for words in (mail.part("text/plain"), mail.part("text/html")):
        assert "We answer by Tuesday 3 November, 9:00." in " ".join(words.split())


def test_accepted_means_confirmed_and_reminded(
    asked: Appointment, mailserver: MailServer, amara: User
) -> None:
    sent(mailserver, NOW)
    accept(asked, amara)
    mail, text = sent(mailserver, SOON)
    assert mail.mail["Subject"] == "Your appointment at MedClinic, Thursday 26 November, 9:00"
    assert text.startswith("MedClinic: your appointment is booked.")
    assert rows(kind="reminder") == [
        ("reminder", "3d", "email", "pending"),
        ("reminder", "1d", "text", "pending"),
    ]


def test_declined_says_what_to_do_and_not_why(
    asked: Appointment, mailserver: MailServer, amara: User
) -> None:
    sent(mailserver, NOW)
    decline(asked, amara)
    mail, text = sent(mailserver, SOON)
    assert mail.mail["Subject"] == ("About your request at MedClinic, Thursday 26 November, 9:00")
    for words in (mail.part("text/plain"), mail.part("text/html")):
        said = " ".join(words.split())
        assert "we cannot book this time for you" in said
        assert "You can book a consultation or another time online, or call us." in said
        assert "Call 044 000 12 34" in said or "044 000 12 34</a>" in said
    assert "/visit/" in text
    assert "STATUS:CANCELLED" in mail.part("text/calendar")
    assert "stenosis" not in mail.everything() + text
    assert {row[0] for row in rows()} == {"request", "declined"}


def test_unanswered_says_sorry_and_what_to_do(asked: Appointment, mailserver: MailServer) -> None:
    sent(mailserver, NOW)
    assert expire_unanswered_requests(now=LATE) == 1
    mail, text = sent(mailserver, LATE)
    for words in (mail.part("text/plain"), mail.part("text/html")):
        said = " ".join(words.split())
        assert "We are sorry: we did not answer your request in time." in said
        assert "Please call us, or ask for another time online." in said
    assert "we did not answer your request in time" in text
    assert "STATUS:CANCELLED" in mail.part("text/calendar")


def test_texts_with_an_answer_fit(asked: Appointment, mailserver: MailServer, amara: User) -> None:
    sent(mailserver, NOW)
    decline(asked, amara)
    _, text = sent(mailserver, SOON)
    assert segments(text) <= MOST_SEGMENTS


def test_an_answer_before_the_request_was_told_replaces_it(
    asked: Appointment, mailserver: MailServer, amara: User
) -> None:
    decline(asked, amara)
    sent(mailserver, SOON)
    assert {(row[0], row[3]) for row in rows()} == {("declined", "sent")}


def test_a_seeded_request_is_told_its_answer(
    asked: Appointment, mailserver: MailServer, amara: User
) -> None:
    Appointment.objects.filter(pk=asked.pk).update(source=Appointment.Source.SEED)
    plan_messages(now=NOW)
    assert not OutboxMessage.objects.exists()
    accept(asked, amara)
    mail, _ = sent(mailserver, SOON)
    assert "Your appointment is booked." in mail.part("text/plain")
