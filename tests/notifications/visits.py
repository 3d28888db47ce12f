"""Visits for the tests of messages: what happens to them happens through the services."""

from datetime import datetime, timedelta

from intake.services.booking import book_appointment
from intake.services.reschedule import reschedule_appointment
from notifications.models import OutboxMessage
from people.models import Role, User
from people.services.patients import PatientDetails
from scheduling.models import Appointment
from scheduling.services.cancellation import cancel_appointment
from tests.world import NOW, OLENA, World, at, request_for

START = at(26, 9)
GATEWAY = "380500004712@sms.example"
SECOND = timedelta(seconds=1)


def receptionist(world: World) -> User:
    found = User.objects.filter(role=Role.RECEPTION).first()
    return found or User.objects.create_user("rita@medclinic.example", "x", role=Role.RECEPTION)


def booked(
    world: World,
    *,
    code: str = "tfesi",
    start: datetime = START,
    details: PatientDetails = OLENA,
    now: datetime = NOW,
    source: str = Appointment.Source.STAFF,
) -> Appointment:
    """Return a visit that reception has booked: firm at once, whatever the procedure."""
    return book_appointment(
        clinic=world.clinic,
        codes=[code],
        start=start,
        request=request_for(details),
        now=now,
        by=receptionist(world),
        source=source,
    )


def moved(visit: Appointment, start: datetime, *, now: datetime) -> Appointment:
    visit.refresh_from_db()
    return reschedule_appointment(
        clinic=visit.clinic, uid=visit.uid, revision=visit.revision, start=start, now=now
    )


def cancelled(visit: Appointment, *, now: datetime) -> Appointment:
    visit.refresh_from_db()
    return cancel_appointment(
        clinic=visit.clinic, uid=visit.uid, revision=visit.revision, reason="", now=now
    )


def rows(**wanted: object) -> list[tuple[str, str, str, str]]:
    """Return the outbox as a table: kind, offset, channel, status; the soonest first."""
    found = OutboxMessage.objects.filter(**wanted).order_by("due_at", "dedup_key")
    return [(each.kind, each.offset, each.channel, each.status) for each in found]
