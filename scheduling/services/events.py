"""Writing history."""

from collections.abc import Mapping
from datetime import datetime

from people.models import User
from scheduling.core.event_kind import EventKind
from scheduling.models import Appointment, AppointmentEvent
from scheduling.services.bulk_insert import insert_row


def record_event(
    appointment: Appointment,
    what: EventKind,
    *,
    now: datetime,
    by: User | None,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    """Write what happened, in the transaction in which it happened. Ids and times only."""
    insert_row(new_event(appointment, what, now=now, by=by, before=before, after=after))


def new_event(
    appointment: Appointment,
    what: EventKind,
    *,
    now: datetime,
    by: User | None,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> AppointmentEvent:
    """Return the event, to be written together with what it tells of."""
    return AppointmentEvent(
        clinic_id=appointment.clinic_id,
        appointment=appointment,
        what=what,
        at=now,
        by=by,
        revision=appointment.revision,
        before=dict(before or {}),
        after=dict(after or {}),
    )
