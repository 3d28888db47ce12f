"""The booking this browser may see: made here, opened by its link, or found by reference."""

from uuid import UUID

from django.http import HttpRequest

from scheduling.errors import NotFound
from scheduling.models import Appointment, Clinic
from scheduling.selectors.appointments import find_by_uid

KEY = "visit"


def remember_visit(request: HttpRequest, uid: UUID) -> None:
    """Let this browser see the visit until it is closed."""
    request.session[KEY] = str(uid)


def remembered_uid(request: HttpRequest) -> UUID | None:
    """Return which visit this browser may see."""
    kept = request.session.get(KEY)
    return UUID(kept) if kept else None


def remembered_visit(request: HttpRequest, clinic: Clinic) -> Appointment | None:
    """Return the visit this browser may see, with everything a page shows."""
    uid = remembered_uid(request)
    if uid is None:
        return None
    try:
        return find_by_uid(clinic=clinic, uid=uid)
    except NotFound:
        return None
