"""Sending over a real socket: what goes out, what does not, and what happens when it fails."""

from datetime import datetime, timedelta

import pytest
from pytest_django import Settings

from notifications.models import OutboxMessage
from notifications.services.dispatch import dispatch_due
from notifications.services.schedule import plan_messages
from scheduling.core.status import Status
from scheduling.models import Appointment
from tests.notifications.mailserver import MailServer
from tests.notifications.visits import GATEWAY, SECOND, START, booked, cancelled, moved, rows
from tests.world import HANNES, NGOZI, NOW, OLENA, World, at

BUSY = "451 come again"
UNKNOWN = "550 nobody of that name"


def send(now: datetime = NOW) -> int:
    """Plan and dispatch, a second apart, until nothing is due."""
    handled = 0
    while done := plan_messages(now=now) + dispatch_due(now=now):
        handled += done
        now += SECOND
    return handled


def only(**wanted: object) -> OutboxMessage:
    return OutboxMessage.objects.get(**wanted)


def test_a_booking_is_confirmed_by_mail_and_text(world: World, mailserver: MailServer) -> None:
    booked(world)
    send()
    assert {each.to for each in mailserver.received} == {OLENA.email, GATEWAY}
    assert rows(status="sent") == [
        ("confirmation", "0", "email", "sent"),
        ("confirmation", "0", "text", "sent"),
    ]
    mail = only(channel="email", kind="confirmation")
    assert mail.sent_at is not None
    assert (mail.attempts, mail.provider, mail.lease_token) == (1, "smtp", None)
    assert mail.provider_message_id == mailserver.to(OLENA.email)[0].message_id


def test_nothing_goes_before_it_is_due(world: World, mailserver: MailServer) -> None:
    booked(world)
    send(at(22, 12))
    mailserver.received.clear()
    assert send(at(23, 9) - SECOND) == 0
    send(at(23, 9))
    assert [each.to for each in mailserver.received] == [OLENA.email]
    assert send(at(25, 9) - SECOND) == 0
    send(at(25, 9))
    assert [each.to for each in mailserver.received] == [OLENA.email, GATEWAY]


def test_a_cancelled_visit_is_never_reminded_of(world: World, mailserver: MailServer) -> None:
    visit = booked(world)
    send()
    mailserver.received.clear()
    # Nobody has planned the cancellation yet: the dispatcher itself must see it.
    cancelled(visit, now=at(22, 12))
    dispatch_due(now=at(25, 9))
    assert mailserver.received == []
    assert {row[3] for row in rows(kind="reminder")} == {"cancelled"}


def test_the_old_time_is_not_told_after_a_move(world: World, mailserver: MailServer) -> None:
    visit = booked(world)
    plan_messages(now=NOW)
    moved(visit, at(30, 11), now=NOW)
    dispatch_due(now=NOW)
    assert mailserver.received == []
    assert rows(kind="confirmation", schedule_revision=1) == [
        ("confirmation", "0", "email", "cancelled"),
        ("confirmation", "0", "text", "cancelled"),
    ]


@pytest.mark.parametrize("status", [Status.ARRIVED, Status.DISCHARGED, Status.NO_SHOW])
def test_who_is_here_or_stayed_away_is_not_reminded(
    world: World, mailserver: MailServer, status: Status
) -> None:
    visit = booked(world)
    send()
    mailserver.received.clear()
    Appointment.objects.filter(pk=visit.pk).update(status=status)
    dispatch_due(now=at(25, 9))
    assert mailserver.received == []


def test_what_is_too_late_expires_and_stays_visible(world: World, mailserver: MailServer) -> None:
    booked(world)
    plan_messages(now=NOW)
    dispatch_due(now=START + timedelta(minutes=1))
    assert mailserver.received == []
    assert {row[3] for row in rows()} == {"expired"}


def test_a_reminder_late_into_the_night_waits(world: World, mailserver: MailServer) -> None:
    booked(world, start=at(26, 15))
    send()
    mailserver.received.clear()
    send(at(25, 22))
    assert mailserver.received == []
    assert only(offset="1d").next_try_at == at(26, 8)
    send(at(26, 8))
    assert [each.to for each in mailserver.received] == [GATEWAY]


def test_a_busy_server_is_asked_again_later(world: World, mailserver: MailServer) -> None:
    booked(world)
    mailserver.answers[OLENA.email] = [BUSY, BUSY]
    plan_messages(now=NOW)
    dispatch_due(now=NOW)
    mail = only(channel="email", kind="confirmation")
    assert (mail.status, mail.attempts, mail.last_error) == ("pending", 1, "SMTP 451")
    assert NOW < mail.next_try_at <= NOW + timedelta(seconds=31)
    assert (mail.lease_token, mail.send_started_at) == (None, None)

    dispatch_due(now=NOW + timedelta(minutes=1))
    mail.refresh_from_db()
    assert (mail.attempts, mail.status) == (2, "pending")
    send(NOW + timedelta(minutes=5))
    assert rows(kind="confirmation", status="sent", channel="email") != []
    assert len(mailserver.to(OLENA.email)) == 1


