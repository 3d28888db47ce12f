"""The time a patient keeps while filling in the rest, and the page that keeps it longer."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from clinics.errors import NotFound
from clinics.models import Clinic
from scheduling.errors import HoldExpired, NotPossible
from scheduling.models import Appointment
from scheduling.selectors.appointments import practitioner_of
from scheduling.selectors.holds import read_hold
from scheduling.services.holds import extend_hold, release_hold
from web.patient.draft import Draft, load_draft, save_draft
from web.patient.form_recovery import keep_typed, keep_unsent
from web.patient.guards import booking_page, same_draft
from web.timeline.visit_strip import Span


@dataclass(frozen=True, slots=True)
class Held:
    """A kept time as pages show it; seconds_left is the server's count."""

    pk: int
    uid: UUID
    start: datetime
    finish_at: datetime
    expires_at: datetime
    seconds_left: int
    doctor: str
    spans: list[Span]


def held_time(draft: Draft, clinic: Clinic, now: datetime) -> Held:
    """Return the time this browser keeps.

    Raises:
        HoldExpired: it is over, or belongs to another browser.
    """
    try:
        hold = read_hold(clinic=clinic, uid=UUID(draft.hold_id), token=draft.hold_token, now=now)
    except (ValueError, NotFound) as error:
        raise HoldExpired from error
    return _held(hold, now)


def held_time_if_any(draft: Draft, clinic: Clinic) -> Held | None:
    """Return the kept time, or None where a page also makes sense without one."""
    if not draft.hold_id:
        return None
    try:
        return held_time(draft, clinic, timezone.now())
    except HoldExpired:
        return None


def let_go(draft: Draft, clinic: Clinic) -> None:
    """Give the kept time back at once, if there is one: another patient may want it."""
    if draft.hold_id:
        with suppress(NotFound, NotPossible):
            release_hold(
                clinic=clinic, uid=UUID(draft.hold_id), token=draft.hold_token, now=timezone.now()
            )
    draft.forget_hold()


def spans_of(visit: Appointment) -> list[Span]:
    """Return the planned phases, from a visit read by whole_appointments()."""
    return [
        Span(phase.kind, phase.planned.lower, phase.planned.upper) for phase in visit.phases.all()
    ]


def doctor_of(visit: Appointment) -> str:
    """Return who does the procedure, as patients read it; empty without a practitioner."""
    found = practitioner_of(visit)
    return found.resource.name if found else ""


def _held(hold: Appointment, now: datetime) -> Held:
    if hold.hold_expires_at is None:
        raise HoldExpired
    return Held(
        pk=hold.pk,
        uid=hold.uid,
        start=hold.during.lower,
        finish_at=hold.during.upper,
        expires_at=hold.hold_expires_at,
        seconds_left=int((hold.hold_expires_at - now).total_seconds()),
        doctor=doctor_of(hold),
        spans=spans_of(hold),
    )


@require_POST
@booking_page
@same_draft
def keep_hold(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Extend the hold; what stands in the form of the page travels along and is kept."""
    draft = load_draft(request.session)
    where = request.POST.get("next", "")
    keep_typed(request, draft, where)
    save_draft(request.session, draft)
    keep_unsent(request, _safe(where))
    try:
        with suppress(NotPossible):
            extend_hold(
                clinic=clinic,
                uid=UUID(draft.hold_id),
                token=draft.hold_token,
                now=timezone.now(),
            )
    except (ValueError, NotFound) as error:
        raise HoldExpired from error
    return redirect(_safe(where))


def _safe(where: str) -> str:
    is_ours = where.startswith("/") and url_has_allowed_host_and_scheme(where, allowed_hosts=None)
    return where if is_ours else reverse("patient:check")
