from datetime import timedelta

from pytest_django import DjangoAssertNumQueries

from notifications.models import OutboxMessage
from notifications.selectors import database_now, outbox_health, waiting_messages
from notifications.services.schedule import plan_messages
from tests.notifications.visits import SECOND, booked
from tests.world import NGOZI, NOW, World, at


def test_health_tells_how_late_we_are(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    booked(world)
    late = NOW + timedelta(minutes=6)
    assert outbox_health(now=late).oldest_event_seconds == 360
    plan_messages(now=NOW)
    with django_assert_num_queries(3):
        health = outbox_health(now=late)
    assert (health.oldest_due_seconds, health.oldest_event_seconds) == (360, 0)
    assert health.counts == {
        "pending": 4,
        "sent": 0,
        "cancelled": 0,
        "expired": 0,
        "dead": 0,
        "uncertain": 0,
    }


def test_what_is_due_later_is_not_late(world: World) -> None:
    booked(world)
    plan_messages(now=NOW)
    OutboxMessage.objects.filter(kind="confirmation").update(status="sent", sent_at=NOW)
    health = outbox_health(now=NOW + SECOND)
    assert health.oldest_due_seconds == 0
    assert (health.counts["sent"], health.counts["pending"]) == (2, 2)


def test_an_empty_outbox_is_healthy(db: None) -> None:
    assert outbox_health(now=NOW).oldest_due_seconds == 0


def test_waiting_messages_are_those_somebody_asked_for(world: World) -> None:
    visit = booked(world)
    booked(world, start=at(25, 9), details=NGOZI, source="seed")
    plan_messages(now=NOW)
    assert {each.appointment for each in waiting_messages()} == {visit}


def test_all_dispatchers_share_the_databases_clock(db: None) -> None:
    first, second = database_now(), database_now()
    assert first < second  # not the frozen time of a transaction
    assert first.utcoffset() == timedelta(0)
