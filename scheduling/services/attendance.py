"""The patient's word that they will come."""

from datetime import datetime
from uuid import UUID

from clinics.models import Clinic
from scheduling.core.event_kind import EventKind
from scheduling.core.status import Status
from scheduling.errors import NotPossible
from scheduling.models import Appointment
from scheduling.services.events import record_event
from scheduling.services.locks import in_one_transaction
from scheduling.services.revisions import lock_appointment


@in_one_transaction
def say_coming(
    *, clinic: Clinic, uid: UUID, revision: int, is_coming: bool, now: datetime
) -> Appointment:
    """Note that the patient comes at this time, or take that back; saying it twice is once.

    Nobody else says it for them, and another time has to be confirmed anew. Taking it back does
    not cancel the visit.

    Raises:
        NotFound, StaleRevision: see lock_appointment; a time nobody saw is not confirmed.
        NotPossible: it is not booked, or it has begun.
    """
    visit = lock_appointment(clinic=clinic, uid=uid, revision=revision)
    if visit.status != Status.BOOKED or visit.during.lower <= now:
        raise NotPossible("Only a visit that is booked and still ahead can be confirmed.")
    if (visit.coming_at is not None) == is_coming:
        return visit
    visit.coming_at = now if is_coming else None
    visit.revision += 1
    visit.updated_at = now
    visit.save(update_fields=["coming_at", "revision", "updated_at"])
    what = EventKind.CONFIRMED_BY_PATIENT if is_coming else EventKind.CONFIRMATION_WITHDRAWN
    record_event(visit, what, now=now, by=None, after={"start": visit.local_start})
    return visit
