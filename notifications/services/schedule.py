"""Turning the history of visits into messages to be sent."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from notifications.models import OutboxMessage, dedup_key
from notifications.schedule import NEWS, TRUE_WHILE, Planned, Verdict, Visit, judge, plan
from notifications.selectors import visit_facts
from scheduling.models import Appointment, AppointmentEvent

Status = OutboxMessage.Status
RECIPIENTS = (0, 1)
"""Whom a visit is told to: its addressee and, if there is one, the second."""


@transaction.atomic
def plan_messages(*, now: datetime, batch: int = 200) -> int:
    """Write the messages that unread events ask for; return how many events were read.

    Any number may run at once: events are claimed with SKIP LOCKED, and a message that exists is
    not written again. What a visit should tell is computed from the visit as it is now, so events
    of one visit may be read together, apart or in any order.

    A seeded visit gets reminders only, and none that is too late already: nobody asked for it.
    Cost: at most 6 queries for a batch.
    """
    events = list(
        AppointmentEvent.objects.select_for_update(skip_locked=True)
        .filter(read_at=None)
        .order_by("pk")[:batch]
    )
    if not events:
        return 0
    news = [event for event in events if event.what in NEWS]
    visits = (
        Appointment.objects.select_related("clinic", "patient", "contact")
        .exclude(patient=None)
        .in_bulk({event.appointment_id for event in news})
    )
    cancel_void_messages(visits)
    write_messages(_wanted(news, visits, now))
    AppointmentEvent.objects.filter(pk__in=[event.pk for event in events]).update(read_at=now)
    return len(events)


def cancel_void_messages(visits: Mapping[int, Appointment]) -> None:
    """Cancel what was planned for another time or status of these visits.

    The dispatcher would refuse it too; cancelling early keeps the outbox honest to look at. The
    lease token stays: if a message is on its way this very moment, it still ends as sent.
    """
    pending = (
        OutboxMessage.objects.select_for_update(no_key=True)
        .filter(appointment__in=visits, status=Status.PENDING)
        .order_by("pk")  # two planners never wait for each other in a circle
    )
    void = [message.pk for message in pending if not _is_true(message, visits)]
    OutboxMessage.objects.filter(pk__in=void).update(
        status=Status.CANCELLED, last_error="visit has changed"
    )


def write_messages(messages: Iterable[OutboxMessage]) -> None:
    """Insert messages that do not exist yet. Sorted, so that two planners cannot deadlock."""
    ordered = sorted(messages, key=lambda message: message.dedup_key)
    OutboxMessage.objects.bulk_create(ordered, ignore_conflicts=True)


def new_message(appointment: Appointment, planned: Planned, recipient_no: int = 0) -> OutboxMessage:
    """Return the row of a planned message, not yet saved."""
    return OutboxMessage(
        dedup_key=dedup_key(
            uid=appointment.uid,
            schedule_revision=appointment.schedule_revision,
            kind=planned.kind,
            offset=planned.offset,
            channel=planned.channel,
            recipient_no=recipient_no,
        ),
        clinic_id=appointment.clinic_id,
        appointment=appointment,
        schedule_revision=appointment.schedule_revision,
        kind=planned.kind,
        offset=planned.offset,
        channel=planned.channel,
        recipient_no=recipient_no,
        due_at=planned.due_at,
        not_after=planned.not_after,
        next_try_at=planned.due_at,
    )


def _wanted(
    events: Sequence[AppointmentEvent], visits: Mapping[int, Appointment], now: datetime
) -> list[OutboxMessage]:
    news: dict[int, list[AppointmentEvent]] = {}
    for event in events:
        news.setdefault(event.appointment_id, []).append(event)
    return [
        new_message(visits[id_], planned, number)
        for id_, of_visit in news.items()
        if id_ in visits
        for number in RECIPIENTS
        for planned in _plan(visit_facts(visits[id_], number), of_visit, now)
    ]


def _plan(visit: Visit, events: Sequence[AppointmentEvent], now: datetime) -> list[Planned]:
    planned = plan(
        visit, news={event.what for event in events}, at=max(event.at for event in events)
    )
    # Elsewhere what is too late is written all the same, expires, and is counted.
    return [each for each in planned if not visit.is_seed or _can_be_sent(each, visit, now)]


def _can_be_sent(planned: Planned, visit: Visit, now: datetime) -> bool:
    ruling = judge(
        kind=planned.kind,
        schedule_revision=visit.schedule_revision,
        due_at=planned.due_at,
        not_after=planned.not_after,
        visit=visit,
        now=max(now, planned.due_at),
    )
    return ruling.verdict is not Verdict.EXPIRE


def _is_true(message: OutboxMessage, visits: Mapping[int, Appointment]) -> bool:
    visit = visits.get(message.appointment_id or 0)
    return (
        visit is not None
        and message.schedule_revision == visit.schedule_revision
        and visit.status == TRUE_WHILE[OutboxMessage.Kind(message.kind)]
    )
