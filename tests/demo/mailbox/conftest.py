from collections.abc import Callable
from email.message import Message
from mailbox import Maildir
from pathlib import Path

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.test import Client
from pytest_django import Settings

Deliver = Callable[[EmailMessage], None]


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    """The Maildir of this test; not there until something is delivered."""
    settings.DEMO_MAILBOX_DIR = tmp_path / "mailbox"
    settings.SMS_GATEWAY_DOMAIN = "sms.example"
    return tmp_path / "mailbox"


@pytest.fixture
def deliver(folder: Path) -> Deliver:
    """Put a message where the demo's mail server puts it, the way it does."""

    def put(mail: EmailMessage) -> None:
        message: Message = mail.message()
        message["X-RcptTo"] = ", ".join(mail.recipients())
        Maildir(folder).add(message)

    return put


@pytest.fixture
def visitor(db: None) -> Client:
    return Client()


def confirmation(
    to: str = "olena@mail.example", message_id: str = "<1@clinic.example>"
) -> EmailMessage:
    """Return a mail of the kind the clinic sends."""
    mail = EmailMultiAlternatives(
        "Your appointment at MedClinic",
        "Arrive at 9:00\nhttps://booking.example/visit/abc/\n",
        "clinic@clinic.example",
        [to],
        headers={"Message-ID": message_id},
    )
    mail.attach_alternative(
        "<!doctype html><title>x</title><style>\n  p { color: #123456; }\n</style><p>Arrive</p>",
        "text/html",
    )
    mail.attach("appointment.ics", "BEGIN:VCALENDAR\nEND:VCALENDAR\n", "text/calendar")
    return mail


def text_message() -> EmailMessage:
    return EmailMessage(
        "", "MedClinic: arrive 9:00", "clinic@clinic.example", ["380500004712@sms.example"]
    )
