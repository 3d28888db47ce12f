"""Reading the outbox: for dispatchers, for whoever watches the house, for the demo."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Case, Count, Exists, Min, OuterRef, Q, QuerySet, When

from intake.models import ContactCheck
from notifications.models import OutboxMessage
from notifications.schedule import URGENT, MessageKind, Visit
from notifications.transports.registry import sends_texts
from people.models import Patient, RelatedPerson
from scheduling.core.flag import Flag
from scheduling.models import Appointment, AppointmentEvent

Status = OutboxMessage.Status


@dataclass(frozen=True, slots=True)
class OutboxHealth:
    """How the outbox fares; more than five minutes late means that nobody sends.

    oldest_due_seconds: lateness of the most overdue message, 0 when none is due.
    oldest_event_seconds: age of the oldest piece of history not yet turned into messages.
    counts: messages by status, every status present.
    """

    oldest_due_seconds: float
    oldest_event_seconds: float
    counts: dict[str, int]


def database_now() -> datetime:
    """Return the clock all dispatchers share, so that skewed machines agree on leases."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
        return moment


def outbox_health(*, now: datetime) -> OutboxHealth:
    """Return what a readiness probe or a metric wants to know. Cost: 3 queries."""
    counted = OutboxMessage.objects.values("status").annotate(n=Count("pk")).order_by()
    counts = dict.fromkeys(Status.values, 0) | {row["status"]: row["n"] for row in counted}
    oldest = OutboxMessage.objects.filter(status=Status.PENDING).aggregate(at=Min("next_try_at"))
    unread = AppointmentEvent.objects.filter(read_at=None).order_by("pk").values("at").first()
    return OutboxHealth(
        oldest_due_seconds=_age(oldest["at"], now),
        oldest_event_seconds=_age(unread and unread["at"], now),
        counts=counts,
    )


def claimable(*, now: datetime) -> QuerySet[OutboxMessage]:
    """Return messages whose time has come and that nobody is working on.

    What a person waits for first, such as codes and alerts; then the oldest.
    """
    is_free = Q(lease_until=None) | Q(lease_until__lte=now)
    place = Case(When(kind__in=sorted(URGENT), then=0), default=1)
    return OutboxMessage.objects.filter(
        is_free, status=Status.PENDING, next_try_at__lte=now
    ).order_by(place, "next_try_at", "pk")


def was_told_another_time(message: OutboxMessage) -> bool:
    """Tell whether the patient already knows an earlier time of this visit. Cost: 1 query."""
    return OutboxMessage.objects.filter(
        appointment=message.appointment_id,
        kind__in=[MessageKind.CONFIRMATION, MessageKind.REQUEST],
        status__in=[Status.SENT, Status.UNCERTAIN],
        schedule_revision__lt=message.schedule_revision,
    ).exists()


def reader_of(appointment: Appointment, recipient_no: int) -> Patient | RelatedPerson | None:
    """Return whom a message of this number goes to."""
    return appointment.second_addressee if recipient_no else appointment.addressee


def visit_facts(appointment: Appointment, recipient_no: int = 0) -> Visit:
    """Return what the policy needs of a visit read with its clinic and patient.

    A phone or an address that two readers share is the first one's.
    """
    reader = reader_of(appointment, recipient_no)
    first = appointment.addressee if recipient_no else None
    shares_email = first is not None and reader is not None and reader.email == first.email
    shares_phone = first is not None and reader is not None and reader.phone == first.phone
    return Visit(
        status=appointment.status,
        schedule_revision=appointment.schedule_revision,
        start=appointment.during.lower,
        zone=appointment.clinic.zone,
        has_email=bool(reader and reader.email and not shares_email),
        has_phone=bool(reader and reader.phone and not shares_phone and _takes_texts(appointment)),
        is_seed=appointment.source == Appointment.Source.SEED,
        is_declined=bool(appointment.decline_reason),
    )


def check_of(message: OutboxMessage) -> ContactCheck | None:
    """Return the check whose code a message carries, while the code counts. Cost: 1 query."""
    return ContactCheck.objects.filter(
        appointment=message.appointment_id, number=int(message.offset), closed_at=None
    ).first()


def _takes_texts(appointment: Appointment) -> bool:
    """Whether a text would arrive: there is a gateway, and the number is no landline."""
    is_landline = not {Flag.CALL_ONLY, Flag.CALLED}.isdisjoint(appointment.flags)
    return sends_texts() and not is_landline


def waiting_messages() -> QuerySet[OutboxMessage]:
    """Return what will go out for visits that somebody asked for, the soonest first."""
    return (
        OutboxMessage.objects.filter(status=Status.PENDING, alert=None)
        .exclude(appointment__source=Appointment.Source.SEED)
        .select_related("appointment", "clinic")
        .order_by("next_try_at", "pk")
    )


def reminders_to_show(*, booked_before: datetime) -> list[str]:
    """Return the dedup key of each visit's next reminder, if it has had none. Cost: 1 query.

    Args:
        booked_before: reminders written later are left alone.
    """
    told = OutboxMessage.objects.filter(
        appointment=OuterRef("appointment"),
        schedule_revision=OuterRef("schedule_revision"),
        kind=OutboxMessage.Kind.REMINDER,
    ).exclude(status=Status.PENDING)
    waiting = (
        waiting_messages()
        .filter(~Exists(told), kind=OutboxMessage.Kind.REMINDER, created_at__lte=booked_before)
        .order_by("appointment", "due_at", "pk")
        .distinct("appointment")
    )
    return [message.dedup_key for message in waiting]


def _age(moment: datetime | None, now: datetime) -> float:
    return 0.0 if moment is None else max(0.0, (now - moment).total_seconds())
