"""The check of all answers, with the button that confirms."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clinics.errors import InvalidRequest
from clinics.models import Clinic
from intake.errors import TooManyCodes
from procedures.selectors import questions_of
from scheduling.errors import PatientBusy, RuleBroken
from web.patient.booking.answers import Answered, answer_rows
from web.patient.booking.confirmation import asks_proof, confirm, must_prove, ordered, why_asked_for
from web.patient.booking.contact_code import contact_url, send
from web.patient.booking.visit_request import visit_request_of
from web.patient.draft import Draft, load_draft
from web.patient.guards import booking_page, not_stopped, same_draft
from web.patient.pages import Issue, render_page
from web.patient.steps import is_call_only, next_url, step
from web.patient.times.hold import held_time
from web.patient.visit_session import remembered_uid
from web.templatetags.clinic_time import clock, date_mid
from web.timeline.visit_strip import strip_parts

REFUSALS = (InvalidRequest, PatientBusy, RuleBroken)


@not_stopped
def check_answers(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Show everything once more; a POST books it, asks for it, or sends the code before that."""
    kept_time = load_draft(request.session).hold_id
    if request.method == "POST" and not kept_time and remembered_uid(request):
        return redirect("patient:done")  # the button was pressed twice, one after the other
    return _check(request)


@booking_page
@same_draft
def _check(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    draft = load_draft(request.session)
    if next_url(draft) != reverse("patient:check"):
        return redirect(next_url(draft))
    if request.method != "POST":
        return check_page(request, clinic, draft)
    order = ordered(draft, clinic)
    try:
        if must_prove(draft, order):
            send(request, clinic, draft)
            return redirect("patient:code")
        confirm(request, clinic, draft)
    except TooManyCodes as refusal:
        issue = Issue(str(refusal), url=contact_url(draft))
        return check_page(request, clinic, draft, [issue], status=HTTPStatus.TOO_MANY_REQUESTS)
    except REFUSALS as refusal:
        return refused_check_page(request, clinic, draft, refusal)
    return redirect("patient:done")


def refused_check_page(
    request: HttpRequest, clinic: Clinic, draft: Draft, refusal: Exception
) -> HttpResponse:
    """Show the answers again, and why they cannot be booked at this time."""
    issue = Issue(str(refusal), url=reverse("patient:chosen_time"))
    return check_page(request, clinic, draft, [issue], status=HTTPStatus.CONFLICT)


def check_page(
    request: HttpRequest,
    clinic: Clinic,
    draft: Draft,
    issues: Sequence[Issue] = (),
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Show everything said, each with the way to change it."""
    now = timezone.now()
    held = held_time(draft, clinic, now)
    wanted = visit_request_of(draft, clinic, draft.procedure, now=now)
    order = wanted.order
    told = Answered(draft, clinic, held, wanted, questions_of(wanted.types))
    reasons = why_asked_for(request, clinic, draft)
    needs_clinician = bool(reasons)
    by_phone = asks_proof(draft, order) and is_call_only(draft)
    context: dict[str, Any] = {
        "rows": answer_rows(told),
        "parts": strip_parts(held.spans, wanted.main.category, count=len(wanted.types)),
        "hold": held,
        "choice": draft.key,
        "errors": issues,
        "needs_review": needs_clinician or by_phone,
        "needs_clinician": needs_clinician,
        "by_phone": by_phone,
        "sends_code": must_prove(draft, order),
        "reasons": reasons,
        "after": _after(clinic, draft, held.start),
        "back": reverse("patient:health" if draft.asks_health else "patient:details"),
        "step": step("check", draft),
    }
    return render_page(
        request, clinic, "patient/booking/check_answers.html", context, status=status
    )


def _after(clinic: Clinic, draft: Draft, start: datetime) -> str:
    """Say what follows the button."""
    words = [_told_how(draft)]
    until = start - timedelta(hours=clinic.cancellation_cutoff_hours)
    if until > timezone.now():
        when = {"day": date_mid(until, clinic), "time": clock(until, clinic)}
        words.append(_("You can cancel until %(day)s, %(time)s.") % when)
    return " ".join(words)


def _told_how(draft: Draft) -> str:
    phone, email = draft.reached.get("phone"), draft.reached.get("email")
    if is_call_only(draft):
        return _("We then call you.")
    if phone and email:
        return _("We then send you a text message and an email.")
    return _("We then send you a text message.") if phone else _("We then send you an email.")
