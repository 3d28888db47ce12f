"""The lease on a message: who has it, how long, and what the one before may still do."""

from notifications.services.leases import (
    LEASE,
    begin_sending,
    claim_due,
    put_back,
    release,
    settle,
)
from notifications.services.schedule import plan_messages
from tests.notifications.visits import booked
from tests.world import NOW, World, at


def test_a_dispatcher_that_was_too_slow_changes_nothing(world: World) -> None:
    booked(world)
    plan_messages(now=NOW)
    slow = claim_due(now=NOW, batch=1)[0]
    assert begin_sending(slow, now=NOW)
    after = NOW + LEASE
    quick = next(each for each in claim_due(now=after, batch=9) if each.pk == slow.pk)
    assert not begin_sending(slow, now=after)
    assert not settle(slow, "dead")
    assert not put_back(slow, until=after)
    assert begin_sending(quick, now=after)
    assert settle(quick, "sent", sent_at=after)


def test_a_lease_ends_by_itself_and_is_renewed_by_a_try(world: World) -> None:
    booked(world)
    plan_messages(now=NOW)
    (first, second) = claim_due(now=NOW, batch=20)
    assert claim_due(now=NOW + LEASE / 2, batch=20) == []
    begin_sending(first, now=NOW + LEASE / 2)
    again = claim_due(now=NOW + LEASE, batch=20)
    assert [each.pk for each in again] == [second.pk]


def test_what_is_given_back_can_be_claimed_at_once(world: World) -> None:
    booked(world)
    plan_messages(now=NOW)
    (message,) = claim_due(now=NOW, batch=1)
    release(message)
    assert message.pk in [each.pk for each in claim_due(now=NOW, batch=20)]


def test_a_claim_takes_no_more_than_its_batch(world: World) -> None:
    booked(world)
    plan_messages(now=NOW)
    assert len(claim_due(now=at(25, 12), batch=3)) == 3
    assert len(claim_due(now=at(25, 12), batch=3)) == 1
