"""Keeping a time longer."""

from contextlib import suppress
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
from scheduling.services.holds import extend_hold
from web.patient.draft import load_draft, save_draft
from web.patient.form_recovery import keep_unsent
from web.patient.guards import booking_page
from web.patient.tabs import same_choice
from web.patient.typed import keep_typed


@require_POST
@booking_page
@same_choice
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
