"""Taking resources: the only place that writes allocations.

Lock in sorted order, insert in resource order with ON CONFLICT DO NOTHING, count; whoever lost
looks again, and drops what has expired. The exclusion constraint decides; a loser costs no
exception.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from clinics.core.grid import TICK
from clinics.core.intervals import Span, epoch_minute, from_epoch_minute
from clinics.errors import InvalidRequest
from clinics.models import Clinic
from clinics.selectors.opening_hours import is_open_at
from scheduling.core.ranking import preference
from scheduling.core.rules import refusals
from scheduling.core.search import Assignment
from scheduling.errors import PatientBusy, RuleBroken, SlotTaken
from scheduling.models import Allocation, Appointment
from scheduling.models.allocation import LONGEST_MINUTES
from scheduling.selectors.plan import VisitPlan
from scheduling.selectors.slots import nearest_slots, open_window
from scheduling.selectors.written import Written, keep_written
from scheduling.services.day_limits import with_days_locked
from scheduling.services.expiry import expire_holds_on
from scheduling.services.locks import lock_resources
from scheduling.services.visits import VisitRows

# Each failed try means that somebody else took something: more tries than any clinic has rooms.
MOST_TRIES = 60


@dataclass(frozen=True, slots=True)
class Taking:
    """One resource to be taken: when, buffers included, and in which phases."""

    resource_id: int
    span: Span
    phases: tuple[str, ...]
    is_lead: bool


def take_slot(
    plan: VisitPlan,
    *,
    start: datetime,
    now: datetime,
    write: Callable[[], VisitRows],
    give_up: Callable[[], None] = lambda: None,
    expires_at: datetime | None = None,
) -> Appointment:
    """Write an appointment together with everything it needs at `start`, or nothing at all.

    Within the transaction of a service, which a refusal ends.

    With a choice of resources the next best assignment is tried until none is left; ties are
    broken at random, so that racers do not all run for the same room.

    Args:
        write: returns what to insert; runs again for each try.
        give_up: releases the old time of a visit that moves, after its resources are locked.

    Raises:
        InvalidRequest: the start is in the past or off the clinic's grid.
        RuleBroken: a clinic rule forbids the start.
        SlotTaken: nothing is free then; carries the nearest free starts.
    """
    minute = epoch_minute(start)
    plan = with_days_locked(plan, start=start, now=now)
    for number in range(MOST_TRIES):
        assignment = _choose(plan, start=start, minute=minute, now=now)
        takings = _takings(assignment)
        # Never released: it ends with the transaction, and that saves a round trip.
        before = transaction.savepoint()
        lock_resources((taking.resource_id, taking.span) for taking in takings)
        # Mostly nobody is in the way, and then there is nothing to look for.
        if number == 0 or _clear_the_way(plan, takings, now=now):
            give_up()
            visit = write()
            if _insert(plan, visit, _allocations(plan, visit.appointment, takings, expires_at)):
                return visit.appointment
        transaction.savepoint_rollback(before)
    raise SlotTaken(nearest_slots(plan, start=start, now=now))


def _insert(plan: VisitPlan, visit: VisitRows, allocations: Sequence[Allocation]) -> bool:
    is_new = visit.appointment._state.adding
    if not visit.insert(allocations):
        return False
    if is_new:
        keep_written(visit.appointment, Written(visit.rows, allocations, plan.premises.assets))
    return True


def _choose(plan: VisitPlan, *, start: datetime, minute: int, now: datetime) -> Assignment:
    check_start(plan, start=start, now=now)
    window = open_window(plan, start=minute, end=minute + TICK, now=now)
    index = window.supply.grid.index(minute)
    if window.mask >> index & 1:
        prefer = preference(known=plan.known, tie=random.random)
        assignment = window.search.assign(index, prefer)
        if assignment is not None:
            return assignment
    nearest = nearest_slots(plan, start=start, now=now)
    raise SlotTaken(nearest, was_open=is_open_at(plan.clinic, start))


def check_start(plan: VisitPlan, *, start: datetime, now: datetime) -> None:
    """Say what is wrong with a start that is never offered, whoever has booked what.

    Raises:
        InvalidRequest: in the past, or off the grid.
        PatientBusy: the patient has another visit then.
        RuleBroken: forbidden by another rule.
    """
    if start <= now:
        raise InvalidRequest(_("This time has already passed. Choose a later one."), field="start")
    wall = _wall(start, plan.clinic)
    step = plan.clinic.slot_step_minutes
    if wall.second or wall.microsecond or (wall.hour * 60 + wall.minute) % step:
        raise InvalidRequest(
            _(
                "Visits begin every %(step)s minutes, counted from midnight. Choose a time from "
                "slots/."
            )
            % {"step": step},
            field="start",
        )
    minute = epoch_minute(start)
    broken = [refusal for refusal in refusals(plan.ask, plan.rules) if refusal.forbids(minute)]
    if any(refusal.rule == "patient_busy" for refusal in broken):
        raise PatientBusy(nearest_slots(plan, start=start, now=now))
    if broken:
        raise RuleBroken(broken, nearest_slots(plan, start=start, now=now))


def _wall(start: datetime, clinic: Clinic) -> datetime:
    try:
        return start.astimezone(clinic.zone)
    except OverflowError as error:
        raise InvalidRequest(_("No calendar goes that far."), field="start") from error


def _takings(assignment: Assignment) -> list[Taking]:
    return sorted(
        (
            Taking(
                resource_id,
                (assignment.start + need.offset, assignment.start + need.end),
                tuple(phase.value for phase in need.phases),
                need.is_lead,
            )
            for need, resource_id in assignment.pairs
        ),
        key=lambda taking: (taking.resource_id, taking.span),
    )


def _clear_the_way(plan: VisitPlan, takings: Sequence[Taking], *, now: datetime) -> bool:
    """Clear away expired holds; False if somebody else is there for good."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.appointment_id, a.expires_at FROM scheduling_allocation a"
            " JOIN unnest(%s::bigint[], %s::int[], %s::int[]) AS wanted(resource_id, first, last)"
            " ON a.resource_id = wanted.resource_id AND a.start_minute < wanted.last"
            " AND a.end_minute > wanted.first"
            # Without this bound the index would read everything the resource ever did.
            " AND a.start_minute > wanted.first - %s"
            " WHERE a.clinic_id = %s AND a.released_at IS NULL AND a.appointment_id <> %s",
            [
                [taking.resource_id for taking in takings],
                [taking.span[0] for taking in takings],
                [taking.span[1] for taking in takings],
                LONGEST_MINUTES,
                plan.clinic.pk,
                plan.ignoring or 0,
            ],
        )
        in_the_way = cursor.fetchall()
    if any(expires_at is None or expires_at > now for _, expires_at in in_the_way):
        return False
    if in_the_way:
        expire_holds_on({appointment_id for appointment_id, _ in in_the_way}, now=now)
    return True


def _allocations(
    plan: VisitPlan,
    appointment: Appointment,
    takings: Sequence[Taking],
    expires_at: datetime | None,
) -> list[Allocation]:
    """Return the rows that take the resources, in the order of their locks."""
    return [
        Allocation(
            clinic=plan.clinic,
            resource_id=taking.resource_id,
            appointment=appointment,
            phases=list(taking.phases),
            is_lead=taking.is_lead,
            during=DateTimeTZRange(*map(from_epoch_minute, taking.span)),
            expires_at=expires_at,
        )
        for taking in takings
    ]
