"""Moving a visit to another time."""

from datetime import datetime

from people.models import User
from scheduling.core.event_kind import EventKind
from scheduling.models import Appointment
from scheduling.selectors.plan import VisitPlan
from scheduling.services.allocations import take_slot
from scheduling.services.events import record_event
from scheduling.services.flags import renewed_flags
from scheduling.services.links import replace_link
from scheduling.services.request_deadline import decide_by
from scheduling.services.steps import release_allocations
from scheduling.services.visits import VisitRows, new_phases, place_visit


def move_visit(
    appointment: Appointment, plan: VisitPlan, *, start: datetime, now: datetime, by: User | None
) -> None:
    """Move a visit that is locked with its person; within the caller's transaction.

    The old time is freed only together with taking the new one.

    Raises:
        InvalidRequest, RuleBroken, SlotTaken, PatientBusy: the new time; the old one stays.
    """
    clinic = plan.clinic
    before, status = {"start": appointment.local_start}, appointment.status
    appointment.flags = renewed_flags(
        plan, appointment.flags, old=appointment.during.lower, new=start
    )

    def move() -> VisitRows:
        place_visit(appointment, plan, start=start)
        # Another time is another question to the clinician.
        appointment.decide_by = decide_by(clinic, status=status, start=start, now=now)
        appointment.save(update_fields=["during", "local_start", "time_zone", "decide_by"])
        appointment.phases.all().delete()
        return VisitRows((appointment,), tuple(new_phases(appointment, plan, start=start)))

    take_slot(
        plan,
        start=start,
        now=now,
        write=move,
        give_up=lambda: release_allocations([appointment.pk], now=now),
    )
    appointment.revision += 1
    appointment.schedule_revision += 1
    appointment.coming_at = None
    appointment.ical_sequence += 1
    appointment.updated_at = now
    replace_link(appointment, now=now)
    appointment.save()
    after = {"start": appointment.local_start}
    record_event(appointment, EventKind.RESCHEDULED, now=now, by=by, before=before, after=after)
