import pytest

from clinics.errors import NotFound
from notifications.models import OutboxMessage
from notifications.services.dispatch import dispatch_due
from notifications.services.schedule import plan_messages
from notifications.services.send_now import bring_forward
from tests.notifications.mailserver import MailServer
from tests.notifications.visits import GATEWAY, booked, cancelled
from tests.world import NOW, World, at


@pytest.fixture
def reminder(world: World, mailserver: MailServer) -> OutboxMessage:
    booked(world)
    plan_messages(now=NOW)
    dispatch_due(now=NOW)
    mailserver.received.clear()
    return OutboxMessage.objects.get(offset="1d")


def test_a_message_brought_forward_goes_at_once_even_at_night(
    reminder: OutboxMessage, mailserver: MailServer
) -> None:
    night = at(10, 23)
    assert dispatch_due(now=night) == 0
    bring_forward(key=reminder.dedup_key, now=night)
    dispatch_due(now=night)
    assert [each.to for each in mailserver.received] == [GATEWAY]


def test_it_is_still_judged(reminder: OutboxMessage, mailserver: MailServer) -> None:
    bring_forward(key=reminder.dedup_key, now=NOW)
    cancelled(reminder.appointment, now=NOW)
    dispatch_due(now=NOW)
    assert mailserver.received == []


def test_only_what_waits_can_be_brought_forward(reminder: OutboxMessage) -> None:
    OutboxMessage.objects.filter(pk=reminder.pk).update(status="cancelled")
    for key in (reminder.dedup_key, "unknown", ""):
        with pytest.raises(NotFound):
            bring_forward(key=key, now=NOW)
