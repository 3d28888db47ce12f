"""Calling a visit off."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from clinics.models import Clinic
from people.models import User
from scheduling.core.status import CANCELLABLE, Status
from scheduling.errors import NotPossible
from scheduling.models import Appointment
from scheduling.services.locks import in_one_transaction
from scheduling.services.revisions import lock_appointment
from scheduling.services.steps import take_step


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
    if appointment.status not in CANCELLABLE:
        raise NotPossible(_("This visit cannot be cancelled any more."))
    appointment.cancel_reason, appointment.decide_by = reason, None
    fields = ("cancel_reason", "decide_by")
    take_step(appointment, Status.CANCELLED, now=now, by=by, fields=fields)
    return appointment
