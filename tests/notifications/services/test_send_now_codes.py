"""The code on its way: at once, to the address that is to be proven, and of use to one person."""

from datetime import timedelta

import pytest

from intake.models import ContactCheck
from intake.services.contact import code_of
from intake.services.holds import hold_slot
from notifications.models import OutboxMessage
from notifications.services.dispatch import dispatch_due
from notifications.services.send_now import send_code
from scheduling.models import Appointment
from scheduling.services.holds import release_hold
from tests.notifications.mailserver import MailServer
from tests.notifications.visits import GATEWAY, booked, rows
from tests.world import NOW, OLENA, World, at

Hold = tuple[Appointment, str]


@pytest.fixture
def hold(world: World) -> Hold:
    return hold_slot(clinic=world.clinic, codes=["consult_neurologist"], start=at(26, 9), now=NOW)


def send(hold: Hold, **changed: object) -> ContactCheck:
    wish = {"channel": "text", "address": OLENA.phone, "language": "en", "now": NOW}
    return send_code(clinic=hold[0].clinic, hold=hold[0].uid, token=hold[1], **(wish | changed))


def test_a_text_carries_the_code_and_names_nothing(hold: Hold, mailserver: MailServer) -> None:
    check = send(hold)
    assert dispatch_due(now=NOW) == 1
    (text,) = mailserver.to(GATEWAY)
    assert text.part("text/plain").startswith(f"{code_of(check)} is your code for MedClinic.")
    assert "neurologist" not in text.written().lower()
    assert rows() == [("code", "1", "text", "sent")]


def test_a_mail_carries_the_code(hold: Hold, mailserver: MailServer) -> None:
    check = send(hold, channel="email", address="new@mail.example")
    dispatch_due(now=NOW)
    (mail,) = mailserver.to("new@mail.example")
    assert code_of(check) in mail.mail["Subject"]
    assert code_of(check) in mail.part("text/plain")


def test_a_code_goes_before_what_is_older(hold: Hold, world: World, mailserver: MailServer) -> None:
    booked(world, start=at(27, 9))
    OutboxMessage.objects.update(next_try_at=NOW - timedelta(hours=1))
    send(hold)
    dispatch_due(now=NOW, batch=1)
    assert rows(status="sent") == [("code", "1", "text", "sent")]


def test_asking_twice_sends_once_and_a_new_code_replaces_the_old(
    hold: Hold, mailserver: MailServer
) -> None:
    send(hold)
    send(hold)
    second = send(hold, is_new=True)
    dispatch_due(now=NOW)
    assert [code_of(second) in each.everything() for each in mailserver.received] == [True]
    assert rows() == [("code", "1", "text", "cancelled"), ("code", "2", "text", "sent")]


def test_a_code_nobody_can_use_is_not_sent(hold: Hold, mailserver: MailServer) -> None:
    send(hold)
    release_hold(clinic=hold[0].clinic, uid=hold[0].uid, token=hold[1], now=NOW)
    dispatch_due(now=NOW)
    assert mailserver.received == []
    assert rows() == [("code", "1", "text", "cancelled")]


def test_a_code_that_comes_too_late_expires(hold: Hold, mailserver: MailServer) -> None:
    send(hold)
    dispatch_due(now=NOW + timedelta(minutes=11))
    assert mailserver.received == []
    assert rows() == [("code", "1", "text", "expired")]
