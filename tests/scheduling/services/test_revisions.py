"""Moving and cancelling: the old time is freed only when it may be."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from clinics.errors import NotFound
from intake.services.booking import book_appointment
from intake.services.reschedule import reschedule_appointment
from people.models import User
from scheduling.core.status import Status
from scheduling.errors import NotPossible, RuleBroken, SlotTaken, StaleRevision
from scheduling.models import Allocation, Appointment, AppointmentEvent
from scheduling.services.cancellation import cancel_appointment
from scheduling.services.links import manage_token
from tests.world import HANNES, NGOZI, NOW, OLENA, World, at, build_clinic, request_for

START = at(3, 9)


@pytest.fixture
def visit(world: World) -> Appointment:
    return book(world, OLENA)


def book(world: World, who=OLENA, start=START) -> Appointment:
    return book_appointment(
        clinic=world.clinic, codes=["tfesi"], start=start, request=request_for(who), now=NOW
    )


def move(world: World, visit: Appointment, **fields: object) -> Appointment:
    wish = {"start": at(4, 9), "revision": visit.revision, "now": NOW} | fields
    return reschedule_appointment(clinic=world.clinic, uid=visit.uid, **wish)  # type: ignore[arg-type]


def cancel(world: World, visit: Appointment, **fields: object) -> Appointment:
    wish = {"reason": "ill", "revision": visit.revision, "now": NOW} | fields
    return cancel_appointment(clinic=world.clinic, uid=visit.uid, **wish)  # type: ignore[arg-type]


def taken(visit: Appointment) -> list[tuple[object, object]]:
    live = Allocation.objects.filter(appointment=visit, released_at=None)
    return [(each.during.lower, each.during.upper) for each in live.order_by("during", "pk")]


def test_moving_takes_the_new_time_and_frees_the_old(world: World, visit: Appointment) -> None:
    before = taken(visit)
    moved = move(world, visit)
    day = timedelta(days=1)
    assert taken(moved) == [(start + day, end + day) for start, end in before]  # type: ignore[operator]
    assert moved.local_start == "2026-11-04T09:00+02:00"
    assert next(each.planned.lower for each in moved.phases.all()) == at(4, 9)


def test_moving_raises_every_counter_that_others_rely_on(world: World, visit: Appointment) -> None:
    old_link = manage_token(visit)
    moved = move(world, visit)
    assert (moved.revision, moved.schedule_revision, moved.ical_sequence) == (2, 2, 1)
    assert manage_token(moved) != old_link
    assert (moved.uid, moved.reference) == (visit.uid, visit.reference)
    event = AppointmentEvent.objects.get(appointment=visit, what="rescheduled")
    assert event.before == {"start": "2026-11-03T09:00+02:00"}
    assert event.after == {"start": "2026-11-04T09:00+02:00"}


def test_a_visit_may_move_into_its_own_old_time(world: World, visit: Appointment) -> None:
    moved = move(world, visit, start=at(3, 9, 10))
    assert moved.during.lower == at(3, 9, 10)
    assert len(taken(moved)) == 4


def test_a_move_that_fails_changes_nothing(world: World, visit: Appointment) -> None:
    book(world, NGOZI, at(4, 9))
    book(world, HANNES, at(4, 9))
    before = taken(visit)
    with pytest.raises(SlotTaken) as lost:
        move(world, visit)
    assert lost.value.nearest
    with pytest.raises(RuleBroken):
        move(world, visit, start=at(2, 10))
    visit.refresh_from_db()
    assert (visit.revision, visit.during.lower, taken(visit)) == (1, START, before)


def test_somebody_elses_change_is_not_overwritten(world: World, visit: Appointment) -> None:
    move(world, visit)
    with pytest.raises(StaleRevision) as stale:
        cancel(world, visit, revision=1)
    assert stale.value.current == 2
    with pytest.raises(StaleRevision):
        move(world, visit, revision=1)


def test_cancelling_frees_everything_and_keeps_the_row(world: World, visit: Appointment) -> None:
    cancelled = cancel(world, visit)
    assert cancelled.status == Status.CANCELLED
    assert (cancelled.revision, cancelled.ical_sequence) == (2, 1)
    assert taken(visit) == []
    assert visit.allocations.count() == 4
    assert book(world, NGOZI).status == Status.REQUESTED


def test_what_is_over_cannot_be_moved_or_cancelled(world: World, visit: Appointment) -> None:
    gone = cancel(world, visit)
    with pytest.raises(NotPossible):
        cancel(world, gone)
    with pytest.raises(NotPossible):
        move(world, gone)


def test_another_clinics_visit_does_not_exist(world: World, visit: Appointment) -> None:
    other = build_clinic(slug="elsewhere", time_zone="Europe/Lisbon")
    with pytest.raises(NotFound):
        move(other, visit)
    with pytest.raises(NotFound):
        cancel(other, visit)


def test_history_cannot_be_rewritten(world: World, visit: Appointment) -> None:
    event = AppointmentEvent.objects.get(appointment=visit)
    events = AppointmentEvent.objects.filter(pk=event.pk)
    for rewrite in (lambda: events.update(what="booked"), events.delete):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            rewrite()
    assert events.update(read_at=NOW) == 1


def test_each_write_is_told_once(world: World, visit: Appointment, rita: User) -> None:
    moved = move(world, visit, by=rita)
    cancel(world, moved, by=rita)
    told = AppointmentEvent.objects.filter(appointment=visit).values_list("what", "revision", "by")
    assert list(told) == [
        ("requested", 1, None),
        ("rescheduled", 2, rita.pk),
        ("cancelled", 3, rita.pk),
    ]
