from datetime import timedelta

from django.db import transaction
from pytest_django import DjangoAssertNumQueries, Settings

from intake.services.booking import book_appointment
from intake.services.holds import hold_slot
from notifications.models import OutboxMessage
from notifications.services.schedule import plan_messages
from people.models import User
from people.services.patients import PatientDetails
from scheduling.core.status import Status
from scheduling.models import Appointment, AppointmentEvent
from scheduling.services.events import record_event
from scheduling.services.holds import release_hold
from tests.notifications.visits import START, booked, cancelled, moved, rows
from tests.world import HANNES, NGOZI, NOW, OLENA, World, at, request_for

LATER = NOW + timedelta(minutes=1)


def plan_all() -> None:
    while plan_messages(now=LATER):
        pass


def test_a_booking_becomes_confirmations_and_reminders(world: World) -> None:
    visit = booked(world)
    assert plan_messages(now=LATER) == 1
    assert rows() == [
        ("confirmation", "0", "email", "pending"),
        ("confirmation", "0", "text", "pending"),
        ("reminder", "3d", "email", "pending"),
        ("reminder", "1d", "text", "pending"),
    ]
    first = OutboxMessage.objects.order_by("dedup_key").first()
    assert first is not None
    assert first.dedup_key == f"{visit.uid}:1:confirmation:0:email:0"
    assert (first.clinic_id, first.next_try_at, first.not_after) == (
        visit.clinic_id,
        NOW,
        START,
    )


def test_a_request_says_so_and_is_confirmed_once_it_is_booked(world: World, rita: User) -> None:
    visit = book_appointment(
        clinic=world.clinic, codes=["tfesi"], start=START, request=request_for(OLENA), now=NOW
    )
    plan_all()
    assert {row[0] for row in rows()} == {"request"}

    # Accepting is not a service yet; it will write this status and this event.
    Appointment.objects.filter(pk=visit.pk).update(status=Status.BOOKED)
    record_event(visit, "booked", now=NOW + timedelta(hours=2), by=rita)
    plan_all()
    assert {row[0] for row in rows(status="pending")} == {"confirmation", "reminder"}
    assert rows(kind="request") == [
        ("request", "0", "email", "cancelled"),
        ("request", "0", "text", "cancelled"),
    ]


def test_a_move_voids_what_was_planned_for_the_old_time(world: World) -> None:
    visit = booked(world)
    plan_all()
    moved(visit, at(30, 11), now=LATER)
    plan_all()
    assert {row[3] for row in rows(schedule_revision=1)} == {"cancelled"}
    assert rows(schedule_revision=2) == [
        ("confirmation", "0", "email", "pending"),
        ("confirmation", "0", "text", "pending"),
        ("reminder", "3d", "email", "pending"),
        ("reminder", "1d", "text", "pending"),
    ]
    last = OutboxMessage.objects.get(schedule_revision=2, offset="1d")
    assert last.due_at == at(29, 11)


def test_booked_and_moved_before_anybody_looked_is_told_once(world: World) -> None:
    visit = booked(world)
    moved(visit, at(30, 11), now=LATER)
    assert plan_messages(now=LATER) == 2
    assert rows(schedule_revision=1) == []
    assert len(rows(schedule_revision=2)) == 4


def test_events_read_one_by_one_give_the_same_messages(world: World) -> None:
    visit = booked(world)
    moved(visit, at(30, 11), now=LATER)
    assert plan_messages(now=LATER, batch=1) == 1
    assert plan_messages(now=LATER, batch=1) == 1
    assert rows(schedule_revision=1) == []
    assert len(rows(schedule_revision=2)) == 4


def test_a_cancelled_visit_is_told_so_and_nothing_else(world: World) -> None:
    visit = booked(world)
    plan_all()
    cancelled(visit, now=LATER)
    plan_all()
    assert rows(status="pending") == [
        ("cancellation", "0", "email", "pending"),
        ("cancellation", "0", "text", "pending"),
    ]
    assert {row[3] for row in rows(kind="reminder")} == {"cancelled"}


def test_what_was_sent_stays_sent(world: World) -> None:
    visit = booked(world)
    plan_all()
    OutboxMessage.objects.filter(kind="confirmation").update(status="sent", sent_at=LATER)
    cancelled(visit, now=LATER)
    plan_all()
    assert {row[3] for row in rows(kind="confirmation")} == {"sent"}


def test_holds_make_no_messages(world: World) -> None:
    hold, token = hold_slot(clinic=world.clinic, codes=["tfesi"], start=START, now=NOW)
    release_hold(clinic=world.clinic, uid=hold.uid, token=token, now=LATER)
    assert plan_messages(now=LATER) == 2
    assert rows() == []
    assert not AppointmentEvent.objects.filter(read_at=None).exists()


def test_without_a_gateway_everything_goes_by_mail(world: World, settings: Settings) -> None:
    settings.SMS_GATEWAY_DOMAIN = ""
    booked(world)
    plan_all()
    assert {row[2] for row in rows()} == {"email"}


def test_a_patient_without_any_address_gets_nothing(world: World) -> None:
    booked(world, details=PatientDetails("Taras Bondar", OLENA.date_of_birth))
    plan_all()
    assert rows() == []


def test_seeded_visits_are_reminded_of_but_not_confirmed(world: World) -> None:
    booked(world, source="seed")
    past = booked(world, details=NGOZI, start=at(4, 9), source="seed")
    plan_messages(now=at(5, 9))
    assert rows() == [
        ("reminder", "3d", "email", "pending"),
        ("reminder", "1d", "text", "pending"),
    ]
    assert not OutboxMessage.objects.filter(appointment=past).exists()


def test_a_demo_that_starts_at_night_expires_nothing(world: World) -> None:
    """The first reminder is overdue and useless by the morning: it is not even written."""
    booked(world, source="seed")
    plan_messages(now=at(24, 22))
    assert rows() == [("reminder", "1d", "text", "pending")]
    booked(world, details=NGOZI, start=at(26, 14), source="seed")
    plan_messages(now=at(25, 22))
    assert len(rows()) == 2


def test_a_seeded_visit_that_is_moved_speaks_like_any_other(world: World) -> None:
    visit = booked(world, source="seed")
    plan_all()
    moved(visit, at(30, 11), now=LATER)
    plan_all()
    assert ("confirmation", "0", "email", "pending") in rows()


def test_reading_twice_writes_once(world: World) -> None:
    booked(world)
    plan_all()
    before = rows()
    AppointmentEvent.objects.update(read_at=None)
    plan_all()
    assert rows() == before


def test_news_and_their_reading_are_one_transaction(world: World) -> None:
    booked(world)
    savepoint = transaction.savepoint()
    plan_messages(now=LATER)
    transaction.savepoint_rollback(savepoint)
    assert rows() == []
    assert plan_messages(now=LATER) == 1


def test_a_batch_costs_a_fixed_number_of_queries(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for day, details in ((24, OLENA), (25, NGOZI), (26, HANNES)):
        booked(world, start=at(day, 9), details=details)
    with django_assert_max_num_queries(8):  # 6 and the transaction
        assert plan_messages(now=LATER) == 3
    assert len(rows()) == 12
