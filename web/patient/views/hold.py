"""Keeping a time longer."""

from collections.abc import Iterable
from contextlib import suppress
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from procedures.selectors import screening_questions_for
from scheduling.errors import HoldExpired, NotFound, NotPossible
from scheduling.models import Clinic
from scheduling.services.holds import extend_hold
from web.patient.draft import Draft, load_draft, save_draft
from web.patient.forms.details import DetailsForm
from web.patient.forms.health import ANSWERS
from web.patient.gate import booking_page

LONGEST_TEXT = 300


@require_POST
@booking_page
def keep_hold(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Extend the hold; what stands in the form of the page travels along and is kept."""
    draft = load_draft(request.session)
    where = request.POST.get("next", "")
    _keep_typed(request, draft, where)
    save_draft(request.session, draft)
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


def _keep_typed(request: HttpRequest, draft: Draft, where: str) -> None:
    """Keep unfinished text; it has not been checked, so its step is not done any more."""
    if where == reverse("patient:details"):
        typed = _typed(request, DetailsForm.base_fields)
        draft.details_done = draft.details_done and typed.items() <= draft.details.items()
        draft.details |= typed
    elif where == reverse("patient:health"):
        asked = [question.code for question in screening_questions_for([draft.procedure])]
        known = {value for value, _ in ANSWERS}
        typed = _typed(request, asked)
        draft.answers |= {code: answer for code, answer in typed.items() if answer in known}


def _typed(request: HttpRequest, names: Iterable[str]) -> dict[str, str]:
    return {
        name: request.POST[name][:LONGEST_TEXT].replace("\0", "")
        for name in names
        if name in request.POST
    }


def _safe(where: str) -> str:
    is_ours = where.startswith("/") and url_has_allowed_host_and_scheme(where, allowed_hosts=None)
    return where if is_ours else reverse("patient:check")
