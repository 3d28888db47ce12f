"""What stood in a form that was not taken: the language changed in the middle, or a time ran out.

Unsent: kept for one page and some minutes in the session, like the draft: in no address and no
cookie. The next form that is sent takes its place, because then it was sent or given up.
Typed: unfinished details and answers, put into the draft itself.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from web.patient.booking.details_form import DetailsForm
from web.patient.booking.health_questions import ANSWERS, health_questions, is_tick
from web.patient.draft import Draft
from web.patient.limits import TRAP
from web.templatetags.page_languages import page_language

KEY = "unsent"
LASTS = timedelta(minutes=15)
MOST_FIELDS = 80
LONGEST_TEXT = 500
LONGEST_DRAFT_TEXT = 300
MOST_TICKS = 50
# What belongs to the page and not to the person; the page writes it anew.
_OF_THE_PAGE = frozenset({"csrfmiddlewaretoken", TRAP, "page", "next", "choice"})


def keep_unsent(request: HttpRequest, page: str) -> None:
    """Keep what travelled along with a button that does not send the form of this page."""
    typed = {
        name: [value[:LONGEST_TEXT].replace("\0", "") for value in values]
        for name, values in list(request.POST.lists())[:MOST_FIELDS]
        if name not in _OF_THE_PAGE
    }
    if typed.get("language") == [page_language()]:
        del typed["language"]  # as the page had preset it: it follows the page
    if typed:
        kept = {"page": page, "at": timezone.now().isoformat(), "typed": typed}
        request.session[KEY] = kept


def unsent(request: HttpRequest) -> dict[str, Any]:
    """Return what was typed here and not sent, as a form takes it for its initial values."""
    kept = request.session.get(KEY)
    if not kept or kept["page"] != request.get_full_path():
        return {}
    if timezone.now() - datetime.fromisoformat(kept["at"]) > LASTS:
        return {}
    typed: dict[str, list[str]] = kept["typed"]
    return {name: values[0] if len(values) == 1 else values for name, values in typed.items()}


def forget_unsent(request: HttpRequest) -> None:
    """Let it go: a form was sent."""
    if request.session.get(KEY):
        del request.session[KEY]


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
        name: request.POST[name][:LONGEST_DRAFT_TEXT].replace("\0", "")
        for name in names
        if name in request.POST
    }
