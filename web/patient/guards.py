"""What stands before every step of a booking: clear answers, and the draft its form was made for.

Every page and form of a booking stands behind `booking_page`. After an urgent answer it leads to
the page that says what to do, whatever was asked for; without answers to the first question.

The draft is one per browser, and two tabs may show it. Each form carries the key of the draft its
page was made for; a patient who has chosen something else in another tab meanwhile is asked which
of the two is meant.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from clinics.models import Clinic
from intake.core.triage import SafetyOutcome
from procedures.errors import UnknownProcedure
from procedures.selectors import get_procedure
from scheduling.errors import HoldExpired
from web.patient.booking.order import plain_label
from web.patient.draft import Draft, DraftKey, load_draft, save_draft
from web.patient.form_recovery import keep_typed
from web.patient.pages import PatientView, message_page, patient_page, render_page
from web.patient.safety.answers import load_safety
from web.patient.steps import next_url
from web.patient.times.time_form import read_start
from web.patient.visit_session import remembered_uid

STOP_PAGES = {
    SafetyOutcome.EMERGENCY: "patient:emergency",
    SafetyOutcome.TODAY: "patient:call_today",
}


@dataclass(frozen=True, slots=True)
class ChosenVisit:
    """What a draft is about, in words; without a start no time is taken yet."""

    code: str
    name: str
    start: datetime | None


def not_stopped(view: PatientView) -> PatientView:
    """Close a page once an answer is urgent; patient_page is part of it."""

    @patient_page
    @wraps(view)
    def page(request: HttpRequest, clinic: Clinic, *args: Any, **kwargs: Any) -> HttpResponse:
        stop = load_safety(request.session).stop(timezone.now())
        if stop:
            return _send(request, reverse(STOP_PAGES[SafetyOutcome(stop)]))
        return view(request, clinic, *args, **kwargs)

    return page


def booking_page(view: PatientView) -> PatientView:
    """Open a step of a booking once all safety questions are answered, none urgently."""

    @not_stopped
    @wraps(view)
    def page(request: HttpRequest, clinic: Clinic, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_after_booking(request):
            return booked_page(request, clinic)
        if not load_safety(request.session).has_passed(timezone.now()):
            return _send(request, question_url(1, _next_page(request)))
        return view(request, clinic, *args, **kwargs)

    return page


def question_url(number: int, next_page: str = "") -> str:
    """Return a safety question; `next_page` is the page to go on to after the last."""
    url = reverse("patient:safety", args=[number])
    return f"{url}?{urlencode({'next': next_page})}" if is_step(next_page) else url


def is_step(path: str) -> bool:
    """Whether this is a page of ours that comes after the questions: of a booking or a visit."""
    is_ours = url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return is_ours and (path.startswith(reverse("patient:procedures")) or is_of_visit(path))


def is_of_visit(path: str) -> bool:
    """Whether this is about a visit that exists: another time for it, or something new."""
    return path.startswith((reverse("patient:change"), reverse("patient:told")))


def _next_page(request: HttpRequest) -> str:
    """Return where the questions lead back to; a form of a booking has to be found anew."""
    if request.method == "GET":
        return request.get_full_path()
    return reverse("patient:change") if is_of_visit(request.path) else ""


def _send(request: HttpRequest, url: str) -> HttpResponse:
    """Send the whole page there, also when only a part of it was asked for."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponseClientRedirect(url)
    return redirect(url)


def same_draft(view: PatientView) -> PatientView:
    """Take a form only for the draft its page was made for; whatever happens, keep its text.

    Stands under `booking_page`; the view is called with (request, clinic, ...).
    """

    @wraps(view)
    def page(request: HttpRequest, clinic: Clinic, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, clinic, *args, **kwargs)
        draft, shown = load_draft(request.session), DraftKey.read(request.POST.get("choice", ""))
        if shown is not None and shown != draft.key:
            return _another(request, clinic, draft, shown)
        try:
            return view(request, clinic, *args, **kwargs)
        except HoldExpired:
            _keep(request)
            raise

    return page


def _another(request: HttpRequest, clinic: Clinic, draft: Draft, shown: DraftKey) -> HttpResponse:
    draft = _keep(request)
    if not draft.hold_id and draft.procedure in ("", shown.codes[0]):
        raise HoldExpired
    context = {
        "here": _chosen(shown),
        "there": _chosen(draft.key),
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


def _chosen(shown: DraftKey) -> ChosenVisit | None:
    try:
        names = [plain_label(get_procedure(code)) for code in shown.codes]
    except UnknownProcedure:
        return None
    start = read_start(shown.start, now=timezone.now())
    return ChosenVisit(shown.codes[0], " + ".join(names), start)


def is_after_booking(request: HttpRequest) -> bool:
    """Whether the form is of a draft that another tab has booked with already."""
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
