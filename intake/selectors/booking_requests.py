"""Reading what patients asked for and no clinician has answered yet."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from clinics.errors import NotFound
from clinics.models import Clinic
from intake.selectors.pre_visit_record import Record, records_of
from people.models import User
from scheduling.core.status import Status
from scheduling.errors import NotPossible
from scheduling.models import Appointment
from scheduling.selectors.appointments import UNKNOWN, appointments_visible_to


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """A request with all that is needed to answer it."""

    appointment: Appointment
    decide_by: datetime
    record: Record


def open_requests(user: User, clinic: Clinic) -> list[OpenRequest]:
    """Return the requests of a clinic that wait for an answer, the most pressing first.

    Cost: 13 queries, whatever the number of requests.
    """
    visits = list(
        appointments_visible_to(user, clinic)
        .filter(status=Status.REQUESTED)
        .order_by("decide_by", "pk")
    )
    records = records_of(visits, clinic=clinic) if visits else {}
    return [
        OpenRequest(appointment=visit, decide_by=visit.decide_by, record=records[visit.pk])
        for visit in visits
        if visit.decide_by is not None
    ]


def get_request(*, user: User, clinic: Clinic, uid: UUID) -> Appointment:
    """Return one request that waits for an answer. Cost: 5 queries.

    Raises:
        NotFound: unknown, or not the caller's to see.
        NotPossible: it was answered or called off, or it has run out.
    """
    found = appointments_visible_to(user, clinic).filter(uid=uid).first()
    if found is None:
        raise NotFound(UNKNOWN)
    if found.status != Status.REQUESTED:
        raise NotPossible(_("This request does not wait for an answer any more."))
    return found


def count_open_requests(clinic: Clinic) -> int:
    """Return how many requests wait for an answer. Cost: 1 query."""
    return Appointment.objects.filter(clinic=clinic, status=Status.REQUESTED).count()
