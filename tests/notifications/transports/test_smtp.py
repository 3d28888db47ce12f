"""What a mail server can answer, and what we make of it."""

from collections.abc import Iterator

import pytest
from django.core.mail import EmailMessage
from pytest_django import Settings

from notifications.transports.errors import Permanent, SendError, Temporary, Uncertain
from notifications.transports.smtp import Smtp
from tests.notifications.mailserver import MailServer


@pytest.fixture
def post(mailserver: MailServer) -> Iterator[Smtp]:
    with Smtp() as opened:
        yield opened


def mail(to: str = "olena@mail.example", **fields: object) -> EmailMessage:
    return EmailMessage("Hello", "Hello.", "visits@medclinic.example", [to], **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reply", "error", "code"),
    [
        ("421 closing", Temporary, "SMTP 421"),
        ("450 mailbox busy", Temporary, "SMTP 450"),
        ("452 no room", Temporary, "SMTP 452"),
        ("550 no such user", Permanent, "SMTP 550"),
        ("553 bad name", Permanent, "SMTP 553"),
    ],
)
def test_what_is_said_about_the_recipient(
    mailserver: MailServer, post: Smtp, reply: str, error: type[SendError], code: str
) -> None:
    mailserver.answers["olena@mail.example"] = [reply]
    with pytest.raises(error, match=f"^{code}$"):
        post.send(mail())
    post.send(mail())
    assert len(mailserver.received) == 1


@pytest.mark.parametrize(
    ("reply", "error", "code"),
    [
        ("451 try later", Temporary, "SMTP 451"),
        ("554 we do not want this", Permanent, "SMTP 554"),
        ("", Uncertain, "SMTPServerDisconnected"),
    ],
)
def test_what_is_said_about_the_mail(
    mailserver: MailServer, post: Smtp, reply: str, error: type[SendError], code: str
) -> None:
    mailserver.on_mail = lambda _: reply
    with pytest.raises(error, match=f"^{code}$"):
        post.send(mail())
    mailserver.on_mail = lambda _: "250 OK"
    post.send(mail("ngozi@mail.example"))
    assert [each.to for each in mailserver.received][-1] == "ngozi@mail.example"


def test_a_refused_sender_is_our_own_fault_and_tried_again(
    mailserver: MailServer, post: Smtp
) -> None:
    mailserver.sender_answer = "550 you may not send here"
    with pytest.raises(Temporary, match="SMTP 550"):
        post.send(mail())


def test_a_line_break_in_a_header_is_refused(post: Smtp) -> None:
    with pytest.raises(Permanent, match="BadHeaderError"):
        post.send(mail(headers={"X-Clinic": "A\nBcc: all@mail.example"}))


def test_nobody_to_send_to_is_refused(post: Smtp) -> None:
    message = mail()
    message.to = []
    with pytest.raises(Permanent, match="no recipient"):
        post.send(message)


def test_one_connection_serves_a_batch(mailserver: MailServer, post: Smtp) -> None:
    for _ in range(3):
        post.send(mail())
    assert (len(mailserver.received), mailserver.connections) == (3, 1)


def test_a_server_that_is_away_is_asked_once_per_batch(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with MailServer() as gone:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", gone.port
    with Smtp() as post:
        with pytest.raises(Temporary, match="ConnectionRefusedError"):
            post.send(mail())
        with MailServer(port=gone.port) as back:
            with pytest.raises(Temporary, match="ConnectionRefusedError"):
                post.send(mail())
            assert back.connections == 0
