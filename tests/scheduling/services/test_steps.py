"""Steps of the day: what each writes, what it frees, and how it is taken back."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from clinics.errors import InvalidRequest, NotAllowed
from intake.services.booking import book_appointment
from people.models import Role, User
from scheduling.core.event_kind import EventKind
from scheduling.core.status import IllegalStep, Status
from scheduling.errors import NotPossible, SlotTaken, StaleRevision
from scheduling.models import Allocation, Appointment, AppointmentEvent
from scheduling.services.steps import advance_visit, undo_step
from tests.world import HANNES, NOW, World, at, request_for, staff

NINE = at(26, 9)
STEPS = {
    Status.ARRIVED: [],
    Status.PREPARING: [Status.ARRIVED],
    Status.IN_PROCEDURE: [Status.ARRIVED, Status.PREPARING],
    Status.IN_RECOVERY: [Status.ARRIVED, Status.PREPARING, Status.IN_PROCEDURE],
    Status.NO_SHOW: [],
    Status.LEFT: [Status.ARRIVED],
    Status.STOPPED: [Status.ARRIVED, Status.PREPARING, Status.IN_PROCEDURE],
    Status.TRANSFERRED: [Status.ARRIVED, Status.PREPARING, Status.IN_PROCEDURE],
    Status.DISCHARGED: [Status.ARRIVED, Status.PREPARING, Status.IN_PROCEDURE],
}
FREES = {Status.NO_SHOW, Status.LEFT, Status.TRANSFERRED}


@pytest.fixture
def visit(world: World, rita: User) -> Appointment:
    return book_appointment(
        clinic=world.clinic, codes=["tfesi"], start=NINE, request=request_for(), now=NOW, by=rita
    )


def advance(
    visit: Appointment, to: Status, by: User, *, minute: int = 0, reason: str = "felt faint"
) -> Appointment:
    visit.refresh_from_db()
    now = NINE + timedelta(minutes=minute)
    return advance_visit(
        clinic=visit.clinic,
        uid=visit.uid,
        revision=visit.revision,
        to=to,
        now=now,
        by=by,
        reason=reason,
    )


def undo(visit: Appointment, by: User, *, now: datetime) -> Appointment:
    visit.refresh_from_db()
    return undo_step(clinic=visit.clinic, uid=visit.uid, revision=visit.revision, now=now, by=by)


def walk(visit: Appointment, to: Status, by: User) -> int:
    """Take the steps to a status, a minute each; return the minute of the last."""
    for minute, step in enumerate([*STEPS[to], to]):
        advance(visit, step, by, minute=minute)
    return len(STEPS[to])


def held(visit: Appointment) -> int:
    return Allocation.objects.filter(appointment=visit, released_at=None).count()


@pytest.mark.parametrize("to", STEPS)
def test_a_step_is_written_with_its_history(visit: Appointment, rita: User, to: Status) -> None:
    minute = walk(visit, to, rita)
    visit.refresh_from_db()
    assert visit.status == to
    last = visit.events.order_by("-pk")[0]
    assert (last.what, last.by, last.revision) == (to.value, rita, visit.revision)
    assert last.at == NINE + timedelta(minutes=minute)
    assert last.after["status"] == to
    assert bool(held(visit)) == (to not in FREES)


def state(visit: Appointment) -> tuple[object, ...]:
    visit.refresh_from_db()
    phases = visit.phases.values_list("kind", "started_at", "ended_at")
    return visit.status, held(visit), *phases


@pytest.mark.parametrize("to", STEPS)
def test_a_step_is_taken_back_with_all_it_did(visit: Appointment, rita: User, to: Status) -> None:
    for minute, step in enumerate(STEPS[to]):
        advance(visit, step, rita, minute=minute)
    before, minute = state(visit), len(STEPS[to])
    advance(visit, to, rita, minute=minute)
    undo(visit, rita, now=NINE + timedelta(minutes=minute + 2))
    assert state(visit) == before
    assert visit.events.order_by("-pk")[0].what == EventKind.UNDONE
    advance(visit, to, rita, minute=minute + 2)
    assert state(visit)[0] == to


def test_phases_get_their_real_times(visit: Appointment, rita: User) -> None:
    walk(visit, Status.DISCHARGED, rita)
    minutes = [NINE + timedelta(minutes=number) for number in range(4)]
    assert list(visit.phases.values_list("kind", "started_at", "ended_at")) == [
        ("preparation", minutes[1], minutes[2]),
        ("procedure", minutes[2], minutes[3]),
        ("observation", None, None),
    ]


@pytest.mark.parametrize("to", [Status.STOPPED, Status.TRANSFERRED])
def test_what_ends_badly_needs_a_reason(visit: Appointment, rita: User, to: Status) -> None:
    walk(visit, Status.IN_PROCEDURE, rita)
    with pytest.raises(InvalidRequest):
        advance(visit, to, rita, minute=3, reason="  ")
    advance(visit, to, rita, minute=3, reason="felt faint")
    assert visit.events.order_by("-pk")[0].after == {"status": to, "reason": "felt faint"}


def test_a_step_past_the_table_is_refused(visit: Appointment, rita: User) -> None:
    with pytest.raises(IllegalStep):
        advance(visit, Status.IN_RECOVERY, rita)
    assert not visit.events.exclude(what="booked").exists()


def test_two_who_tap_at_once_take_one_step(visit: Appointment, rita: User) -> None:
    seen = {"clinic": visit.clinic, "uid": visit.uid, "revision": visit.revision}
    advance_visit(**seen, to=Status.ARRIVED, now=NINE, by=rita)
    with pytest.raises(StaleRevision):
        advance_visit(**seen, to=Status.NO_SHOW, now=NINE, by=rita)


@pytest.mark.parametrize(
    ("role", "allowed"),
    [(Role.MANAGER, True), (Role.DOCTOR, False), (Role.NURSE, False), (Role.RECEPTION, False)],
)
def test_only_who_took_a_step_or_a_manager_takes_it_back(
    world: World, visit: Appointment, rita: User, role: Role, allowed: bool
) -> None:
    walk(visit, Status.ARRIVED, rita)
    other = staff(world, role, "other@medclinic.example")
    if not allowed:
        with pytest.raises(NotAllowed):
            undo(visit, other, now=NINE)
        return
    assert undo(visit, other, now=NINE).status == Status.BOOKED


@pytest.mark.parametrize("seconds", [121, 3600])
def test_a_step_is_not_taken_back_later(visit: Appointment, rita: User, seconds: int) -> None:
    walk(visit, Status.ARRIVED, rita)
    with pytest.raises(NotPossible, match="two minutes"):
        undo(visit, rita, now=NINE + timedelta(seconds=seconds))


def test_a_booking_is_not_taken_back(visit: Appointment, rita: User) -> None:
    with pytest.raises(NotPossible, match="no step"):
        undo(visit, rita, now=NOW)


def test_a_step_is_not_taken_back_twice(visit: Appointment, rita: User) -> None:
    walk(visit, Status.ARRIVED, rita)
    undo(visit, rita, now=NINE)
    with pytest.raises(NotPossible):
        undo(visit, rita, now=NINE)


def test_what_was_freed_and_taken_is_not_taken_back(
    world: World, visit: Appointment, rita: User
) -> None:
    advance(visit, Status.NO_SHOW, rita)
    room = Allocation.objects.filter(appointment=visit).order_by("pk")[0]
    other = book_appointment(
        clinic=world.clinic,
        codes=["tfesi"],
        start=at(27, 9),
        request=request_for(HANNES),
        now=NOW,
        by=rita,
    )
    moved = Allocation.objects.filter(appointment=other).order_by("pk")[0]
    Allocation.objects.filter(pk=moved.pk).update(
        resource=room.resource,
        during=room.during,
    )
    with pytest.raises(SlotTaken):
        undo(visit, rita, now=NINE)
    visit.refresh_from_db()
    assert visit.status == Status.NO_SHOW


def test_the_database_knows_the_words_of_history(visit: Appointment) -> None:
    event = AppointmentEvent(
        clinic=visit.clinic, appointment=visit, what="teleported", at=NOW, revision=1
    )
    with pytest.raises(IntegrityError, match="event_kind_is_known"), transaction.atomic():
        event.save()
