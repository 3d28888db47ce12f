"""A request is answered: yes, no, or by running out."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from psycopg.types.range import Range

from clinics.errors import NotAllowed, NotFound
from clinics.models import Closure, WorkingHours
from intake.services.booking import book_appointment, confirm_hold
from intake.services.booking_requests import (
    accept_request,
    decline_request,
    expire_unanswered_requests,
)
from intake.services.holds import hold_slot
from intake.services.reschedule import reschedule_appointment
from people.models import Role, User
from scheduling.core.booking_requests import DeclineReason
from scheduling.core.status import Status
from scheduling.errors import NotPossible, StaleRevision
from scheduling.models import Allocation, Appointment, AppointmentEvent
from scheduling.services.cancellation import cancel_appointment
from tests.world import NGOZI, NOW, OLENA, World, at, build_clinic, request_for, staff

START = at(26, 9)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def amara(world: World) -> User:
    """A doctor of the clinic."""
    return staff(world, Role.DOCTOR, "amara@medclinic.example")


@pytest.fixture
def visit(world: World) -> Appointment:
    return ask(world)


def ask(world: World, who: object = OLENA, start: datetime = START) -> Appointment:
    """Ask for a procedure without an order, as patients do."""
    return book_appointment(
        clinic=world.clinic,
        codes=["tfesi"],
        start=start,
        request=request_for(who),  # type: ignore[arg-type]
        now=NOW,
    )


def accept(world: World, visit: Appointment, by: User, **fields: object) -> Appointment:
    wish = {"revision": visit.revision, "now": NOW + HOUR, "by": by} | fields
    return accept_request(clinic=world.clinic, uid=visit.uid, **wish)  # type: ignore[arg-type]


def decline(world: World, visit: Appointment, by: User, **fields: object) -> Appointment:
    wish = {"revision": visit.revision, "now": NOW + HOUR, "by": by} | fields
    wish.setdefault("reason", DeclineReason.CONSULTATION)
    return decline_request(clinic=world.clinic, uid=visit.uid, **wish)  # type: ignore[arg-type]


def is_kept(visit: Appointment) -> bool:
    return Allocation.objects.filter(appointment=visit, released_at=None).exists()


def history(visit: Appointment) -> list[tuple[str, int, int | None]]:
    told = AppointmentEvent.objects.filter(appointment=visit)
    return list(told.values_list("what", "revision", "by"))


def test_a_request_says_until_when_it_is_answered(visit: Appointment) -> None:
    assert (visit.status, visit.decide_by) == (Status.REQUESTED, NOW + DAY)
    assert is_kept(visit)


def test_a_hold_that_becomes_a_request_says_it_too(world: World) -> None:
    hold, token = hold_slot(clinic=world.clinic, codes=["tfesi"], start=at(3, 9), now=NOW)
    assert hold.decide_by is None
    asked = confirm_hold(
        clinic=world.clinic, uid=hold.uid, token=token, request=request_for(), now=NOW
    )
    # 24 hours after asking would be the very start of the visit.
    assert (asked.status, asked.decide_by) == (Status.REQUESTED, NOW + HOUR)


def test_a_firm_booking_waits_for_no_answer(world: World, amara: User) -> None:
    booked = book_appointment(
        clinic=world.clinic,
        codes=["tfesi"],
        start=START,
        request=request_for(),
        now=NOW,
        by=amara,
    )
    assert booked.decide_by is None


def test_the_clinic_says_how_long_it_may_take(world: World) -> None:
    world.clinic.request_deadline_hours = 30
    assert ask(world).decide_by == NOW + 3 * DAY


def test_only_hours_in_which_somebody_is_there_count(world: World) -> None:
    shut = Range(at(2, 12), at(3, 12))
    Closure.objects.create(clinic=world.clinic, during=shut, reason="Water")
    # Three hours before the water came, six in the afternoon after, one in the next morning.
    assert ask(world).decide_by == at(4, 9)


def test_a_clinic_without_hours_counts_all_of_them(world: World) -> None:
    WorkingHours.objects.filter(clinic=world.clinic, resource=None).delete()
    assert ask(world).decide_by == NOW + 10 * HOUR


def test_a_request_for_another_time_begins_anew(world: World, visit: Appointment) -> None:
    moved = reschedule_appointment(
        clinic=world.clinic,
        uid=visit.uid,
        revision=1,
        start=at(27, 9),
        now=NOW + 5 * HOUR,
    )
    moved.refresh_from_db()
    assert (moved.status, moved.decide_by) == (Status.REQUESTED, NOW + 5 * HOUR + DAY)


def test_the_database_wants_a_deadline(visit: Appointment) -> None:
    with pytest.raises(IntegrityError, match="answered_in_time"), transaction.atomic():
        Appointment.objects.filter(pk=visit.pk).update(decide_by=None)


@pytest.mark.parametrize("reason", ["call", "nonsense"])
def test_only_what_was_called_off_was_declined(visit: Appointment, reason: str) -> None:
    with pytest.raises(IntegrityError, match="declined_is_cancelled"), transaction.atomic():
        Appointment.objects.filter(pk=visit.pk).update(decline_reason=reason)


def test_accepting_makes_it_firm(world: World, visit: Appointment, amara: User) -> None:
    accepted = accept(world, visit, amara)
    accepted.refresh_from_db()
    assert (accepted.status, accepted.decide_by) == (Status.BOOKED, None)
    assert (accepted.revision, accepted.schedule_revision, accepted.ical_sequence) == (2, 1, 1)
    assert is_kept(visit)
    assert history(visit) == [("requested", 1, None), ("accepted", 2, amara.pk)]


def test_whoever_accepts_answers_for_the_order_only(
    world: World, visit: Appointment, amara: User
) -> None:
    assert visit.flags == ["missing_order", "screening_open", "side_missing"]
    flags = accept(world, visit, amara).flags
    assert flags == ["accepted_without_order", "screening_open", "side_missing"]


def test_declining_frees_the_time_and_keeps_why(
    world: World, visit: Appointment, amara: User
) -> None:
    declined = decline(world, visit, amara, note="MRI is from 2019")
    declined.refresh_from_db()
    assert (declined.status, declined.decline_reason) == (Status.CANCELLED, "consultation")
    assert (declined.cancel_reason, declined.decide_by) == ("MRI is from 2019", None)
    assert (declined.revision, declined.ical_sequence) == (2, 1)
    assert not is_kept(visit)
    assert history(visit) == [("requested", 1, None), ("declined", 2, amara.pk)]
    assert ask(world, NGOZI).status == Status.REQUESTED


def test_a_note_in_the_history_is_no_text(world: World, visit: Appointment, amara: User) -> None:
    decline(world, visit, amara, note="MRI is from 2019")
    event = AppointmentEvent.objects.get(appointment=visit, what="declined")
    assert event.after == {"status": "cancelled", "reason": "consultation"}


def test_an_unanswered_request_ends_and_frees_its_time(world: World, visit: Appointment) -> None:
    late = ask(world, NGOZI, at(27, 9))
    Appointment.objects.filter(pk=late.pk).update(decide_by=NOW + 2 * DAY)
    assert expire_unanswered_requests(now=NOW + DAY - timedelta(seconds=1)) == 0
    assert expire_unanswered_requests(now=NOW + DAY) == 1
    assert expire_unanswered_requests(now=NOW + DAY) == 0
    visit.refresh_from_db()
    late.refresh_from_db()
    assert (visit.status, visit.revision, visit.ical_sequence) == (Status.EXPIRED, 2, 1)
    assert not is_kept(visit)
    assert history(visit) == [("requested", 1, None), ("unanswered", 2, None)]
    assert (late.status, is_kept(late)) == (Status.REQUESTED, True)


def test_requests_end_in_batches_the_oldest_first(world: World, visit: Appointment) -> None:
    newer = ask(world, NGOZI, at(27, 9))
    Appointment.objects.filter(pk=newer.pk).update(decide_by=NOW + DAY + HOUR)
    assert expire_unanswered_requests(now=NOW + 3 * DAY, batch=1) == 1
    visit.refresh_from_db()
    newer.refresh_from_db()
    assert (visit.status, newer.status) == (Status.EXPIRED, Status.REQUESTED)


def test_holds_and_bookings_are_nobodys_requests(world: World, amara: User) -> None:
    hold_slot(clinic=world.clinic, codes=["tfesi"], start=at(3, 9), now=NOW)
    accept(world, ask(world), amara)
    assert expire_unanswered_requests(now=NOW + 90 * DAY) == 0


def test_a_late_yes_counts_while_nothing_has_ended(
    world: World, visit: Appointment, amara: User
) -> None:
    assert accept(world, visit, amara, now=NOW + DAY + HOUR).status == Status.BOOKED


def test_nothing_is_accepted_once_its_time_has_come(
    world: World, visit: Appointment, amara: User
) -> None:
    with pytest.raises(NotPossible):
        accept(world, visit, amara, now=START)


@pytest.mark.parametrize("answer", [accept, decline])
def test_only_doctors_answer(world: World, visit: Appointment, rita: User, answer: object) -> None:
    for role in set(Role) - {Role.DOCTOR}:
        rita.role = role
        with pytest.raises(NotAllowed):
            answer(world, visit, rita)  # type: ignore[operator]
    visit.refresh_from_db()
    assert visit.status == Status.REQUESTED


@pytest.mark.parametrize("answer", [accept, decline])
def test_what_is_answered_stays_answered(
    world: World, visit: Appointment, amara: User, answer: object
) -> None:
    with pytest.raises(StaleRevision):
        answer(world, visit, amara, revision=0)  # type: ignore[operator]
    accepted = accept(world, visit, amara)
    with pytest.raises(NotPossible):
        answer(world, accepted, amara)  # type: ignore[operator]


@pytest.mark.parametrize("answer", [accept, decline])
def test_another_clinics_request_does_not_exist(
    world: World, visit: Appointment, amara: User, answer: object
) -> None:
    other = replace(world, clinic=build_clinic(slug="elsewhere").clinic)
    with pytest.raises(NotFound):
        answer(other, visit, amara)  # type: ignore[operator]


def test_a_patient_may_call_a_request_off(world: World, visit: Appointment) -> None:
    gone = cancel_appointment(
        clinic=world.clinic, uid=visit.uid, revision=1, reason="better", now=NOW
    )
    assert (gone.decide_by, gone.decline_reason) == (None, "")
    assert expire_unanswered_requests(now=NOW + 3 * DAY) == 0
