"""What the outbox itself refuses, whoever writes."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from notifications.models import OutboxMessage
from notifications.services.schedule import plan_messages
from tests.notifications.visits import booked
from tests.world import NOW, World


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"status": "lost"}, "outbox_status_is_known"),
        ({"kind": "advert"}, "outbox_kind_is_known"),
        ({"channel": "pigeon"}, "outbox_channel_is_known"),
        ({"status": "sent"}, "outbox_sent_says_when"),
        ({"sent_at": NOW}, "outbox_sent_says_when"),
        ({"lease_until": NOW}, "outbox_lease_is_whole"),
        ({"not_after": NOW - timedelta(days=1)}, "outbox_due_while_useful"),
    ],
)
def test_the_database_refuses_what_cannot_be(
    world: World, fields: dict[str, object], constraint: str
) -> None:
    booked(world)
    plan_messages(now=NOW)
    one = OutboxMessage.objects.filter(kind="confirmation", channel="email")
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        one.update(**fields)
    assert one.update(status="sent", sent_at=NOW) == 1


def test_a_message_exists_once(world: World) -> None:
    booked(world)
    plan_messages(now=NOW)
    copy = OutboxMessage.objects.get(kind="confirmation", channel="email")
    copy.pk = None
    with pytest.raises(IntegrityError, match="outbox_message_once"), transaction.atomic():
        copy.save(force_insert=True)


def test_the_message_id_is_the_same_for_every_try_and_says_nothing(world: World) -> None:
    visit = booked(world)
    plan_messages(now=NOW)
    ids = {each.message_id("a.example") for each in OutboxMessage.objects.all()}
    again = {each.message_id("a.example") for each in OutboxMessage.objects.all()}
    assert ids == again
    assert len(ids) == 4
    assert not any(str(visit.uid) in each for each in ids)


def test_the_migrations_are_complete(db: None) -> None:
    said = StringIO()
    call_command("makemigrations", "notifications", dry_run=True, stdout=said)
    assert said.getvalue() == "No changes detected in app 'notifications'\n"
