from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from demo.mailbox.tasks import show_reminders
from notifications.models import OutboxMessage
from notifications.services.schedule import plan_messages
from scheduling.selectors.plan import plan_visit
from scheduling.selectors.slots import available_slots
from tests.notifications.visits import booked
from tests.world import build_clinic, load_test_catalogue


@pytest.fixture
def reminders(db: None, settings: Settings) -> list[OutboxMessage]:
    """Two reminders of one visit in twenty days, written a minute ago."""
    settings.DEMO = True
    load_test_catalogue()
    now = timezone.now()
    world = build_clinic()
    day = (now + timedelta(days=20)).date()
    plan = plan_visit(clinic=world.clinic, codes=["tfesi"], now=now)
    slots = available_slots(plan, first=day, last=day + timedelta(days=7), now=now, limit=1)
    booked(world, start=slots[0].start, now=now)
    plan_messages(now=now)
    OutboxMessage.objects.update(created_at=now - timedelta(minutes=1))
    rows = OutboxMessage.objects.filter(kind="reminder").order_by("due_at")
    assert rows.count() == 2
    return list(rows)


def due_now() -> list[int]:
    return list(
        OutboxMessage.objects.filter(kind="reminder", due_at__lte=timezone.now()).values_list(
            "pk", flat=True
        )
    )


def test_a_visitor_of_the_demo_sees_one_reminder_soon(reminders: list[OutboxMessage]) -> None:
    assert show_reminders() == 1
    assert due_now() == [reminders[0].pk]
    assert show_reminders() <= 1
    assert due_now() == [reminders[0].pk]


def test_the_other_reminder_keeps_its_time(reminders: list[OutboxMessage]) -> None:
    first = OutboxMessage.objects.filter(pk=reminders[0].pk)
    first.update(status="sent", sent_at=timezone.now())
    assert show_reminders() == 0
    assert due_now() == []
