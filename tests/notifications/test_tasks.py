"""The task that beat calls: real rows, a real mail server, the real clock."""

from datetime import timedelta

from django.utils import timezone

from config.celery import app
from notifications.tasks import send_due_messages
from tests.notifications.mailserver import MailServer
from tests.notifications.visits import GATEWAY, booked, rows
from tests.world import OLENA, World


def test_one_call_plans_and_sends_all_that_is_due(world: World, mailserver: MailServer) -> None:
    start = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=9)
    while start.weekday() > 4 or not 9 <= start.astimezone(world.clinic.zone).hour <= 14:
        start += timedelta(hours=1)
    booked(world, start=start, now=timezone.now())
    send_due_messages()
    assert sorted(each.to for each in mailserver.received) == [GATEWAY, OLENA.email]
    assert {row[3] for row in rows(kind="reminder")} == {"pending"}
    send_due_messages()
    assert len(mailserver.received) == 2


def test_beat_calls_it_by_this_name() -> None:
    called = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert send_due_messages.name in called
