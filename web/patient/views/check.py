"""Checking the answers, and confirming."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from people.services.patients import PatientDetails
from procedures.selectors import get_procedure, questions_of, specs_for
from scheduling.core.status import Status
from scheduling.errors import InvalidRequest, NotPossible, PatientBusy, RuleBroken
from scheduling.models import Clinic, Order
from scheduling.selectors.plan import BodyPart
from scheduling.services.booking import BookingRequest, confirm_hold
from scheduling.services.policy import decide_booking
from scheduling.services.screening import judge_screening
from web.patient.answers import Answered, answer_rows
from web.patient.draft import Draft, drop_draft, load_draft
from web.patient.forms.details import UNSURE
from web.patient.gate import booking_page, not_stopped
from web.patient.holding import held_time
from web.patient.ordering import order_for
from web.patient.pages import Issue, render_page
from web.patient.remembered import remember_visit, remembered_uid
from web.patient.safety import Safety, forget_safety, load_safety
from web.patient.steps import next_url, step
from web.templatetags.clinic_time import clock, date_mid
from web.visit_strip import strip_parts


@not_stopped
def check(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Show everything once more; a POST books it or asks for it."""
    kept_time = load_draft(request.session).hold_id
    if request.method == "POST" and not kept_time and remembered_uid(request):
        return redirect("patient:done")  # the button was pressed twice, one after the other
    return _check(request)


@booking_page
def _check(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    draft = load_draft(request.session)
    if next_url(draft) != reverse("patient:check"):
        return redirect(next_url(draft))
    if request.method != "POST":
        return _show(request, clinic, draft)
    return _confirm(request, clinic, draft)


def _confirm(request: HttpRequest, clinic: Clinic, draft: Draft) -> HttpResponse:
    held = UUID(draft.hold_id)
    today = timezone.now().astimezone(clinic.zone).date()
    order = order_for(draft, clinic, get_procedure(draft.procedure), today)
    try:
        visit = confirm_hold(
            clinic=clinic,
            uid=held,
            token=draft.hold_token,
            request=_booking_request(draft, order, load_safety(request.session)),
            now=timezone.now(),
        )
    except NotPossible:
        # The button was pressed twice: the first press has booked it, and its secret is ours.
        remember_visit(request, held)
    except (InvalidRequest, PatientBusy, RuleBroken) as refusal:
        issue = Issue(str(refusal), url=reverse("patient:time", args=[draft.procedure]))
        return _show(request, clinic, draft, [issue], status=HTTPStatus.CONFLICT)
    else:
        remember_visit(request, visit.uid)
    drop_draft(request.session)
    forget_safety(request.session)
    return redirect("patient:done")


def _booking_request(draft: Draft, order: Order | None, safety: Safety) -> BookingRequest:
    details = draft.details
    side = details.get("side", "").replace(UNSURE, "")
    level = details.get("level", "").replace(UNSURE, "")
    return BookingRequest(
        patient=PatientDetails(
            full_name=details["full_name"],
            date_of_birth=date.fromisoformat(details["date_of_birth"]),
            phone=details.get("phone", ""),
            email=details.get("email", ""),
            language=details.get("language") or "en",
        ),
        order_code=order.code if order else "",
        body_parts=[] if order else [BodyPart(side, (level,) if level else ())],
        screening=draft.answers if draft.asks_health else {},
        triage=UUID(safety.record),
    )


def _show(
    request: HttpRequest,
    clinic: Clinic,
    draft: Draft,
    issues: Sequence[Issue] = (),
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    now = timezone.now()
    held = held_time(draft, clinic, now)
    procedure = get_procedure(draft.procedure)
    order = order_for(draft, clinic, procedure, now.astimezone(clinic.zone).date())
    types = specs_for([procedure.code])
    questions = questions_of(types)
    outcome = judge_screening(types, draft.answers if draft.asks_health else {})
    decision = decide_booking([procedure], order=order, outcome=outcome, is_staff=False)
    told = Answered(draft, clinic, held, procedure, order, questions)
    context: dict[str, Any] = {
        "rows": answer_rows(told),
        "parts": strip_parts(held.spans, procedure.category),
        "hold": held,
        "errors": issues,
        "needs_review": decision.status == Status.REQUESTED,
        "has_order": order is not None,
        "after": _after(clinic, draft, held.start),
        "back": reverse("patient:health" if draft.asks_health else "patient:details"),
        "step": step("check", draft),
    }
    return render_page(request, clinic, "patient/check.html", context, status=status)


def _after(clinic: Clinic, draft: Draft, start: datetime) -> str:
    """Say what follows the button."""
    words = [_told_how(draft)]
    until = start - timedelta(hours=clinic.cancellation_cutoff_hours)
    if until > timezone.now():
        when = {"day": date_mid(until, clinic), "time": clock(until, clinic)}
        words.append(_("You can cancel until %(day)s, %(time)s.") % when)
    return " ".join(words)


def _told_how(draft: Draft) -> str:
    phone, email = draft.details.get("phone"), draft.details.get("email")
    if phone and email:
        return _("We then send you a text message and an email.")
    return _("We then send you a text message.") if phone else _("We then send you an email.")
