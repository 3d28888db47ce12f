"""What has happened so far to seeded visits: arrivals, treatments, people who never came.

The product's own services write one step at a time at the moment it happens. A demo begins in
the middle of a day, so this writes a visit's steps at once, by the same table of statuses and
with the same events. For the seed alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from people.models import User
from scheduling.core.demand import Phase
from scheduling.core.status import Status, check_step
from scheduling.models import Appointment, AppointmentEvent, VisitPhase
from scheduling.services.expiry import release_allocations

# Someone is given up on this long after the time they were expected.
GIVEN_UP_AFTER = timedelta(minutes=30)

_STATUS = {
    Phase.PREPARATION: Status.PREPARING,
    Phase.PROCEDURE: Status.IN_PROCEDURE,
    Phase.OBSERVATION: Status.IN_RECOVERY,
}


@dataclass(frozen=True, slots=True)
class Step:
    """A visit becomes `status` at an instant; `phase` is the one that begins with it."""

    status: Status
    at: datetime
    phase: Phase | None = None


def steps_until(
    spans: Sequence[tuple[Phase, datetime, datetime]],
    *,
    now: datetime,
    early: timedelta,
    late: timedelta,
) -> list[Step]:
    """Return the steps of a visit up to now, in order.

    Args:
        spans: planned phases, in order and without a gap.
        early: how long before the promised time the patient comes.
        late: how far behind the specialist runs; the whole visit moves by it.
    """
    steps = [Step(Status.ARRIVED, spans[0][1] - early)]
    steps += [Step(_STATUS[phase], start + late, phase) for phase, start, _ in spans]
    steps.append(Step(Status.DISCHARGED, spans[-1][2] + late))
    return [step for step in steps if step.at <= now]


def live_through(appointment: Appointment, steps: Sequence[Step], *, by: User) -> None:
    """Write steps that have happened: status, real times of the phases, one event each.

    Raises:
        IllegalStep: an order that the table of statuses does not allow.
    """
    if not steps:
        return
    events = [_take(appointment, step, by) for step in steps]
    appointment.updated_at = steps[-1].at
    appointment.save(update_fields=["status", "revision", "updated_at"])
    AppointmentEvent.objects.bulk_create(events)
    _clock_phases(appointment, steps)


def mark_no_show(appointment: Appointment, *, at: datetime, by: User) -> None:
    """Give up on somebody who did not come, and free what was kept for them."""
    live_through(appointment, [Step(Status.NO_SHOW, at)], by=by)
    release_allocations([appointment.pk], now=at)


def _take(appointment: Appointment, step: Step, by: User) -> AppointmentEvent:
    before = Status(appointment.status)
    check_step(before, step.status)
    appointment.status = step.status
    appointment.revision += 1
    return AppointmentEvent(
        clinic_id=appointment.clinic_id,
        appointment=appointment,
        what=step.status,
        at=step.at,
        by=by,
        revision=appointment.revision,
        before={"status": before},
        after={"status": step.status},
    )


def _clock_phases(appointment: Appointment, steps: Sequence[Step]) -> None:
    begun = [(step, after) for step, after in zip(steps, [*steps[1:], None], strict=True)
             if step.phase is not None]  # fmt: skip
    rows = {row.kind: row for row in appointment.phases.all()}
    for step, after in begun:
        row = rows[step.phase or ""]
        row.started_at, row.ended_at = step.at, after.at if after else None
    VisitPhase.objects.bulk_update(rows.values(), ["started_at", "ended_at"])
