"""Choosing a date and time, and taking it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from clinics.errors import InvalidRequest
from clinics.models import Clinic
from intake.services.holds import exchange_hold, hold_slot
from procedures.models import ProcedureType
from procedures.selectors import get_procedure
from scheduling.core.filters import Narrowing
from scheduling.core.online_policy import OnlinePolicy
from scheduling.core.rules import CLINICAL_RULES, reasons_against
from scheduling.core.slot import Slot
from scheduling.errors import RuleBroken, SlotTaken
from scheduling.models import Appointment
from scheduling.selectors.slots import nearest_slots
from web.patient.booking.health_questions import asks_anything
from web.patient.draft import load_draft, save_draft
from web.patient.guards import booking_page
from web.patient.pages import Issue, render_page
from web.patient.steps import next_url, step
from web.patient.times.filter_choices import filters_of
from web.patient.times.free_times import FreeTimes
from web.patient.times.hidden_days import hidden_days
from web.patient.times.time_form import is_fragment, picker_for, read_practitioner, read_start
from web.patient.times.time_search import Question, question_of
from web.timeline.visit_strip import planned_spans, strip_parts


@booking_page
def choose_time(request: HttpRequest, clinic: Clinic, code: str) -> HttpResponse:
    """Show the free times of a procedure of the catalogue; a POST keeps one of them."""
    return _times(request, clinic, get_procedure(code))


@booking_page
def chosen_time(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Do the same at an address that names no procedure, for whoever has said who they are.

    A POST that names one looks at its times; the one chosen before stays until a time is kept. With
    a start it takes that time.
    """
    draft = load_draft(request.session)
    if code := request.POST.get("procedure", ""):
        draft.wanted = get_procedure(code).code
        save_draft(request.session, draft)
        if "start" not in request.POST:
            return redirect("patient:chosen_time")
    code = draft.wanted or draft.procedure
    if not code:
        return redirect("patient:procedures")
    return _times(request, clinic, get_procedure(code))


def _times(request: HttpRequest, clinic: Clinic, procedure: ProcedureType) -> HttpResponse:
    question = question_of(request, clinic, procedure)
    if request.method != "POST":
        if question.lacks_blood_thinner:
            return redirect(_asking("medicines", request, question))
        if question.lacks_specialist:
            return redirect(_asking("specialist", request, question))
        return _show(request, question)
    start = read_start(request.POST.get("start", ""), now=question.now)
    if start is None:
        issue = Issue(_("Choose a time."), "first-time")
        return _show(request, question, issues=[issue], status=HTTPStatus.BAD_REQUEST)
    try:
        hold, token = _keep(request, question, start)
    except (SlotTaken, RuleBroken) as gone:
        issue = Issue(str(gone), "nearest-1" if gone.nearest else "")
        return _show(request, question, [issue], gone.nearest, status=HTTPStatus.CONFLICT)
    except InvalidRequest as wrong:
        issue = Issue(str(wrong), "first-time")
        return _show(request, question, issues=[issue], status=HTTPStatus.BAD_REQUEST)
    _remember(request, question, hold, token)
    return redirect(next_url(question.draft))


def _asking(page: str, request: HttpRequest, question: Question) -> str:
    """Return a page that asks something before the times, and leads back to them."""
    filters = urlencode(question.filters.query)
    times = f"{request.path}?{filters}" if filters else request.path
    return f"{reverse(f'patient:{page}')}?{urlencode({'next': times})}"


def _keep(request: HttpRequest, question: Question, start: datetime) -> tuple[Appointment, str]:
    """Hold the time; a time kept before goes back in the same breath."""
    _check_rules(question, start)
    wish: dict[str, Any] = {
        "clinic": question.clinic,
        "codes": question.wish.codes,
        "body_parts": question.wish.parts,
        "start": start,
        "now": question.now,
        "narrowing": _narrowing(request, question),
    }
    if question.held is None:
        return hold_slot(**wish)
    draft = question.draft
    return exchange_hold(uid=UUID(draft.hold_id), token=draft.hold_token, **wish)


