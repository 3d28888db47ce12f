"""The booking this browser may see: made here, opened by its link, or found by reference.

Kept in a signed cookie of its own and not in the session, because opening a link must write
nothing: mail programs open links to look at them, and the session is a row. The cookie holds the
random number of the visit and ends with the browser, at the latest after half a day.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from clinics.errors import NotFound
from clinics.models import Clinic
from scheduling.models import Appointment
from scheduling.selectors.appointments import find_by_uid

LASTS = timedelta(hours=12)
COOKIE = "__Host-visit" if settings.IS_HTTPS else "visit"
SALT = "patient.visit"
_NOTE = "baywise.remembered"


@dataclass(frozen=True, slots=True)
class Remembered:
    """Which visit, and how much of it: by an older link, a patient only reads when it is."""

    uid: UUID
    is_old_link: bool = False


def remember_visit(request: HttpRequest, uid: UUID, *, is_old_link: bool = False) -> None:
    """Let this browser see the visit until it is closed; the answer carries the cookie."""
    request.META[_NOTE] = Remembered(uid, is_old_link)


def write_cookie(request: HttpRequest, response: HttpResponse) -> None:
    """Put what was remembered while answering into the answer."""
    note = request.META.get(_NOTE)
    if note is None:
        return
    response.set_cookie(
        COOKIE,
        signing.dumps([str(note.uid), note.is_old_link], salt=SALT),
        secure=settings.IS_HTTPS,
        httponly=True,
        samesite="Lax",
    )


def remembered(request: HttpRequest) -> Remembered | None:
    """Return what this browser may see."""
    note: Remembered | None = request.META.get(_NOTE)
    if note is not None:
        return note
    try:
        uid, is_old = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return None
    return Remembered(UUID(uid), is_old)


def remembered_uid(request: HttpRequest) -> UUID | None:
    """Return which visit this browser may see and change."""
    kept = remembered(request)
    return kept.uid if kept and not kept.is_old_link else None


def remembered_visit(request: HttpRequest, clinic: Clinic) -> Appointment | None:
    """Return the visit this browser may see and change, with everything a page shows."""
    return _visit(remembered_uid(request), clinic)


def moved_visit(request: HttpRequest, clinic: Clinic) -> Appointment | None:
    """Return the visit whose older link was opened here: to be read, not to be changed."""
    kept = remembered(request)
    return _visit(kept.uid, clinic) if kept and kept.is_old_link else None


def _visit(uid: UUID | None, clinic: Clinic) -> Appointment | None:
    if uid is None:
        return None
    try:
        return find_by_uid(clinic=clinic, uid=uid)
    except NotFound:
        return None
