"""Two tabs, one draft: no form is taken for another choice than the one it was shown for.

The draft is one per browser. Each form of a booking carries the choice its page was made for, and
whoever has chosen something else in another tab meanwhile is asked which of the two is meant.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clinics.models import Clinic
from procedures.errors import UnknownProcedure
from procedures.selectors import get_procedure
from scheduling.errors import HoldExpired
from web.patient.booking.order import plain_label
from web.patient.draft import Choice, Draft, load_draft, save_draft
from web.patient.pages import PatientView, message_page, render_page
from web.patient.steps import next_url
from web.patient.times.time_form import read_start
from web.patient.typed import keep_typed
from web.patient.visit_session import remembered_uid


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice in words; without a start no time is taken yet."""

    code: str
    name: str
    start: datetime | None


def same_choice(view: PatientView) -> PatientView:
    """Let a form through only if its choice is still the choice; whatever happens, keep its text.

    Stands under `booking_page`; the view is called with (request, clinic, ...).
    """

    @wraps(view)
    def page(request: HttpRequest, clinic: Clinic, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, clinic, *args, **kwargs)
        draft, shown = load_draft(request.session), Choice.read(request.POST.get("choice", ""))
        if shown is not None and shown != draft.choice:
            return _another(request, clinic, draft, shown)
        try:
            return view(request, clinic, *args, **kwargs)
        except HoldExpired:
            _keep(request)
            raise

    return page


def _another(request: HttpRequest, clinic: Clinic, draft: Draft, shown: Choice) -> HttpResponse:
    draft = _keep(request)
    if not draft.hold_id and draft.procedure in ("", shown.codes[0]):
        raise HoldExpired
    context = {
        "here": _chosen(shown),
        "there": _chosen(draft.choice),
        "start": shown.start,
        "times": reverse("patient:chosen_time"),
        "go_on": next_url(draft),
    }
    return render_page(
        request, clinic, "patient/two_tabs.html", context, status=HTTPStatus.CONFLICT
    )


def _keep(request: HttpRequest) -> Draft:
    draft = load_draft(request.session)
    keep_typed(request, draft, request.POST.get("next", ""))
    save_draft(request.session, draft)
    return draft


def _chosen(choice: Choice) -> Chosen | None:
    try:
        names = [plain_label(get_procedure(code)) for code in choice.codes]
    except UnknownProcedure:
        return None
    start = read_start(choice.start, now=timezone.now())
    return Chosen(choice.codes[0], " + ".join(names), start)


def is_after_booking(request: HttpRequest) -> bool:
    """Whether a form was sent that another tab has booked with already."""
    is_form = request.method == "POST" and "choice" in request.POST
    return is_form and not load_draft(request.session).procedure and bool(remembered_uid(request))


def booked_page(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Say that this was booked already, and show the way to it."""
    return message_page(
        request,
        clinic,
        heading=_("You have booked in another tab"),
        paragraphs=[_("Your visit is booked or asked for already. This page was open before.")],
        go=(reverse("patient:visit"), _("Show my visit")),
        status=HTTPStatus.CONFLICT,
    )
