"""Calling a visit off."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from clinics.models import Clinic
from people.models import User
from scheduling.core.status import CANCELLABLE, Status
from scheduling.errors import NotPossible
from scheduling.models import Appointment
from scheduling.services.events import record_event
from scheduling.services.expiry import release_allocations
from scheduling.services.locks import in_one_transaction
from scheduling.services.revisions import lock_appointment


@in_one_transaction
def cancel_appointment(
    *,
    clinic: Clinic,
    uid: UUID,
    revision: int,
    reason: str,
    now: datetime,
    by: User | None = None,
) -> Appointment:
    """Cancel a visit and free everything it holds; its row, history and iCal UID stay.

    Raises:
        NotFound, StaleRevision: see lock_appointment.
        NotPossible: the procedure has begun, or the visit is over or cancelled already.
    """
    appointment = lock_appointment(clinic=clinic, uid=uid, revision=revision)
    before = appointment.status
    if before not in CANCELLABLE:
        raise NotPossible(_("This visit cannot be cancelled any more."))
    appointment.status = Status.CANCELLED
    appointment.cancel_reason = reason
    appointment.decide_by = None
    appointment.revision += 1
    appointment.ical_sequence += 1
    appointment.updated_at = now
    appointment.save()
    release_allocations([appointment.pk], now=now)
    record_event(
        appointment,
        "cancelled",
        now=now,
        by=by,
        before={"status": before},
        after={"status": Status.CANCELLED},
    )
    return appointment