def test_a_refused_address_is_dead_and_the_text_takes_over(
    world: World, mailserver: MailServer
) -> None:
    booked(world)
    send()
    mailserver.answers[OLENA.email] = [UNKNOWN]
    mailserver.received.clear()
    send(at(23, 9))
    dead = only(kind="reminder", offset="3d", channel="email")
    assert (dead.status, dead.attempts, dead.last_error) == ("dead", 1, "SMTP 550")
    assert [each.to for each in mailserver.received] == [GATEWAY]
    assert "reminder of your appointment" in mailserver.received[0].part("text/plain")


def test_a_refused_phone_is_dead_and_the_mail_takes_over(
    world: World, mailserver: MailServer
) -> None:
    booked(world)
    mailserver.answers[GATEWAY] = [UNKNOWN]
    send()
    send(at(23, 9))
    mailserver.answers[GATEWAY] = [UNKNOWN]
    mailserver.received.clear()
    send(at(25, 9))
    dead = only(kind="reminder", offset="1d", channel="text")
    assert (dead.status, dead.attempts, dead.last_error) == ("dead", 1, "SMTP 550")
    assert [each.to for each in mailserver.received] == [OLENA.email]
    assert mailserver.received[0].mail["Subject"].startswith("Reminder")


def test_no_other_way_no_endless_search(world: World, mailserver: MailServer) -> None:
    booked(world)
    mailserver.answers[GATEWAY] = [UNKNOWN] * 5
    mailserver.answers[OLENA.email] = [UNKNOWN] * 5
    send()
    assert {row[3] for row in rows(kind="confirmation")} == {"dead"}
    assert len(rows(kind="confirmation")) == 2


def test_one_bad_message_does_not_hold_up_the_rest(
    world: World, mailserver: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = booked(world)
    for day, details in ((25, NGOZI), (27, HANNES)):
        booked(world, start=at(day, 9), details=details)
    # Impossible through the services; a bug somewhere else might leave it.
    first.phases.filter(position=0).update(kind="unheard_of")
    send()
    assert {each.to for each in mailserver.received} >= {NGOZI.email, HANNES.email}
    assert mailserver.to(OLENA.email) == []
    bad = only(channel="email", kind="confirmation", appointment=first)
    assert (bad.status, bad.last_error, bad.lease_token) == ("pending", "ValueError", None)


def test_a_server_that_is_away_costs_nothing_but_time(world: World, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with MailServer() as gone:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", gone.port
    booked(world)
    plan_messages(now=NOW)
    assert dispatch_due(now=NOW) == 2
    assert rows(kind="confirmation") == [
        ("confirmation", "0", "email", "pending"),
        ("confirmation", "0", "text", "pending"),
    ]
    errors = OutboxMessage.objects.filter(attempts=1).values_list("last_error", flat=True)
    assert set(errors) == {"no connection: ConnectionRefusedError"}


def test_a_broken_connection_repeats_a_mail_with_the_same_id(
    world: World, mailserver: MailServer
) -> None:
    """The server took the mail and died before saying so: only the Message-ID can help."""
    booked(world)
    replies = iter([""])
    mailserver.on_mail = lambda taken: next(replies, "250 OK") if taken.to == OLENA.email else "250"
    plan_messages(now=NOW)
    dispatch_due(now=NOW)
    assert only(channel="email", kind="confirmation").last_error == "SMTPServerDisconnected"
    send(NOW + timedelta(minutes=1))
    twice = mailserver.to(OLENA.email)
    assert len(twice) == 2
    assert len({each.message_id for each in twice}) == 1
    assert only(channel="email", kind="confirmation").status == "sent"


def test_a_text_that_perhaps_went_out_is_not_repeated(world: World, mailserver: MailServer) -> None:
    booked(world)
    send()
    send(at(23, 9))
    mailserver.received.clear()
    mailserver.on_mail = lambda taken: "" if taken.to == GATEWAY else "250 OK"
    send(at(25, 9))
    assert [each.to for each in mailserver.received] == [GATEWAY, OLENA.email]
    assert rows(kind="reminder", offset="1d") == [
        ("reminder", "1d", "text", "uncertain"),
        ("reminder", "1d", "email", "sent"),
    ]
