"""Several dispatchers, slow ones and killed ones: real connections, real processes."""

import os
import signal
import subprocess
import sys
import threading
from datetime import timedelta

from django.conf import settings as configured
from django.db import connection

from notifications.models import OutboxMessage
from notifications.services.dispatch import dispatch_due
from notifications.services.leases import (
    LEASE,
    begin_sending,
    claim_due,
)
from notifications.services.schedule import plan_messages
from tests.notifications.mailserver import MailServer, Received
from tests.notifications.visits import GATEWAY, SECOND, booked, rows
from tests.world import HANNES, NGOZI, NOW, OLENA, World, at

DISPATCHER = """
import datetime, django
django.setup()
from notifications.services.dispatch import dispatch_due
dispatch_due(now=datetime.datetime.fromisoformat({now!r}))
"""


def test_two_dispatchers_send_each_message_once(
    shared_world: World, mailserver: MailServer
) -> None:
    for day in (24, 25, 26):
        for hour, details in ((9, OLENA), (11, NGOZI), (13, HANNES)):
            booked(shared_world, start=at(day, hour), details=details, code="tpi")
    plan_messages(now=NOW)
    due = OutboxMessage.objects.filter(due_at__lte=NOW).count()
    start = threading.Barrier(4)
    claimed: list[int] = []

    def dispatch() -> None:
        start.wait()
        while number := dispatch_due(now=NOW, batch=2):
            claimed.append(number)
        connection.close()

    dispatchers = [threading.Thread(target=dispatch) for _ in range(4)]
    for dispatcher in dispatchers:
        dispatcher.start()
    for dispatcher in dispatchers:
        dispatcher.join()
    ids = [each.message_id for each in mailserver.received]
    assert (len(ids), len(set(ids)), sum(claimed)) == (due, due, due)
    assert due == 18


def test_a_killed_dispatcher_repeats_the_mail_with_the_same_id(
    shared_world: World, mailserver: MailServer, test_database_url: str
) -> None:
    """kill -9 between handing over and noting it: the worst moment there is."""
    booked(shared_world)
    plan_messages(now=NOW)
    OutboxMessage.objects.filter(channel="text").delete()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": test_database_url,
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(mailserver.port),
        "EMAIL_FROM": configured.EMAIL_FROM,
        "DEMO": "1",
    }
    process = subprocess.Popen(
        [sys.executable, "-c", DISPATCHER.format(now=NOW.isoformat())],
        env=environment,
        cwd=configured.BASE_DIR,
    )

    def kill(taken: Received) -> str:
        os.kill(process.pid, signal.SIGKILL)
        return "250 OK"

    mailserver.on_mail = kill
    assert process.wait(timeout=60) == -signal.SIGKILL
    mailserver.on_mail = lambda taken: "250 OK"
    assert rows() == [
        ("confirmation", "0", "email", "pending"),
        ("reminder", "3d", "email", "pending"),
    ]
    assert dispatch_due(now=NOW + timedelta(seconds=60)) == 0  # the lease of the dead holds

    assert dispatch_due(now=NOW + LEASE + timedelta(seconds=30)) == 1
    assert rows() == [
        ("confirmation", "0", "email", "sent"),
        ("reminder", "3d", "email", "pending"),
    ]
    first, second = mailserver.to(OLENA.email)
    assert first.message_id == second.message_id


def test_a_text_of_a_killed_dispatcher_is_uncertain(
    shared_world: World, mailserver: MailServer
) -> None:
    booked(shared_world)
    plan_messages(now=NOW)
    OutboxMessage.objects.filter(channel="email").delete()
    (message,) = claim_due(now=NOW, batch=1)
    assert begin_sending(message, now=NOW)  # and then it died
    dispatch_due(now=NOW + 2 * LEASE)
    dispatch_due(now=NOW + 2 * LEASE + SECOND)
    assert rows(kind="confirmation") == [
        ("confirmation", "0", "text", "uncertain"),
        ("confirmation", "0", "email", "sent"),
    ]
    assert mailserver.to(GATEWAY) == []


def test_a_mail_cancelled_while_on_its_way_was_sent(
    shared_world: World, mailserver: MailServer
) -> None:
    booked(shared_world)
    plan_messages(now=NOW)
    OutboxMessage.objects.filter(channel="text").delete()

    def cancel(taken: Received) -> str:
        OutboxMessage.objects.update(status="cancelled")
        connection.close()  # this thread's own
        return "250 OK"

    mailserver.on_mail = cancel
    dispatch_due(now=NOW)
    assert rows() == [
        ("confirmation", "0", "email", "sent"),
        ("reminder", "3d", "email", "cancelled"),
    ]