def _narrowing(request: HttpRequest, question: Question) -> Narrowing:
    """Return what to keep to, and of the people whom the page has named, if it has.

    A page that names somebody else than who is chosen now stands in another tab.
    """
    named = read_practitioner(request.POST.get("practitioner", ""))
    narrowing = question.narrowing
    is_offered = question.chosen or narrowing.whom is None or named in narrowing.whom
    if named is None or not is_offered:
        return narrowing
    return replace(narrowing, whom=frozenset({named}))


def _check_rules(question: Question, start: datetime) -> None:
    """Refuse now what the booking would refuse in the end: the hold knows no patient yet."""
    plan = question.narrow_plan
    broken = reasons_against(plan.ask, start, CLINICAL_RULES)
    if broken:
        raise RuleBroken(broken, nearest_slots(plan, start=start, now=question.now))


def _remember(request: HttpRequest, question: Question, hold: Appointment, token: str) -> None:
    draft, wish = question.draft, question.wish
    asks = asks_anything(question.clinic, wish.codes)
    draft.choose_procedure(wish.main.code, asks_health=asks)
    draft.hold_id, draft.hold_token = str(hold.uid), token
    draft.start = hold.during.lower.isoformat()
    save_draft(request.session, draft)


def _show(
    request: HttpRequest,
    question: Question,
    issues: Sequence[Issue] = (),
    nearest: Sequence[Slot] = (),
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    free = question.free()
    kept = question.held.start if question.held else None
    filters = question.filters.query
    picker = picker_for(request, free, path=request.path, kept=kept, filters=filters)
    context: dict[str, Any] = {"picker": picker, "is_fragment": is_fragment(request)}
    context["specialist"] = question.chosen
    if context["is_fragment"]:
        return render_page(request, question.clinic, "patient/times/_picker.html", context)
    named = "" if request.path == reverse("patient:chosen_time") else question.wish.main.code
    context |= _whole_page(request, question, free)
    context |= {"errors": issues, "nearest": nearest, "named": named}
    return render_page(
        request, question.clinic, "patient/times/choose_time.html", context, status=status
    )


def _whole_page(request: HttpRequest, question: Question, free: FreeTimes) -> dict[str, Any]:
    procedure, order = question.wish.main, question.wish.order
    first = free.first
    whole = question.free_without_filters() if question.filters.count else free
    arrival = question.held.start if question.held else first.start if first else None
    spans = planned_spans(question.plan.demand, arrival) if arrival else []
    unordered = [
        label
        for each, label in zip(question.wish.types, question.wish.labels, strict=True)
        if each.online_policy == OnlinePolicy.ORDER_OR_REVIEW and not (order and each == procedure)
    ]
    return {
        "back": _back(request, question),
        "times": request.path,
        "asks_specialist": question.has_choice,
        "choose_specialist": _asking("specialist", request, question),
        "filters": filters_of(question, whole),
        "filters_used": question.filters.count,
        "step": step("time", question.draft),
        "hold": question.held,
        "first": first,
        "order": order,
        "needs_review": bool(unordered),
        "unordered": ", ".join(unordered),
        "labels": question.wish.labels,
        "total_minutes": question.plan.demand.total_minutes,
        "may_answer": True,
        "hidden": hidden_days(question.plan, now=question.now),
        "arrival": arrival,
        "parts": strip_parts(spans, procedure.category, count=len(question.wish.types)),
        "added": question.wish.added,
        "may_add": procedure.category != ProcedureType.Category.CONSULTATION,
        "finish_at": spans[-1].end if spans else None,
    }


def _back(request: HttpRequest, question: Question) -> str:
    draft = question.draft
    if question.has_choice:
        return _asking("specialist", request, question)
    if draft.order_code or not draft.need:
        return reverse("patient:start")
    return f"{reverse('patient:procedures')}?need={draft.need}"
