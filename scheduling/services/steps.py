"""Every change of a visit's status: checked against the table, written with its history.

Nothing else writes a status. Services that change more with it (a reason, a deadline) set those
fields first and name them in `fields`.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from clinics.errors import InvalidRequest, NotAllowed
from clinics.models import Clinic
from people.models import User
from people.permissions import Action, may
from scheduling.core.demand import Phase
from scheduling.core.event_kind import EventKind, kind_of_step
from scheduling.core.status import FREE, UNDOABLE, WITH_REASON, Status, check_step, may_undo
from scheduling.errors import NotPossible
from scheduling.models import Allocation, Appointment, AppointmentEvent, VisitPhase
from scheduling.services.events import new_event, record_event
from scheduling.services.locks import in_one_transaction, lock_resources
from scheduling.services.revisions import lock_appointment

STATUS_FIELDS = ("status", "revision", "updated_at")
REASON_LENGTH = 200

# The phase that begins with a step; every step ends the one before.
BEGINS: Mapping[Status, Phase] = {
    Status.PREPARING: Phase.PREPARATION,
    Status.IN_PROCEDURE: Phase.PROCEDURE,
    Status.IN_RECOVERY: Phase.OBSERVATION,
}
# Calendars show these differently from what was there before.
TOLD_TO_CALENDARS = frozenset({Status.BOOKED, Status.CANCELLED, Status.EXPIRED})


def set_status(visit: Appointment, to: Status, *, now: datetime) -> Status:
    """Set a status on a visit that is locked, not yet saved; return the one before.

    Raises:
        IllegalStep: the table does not allow it.
    """
    before = Status(visit.status)
    check_step(before, to)
    visit.status = to
    visit.revision += 1
    visit.updated_at = now
    return before


def take_step(
    visit: Appointment,
    to: Status,
    *,
    now: datetime,
    by: User | None,
    kind: EventKind | None = None,
    fields: Iterable[str] = (),
    after: Mapping[str, object] | None = None,
) -> None:
    """Bring a locked visit to its next status; within the caller's transaction.

    What the visit held is free again where the new status holds nothing.

    Args:
        kind: what history calls the step, if not by its status.
        fields: other fields that the caller has set on the visit.
        after: what history says of it besides the status; ids and times only.

    Raises:
        IllegalStep: the table does not allow it.
    """
    before = set_status(visit, to, now=now)
    changed = [*STATUS_FIELDS, *fields]
    if to in TOLD_TO_CALENDARS and before != Status.HELD:
        visit.ical_sequence += 1
        changed.append("ical_sequence")
    visit.save(update_fields=changed)
    if to in FREE:
        release_allocations([visit.pk], now=now)
    record_event(
        visit,
        kind or kind_of_step(to),
        now=now,
        by=by,
        before={"status": before},
        after={"status": to, **(after or {})},
    )


@in_one_transaction
def advance_visit(
    *,
    clinic: Clinic,
    uid: UUID,
    revision: int,
    to: Status,
    now: datetime,
    by: User,
    reason: str = "",
) -> Appointment:
    """Take one step of the day: arrived, preparing, ..., home; stopped, left, transferred, no-show.

    The phase that begins or ends with it gets its real time.

    Raises:
        NotFound, StaleRevision: see lock_appointment.
        IllegalStep: the table does not allow it.
        InvalidRequest: it needs a reason.
    """
    if to in WITH_REASON and not reason.strip():
        raise InvalidRequest(_("Say why, in a few words."), field="reason")
    visit = lock_appointment(clinic=clinic, uid=uid, revision=revision)
    told = {"reason": reason.strip()[:REASON_LENGTH]} if reason.strip() else {}
    take_step(visit, to, now=now, by=by, after=told)
    clock_phases(visit, [(to, now)])
    return visit


@in_one_transaction
def undo_step(*, clinic: Clinic, uid: UUID, revision: int, now: datetime, by: User) -> Appointment:
    """Take the last step of the day back: within two minutes, by who took it or a manager.

    What the step freed is taken again, and the real times of phases are forgotten with it.

    Raises:
        NotFound, StaleRevision: see lock_appointment.
        NotPossible: this step is not taken back, or not any more.
        NotAllowed: another member of staff took it.
        SlotTaken, PatientBusy: what it freed was taken meanwhile.
    """
    visit = lock_appointment(clinic=clinic, uid=uid, revision=revision)
    status = Status(visit.status)
    step = visit.events.filter(what=kind_of_step(status)).order_by("-pk").first()
    if step is None or status not in UNDOABLE:
        raise NotPossible(_("There is no step of this visit to take back."))
    if not may_undo(status, taken_at=step.at, now=now):
        raise NotPossible(_("A step can be taken back for two minutes only."))
    if step.by_id != by.pk and not may(by, Action.UNDO_STEP_OF_OTHERS):
        raise NotAllowed(_("Only who took this step, or a manager, can take it back."))
    _restore(visit, step, now=now, by=by)
    return visit


def _restore(visit: Appointment, step: AppointmentEvent, *, now: datetime, by: User) -> None:
    undone, back = visit.status, Status(step.before["status"])
    visit.status = back
    visit.revision += 1
    visit.updated_at = now
    visit.save(update_fields=STATUS_FIELDS)
    if undone in FREE:
        freed = Allocation.objects.filter(appointment=visit, released_at=step.at)
        spans = freed.values_list("resource_id", "start_minute", "end_minute")
        lock_resources((id_, (start, end)) for id_, start, end in spans)
        freed.update(released_at=None)
    visit.phases.filter(started_at=step.at).update(started_at=None, ended_at=None)
    visit.phases.filter(ended_at=step.at).update(ended_at=None)
    before, after = {"status": undone}, {"status": back}
    record_event(visit, EventKind.UNDONE, now=now, by=by, before=before, after=after)


def history_of_steps(
    visit: Appointment, steps: Sequence[tuple[Status, datetime]], *, by: User
) -> list[AppointmentEvent]:
    """Take steps that have happened already, in order; return their history, not yet written.

    For visits that come with a past, such as a demo's; the caller saves the visit.

    Raises:
        IllegalStep: an order that the table does not allow.
    """
    events = []
    for to, at in steps:
        before = set_status(visit, to, now=at)
        states = {"before": {"status": before}, "after": {"status": to}}
        events.append(new_event(visit, kind_of_step(to), now=at, by=by, **states))
    return events


def clock_phases(visit: Appointment, steps: Sequence[tuple[Status, datetime]]) -> None:
    """Write when phases really began and ended, by the steps that did it, in order."""
    rows = {row.kind: row for row in visit.phases.all()}
    running = next((row for row in rows.values() if row.started_at and not row.ended_at), None)
    changed = []
    for status, at in steps:
        if running is not None:
            running.ended_at = at
            changed.append(running)
        phase = BEGINS.get(status)
        running = rows.get(phase) if phase else None
        if running is not None:
            running.started_at = at
            changed.append(running)
    VisitPhase.objects.bulk_update(dict.fromkeys(changed), ["started_at", "ended_at"])


def release_allocations(ids: Iterable[int], *, now: datetime) -> None:
    """Free everything these appointments hold."""
    Allocation.objects.filter(appointment_id__in=list(ids), released_at=None).update(
        released_at=now
    )
