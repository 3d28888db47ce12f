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
from scheduling.core.status import Status
from scheduling.models import Appointment, AppointmentEvent
from scheduling.services.steps import (
    BEGINS,
    STATUS_FIELDS,
    clock_phases,
    history_of_steps,
    release_allocations,
)

# Someone is given up on this long after the time they were expected.
GIVEN_UP_AFTER = timedelta(minutes=30)

_STATUS = {phase: status for status, phase in BEGINS.items()}


@dataclass(frozen=True, slots=True)
class Step:
    """A visit becomes `status` at an instant."""

    status: Status
    at: datetime


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
    steps += [Step(_STATUS[phase], start + late) for phase, start, _ in spans]
    steps.append(Step(Status.DISCHARGED, spans[-1][2] + late))
    return [step for step in steps if step.at <= now]


def live_through(appointment: Appointment, steps: Sequence[Step], *, by: User) -> None:
    """Write steps that have happened: status, real times of the phases, one event each.

    Raises:
        IllegalStep: an order that the table of statuses does not allow.
    """
    if not steps:
        return
    taken = [(step.status, step.at) for step in steps]
    events = history_of_steps(appointment, taken, by=by)
    appointment.save(update_fields=STATUS_FIELDS)
    AppointmentEvent.objects.bulk_create(events)
    clock_phases(appointment, taken)


def mark_no_show(appointment: Appointment, *, at: datetime, by: User) -> None:
    """Give up on somebody who did not come, and free what was kept for them."""
    live_through(appointment, [Step(Status.NO_SHOW, at)], by=by)
    release_allocations([appointment.pk], now=at)
