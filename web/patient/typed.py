"""Keeping what was typed into a form that cannot be taken just now."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse

from web.patient.booking.forms.details import DetailsForm
from web.patient.booking.forms.health import ANSWERS, is_tick
from web.patient.booking.visit_request import health_questions
from web.patient.draft import Draft

LONGEST_TEXT = 300
MOST_TICKS = 50


def keep_typed(request: HttpRequest, draft: Draft, where: str) -> None:
    """Put unfinished text into the draft; unchecked, so its step is not done any more.

    Args:
        where: address of the page with the form.
    """
    if where == reverse("patient:details"):
        typed = _typed(request, DetailsForm.base_fields)
        draft.details_done = draft.details_done and typed.items() <= draft.details.items()
        draft.details |= typed
    elif where == reverse("patient:health") and draft.procedure:
        asked = [question.code for question in health_questions(draft)]
        known = {value for value, _ in ANSWERS}
        typed = _typed(request, asked)
        draft.answers |= {code: answer for code, answer in typed.items() if answer in known}
        draft.ticked = [name for name in request.POST if is_tick(name)][:MOST_TICKS]


def _typed(request: HttpRequest, names: Iterable[str]) -> dict[str, str]:
    return {
        name: request.POST[name][:LONGEST_TEXT].replace("\0", "")
        for name in names
        if name in request.POST
    }
