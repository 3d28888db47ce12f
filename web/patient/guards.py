"""The one gate between the need and a time: no step of a booking without clear answers.

Every page and form of a booking stands behind `booking_page`. After an urgent answer it leads to
the page that says what to do, whatever was asked for; without answers to the first question.
"""

from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from clinics.models import Clinic
from intake.core.triage import Outcome
from web.patient.pages import PatientView, patient_page
from web.patient.safety.answers import load_safety
from web.patient.tabs import booked_page, is_after_booking

STOP_PAGES = {Outcome.EMERGENCY: "patient:emergency", Outcome.TODAY: "patient:call_today"}


def not_stopped(view: PatientView) -> PatientView:
    """patient_page for what stays open until an answer is urgent."""

    @patient_page
    @wraps(view)
    def page(request: HttpRequest, clinic: Clinic, *args: Any, **kwargs: Any) -> HttpResponse:
        stop = load_safety(request.session).stop(timezone.now())
        if stop:
            return _send(request, reverse(STOP_PAGES[Outcome(stop)]))
        return view(request, clinic, *args, **kwargs)

    return page


def booking_page(view: PatientView) -> PatientView:
    """patient_page for a step of a booking: all safety questions are answered, none urgently."""

    @not_stopped
    @wraps(view)
    def page(request: HttpRequest, clinic: Clinic, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_after_booking(request):
            return booked_page(request, clinic)
        if not load_safety(request.session).has_passed(timezone.now()):
            return _send(request, question_url(1, _wished(request)))
        return view(request, clinic, *args, **kwargs)

    return page


def question_url(number: int, wished: str = "") -> str:
    """Return a safety question; `wished` is the page to go on to after the last."""
    url = reverse("patient:safety", args=[number])
    return f"{url}?{urlencode({'next': wished})}" if is_step(wished) else url


def is_step(path: str) -> bool:
    """Whether this is a page of ours that comes after the questions: of a booking or a visit."""
    is_ours = url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return is_ours and (path.startswith(reverse("patient:procedures")) or is_of_visit(path))


def is_of_visit(path: str) -> bool:
    """Whether this is about a visit that exists: another time for it, or something new."""
    return path.startswith((reverse("patient:change"), reverse("patient:told")))


def _wished(request: HttpRequest) -> str:
    """Return where the questions lead back to; a form of a booking has to be found anew."""
    if request.method == "GET":
        return request.get_full_path()
    return reverse("patient:change") if is_of_visit(request.path) else ""


def _send(request: HttpRequest, url: str) -> HttpResponse:
    """Send the whole page there, also when only a part of it was asked for."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponseClientRedirect(url)
    return redirect(url)
