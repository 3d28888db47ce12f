"""The choice of a date and time, and the hold on it."""

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
from web.patient.times.filters import filters_of
from web.patient.times.free_times import FreeTimes
from web.patient.times.hidden_days import hidden_days
from web.patient.times.time_form import is_fragment, picker_for, read_practitioner, read_start
from web.patient.times.time_search import TimeSearch, time_search_of
from web.timeline.visit_strip import planned_spans, strip_parts


@booking_page
def choose_time(request: HttpRequest, clinic: Clinic, code: str) -> HttpResponse:
    """Show the free times of a procedure of the catalogue; a POST keeps one of them."""
    return _times(request, clinic, get_procedure(code))


@booking_page
def chosen_time(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Do the same at an address that names no procedure, for a patient who has said who they are.

    A POST that names one looks at its times; the one chosen before stays until a time is kept. With
    a start it takes that time.
    """
    draft = load_draft(request.session)
    if code := request.POST.get("procedure", ""):
        draft.looked_at = get_procedure(code).code
        save_draft(request.session, draft)
        if "start" not in request.POST:
            return redirect("patient:chosen_time")
    code = draft.looked_at or draft.procedure
    if not code:
        return redirect("patient:procedures")
    return _times(request, clinic, get_procedure(code))


def _times(request: HttpRequest, clinic: Clinic, procedure: ProcedureType) -> HttpResponse:
    search = time_search_of(request, clinic, procedure)
    if request.method != "POST":
        if search.lacks_blood_thinner:
            return redirect(_asking("medicines", request, search))
        if search.lacks_specialist:
            return redirect(_asking("specialist", request, search))
        return _show(request, search)
    start = read_start(request.POST.get("start", ""), now=search.now)
    if start is None:
        issue = Issue(_("Choose a time."), "first-time")
        return _show(request, search, issues=[issue], status=HTTPStatus.BAD_REQUEST)
    try:
        hold, token = _keep(request, search, start)
    except (SlotTaken, RuleBroken) as gone:
        issue = Issue(str(gone), "nearest-1" if gone.nearest else "")
        return _show(request, search, [issue], gone.nearest, status=HTTPStatus.CONFLICT)
    except InvalidRequest as wrong:
        issue = Issue(str(wrong), "first-time")
        return _show(request, search, issues=[issue], status=HTTPStatus.BAD_REQUEST)
    _remember(request, search, hold, token)
    return redirect(next_url(search.draft))


def _asking(page: str, request: HttpRequest, search: TimeSearch) -> str:
    """Return a page that asks something before the times, and leads back to them."""
    filters = urlencode(search.filters.query)
    times = f"{request.path}?{filters}" if filters else request.path
    return f"{reverse(f'patient:{page}')}?{urlencode({'next': times})}"


def _keep(request: HttpRequest, search: TimeSearch, start: datetime) -> tuple[Appointment, str]:
    """Hold the time; a time kept before goes back in the same breath."""
    _check_rules(search, start)
    visit: dict[str, Any] = {
        "clinic": search.clinic,
        "codes": search.wanted.codes,
        "body_parts": search.wanted.parts,
        "start": start,
        "now": search.now,
        "narrowing": _narrowing(request, search),
    }
    if search.held is None:
        return hold_slot(**visit)
    draft = search.draft
    return exchange_hold(uid=UUID(draft.hold_id), token=draft.hold_token, **visit)


def _narrowing(request: HttpRequest, search: TimeSearch) -> Narrowing:
    """Return what to keep to, and of the people whom the page has named, if it has.

    A page that names another specialist than the one chosen now stands in another tab.
    """
    named = read_practitioner(request.POST.get("practitioner", ""))
    narrowing = search.narrowing
    is_offered = search.chosen or narrowing.whom is None or named in narrowing.whom
    if named is None or not is_offered:
        return narrowing
    return replace(narrowing, whom=frozenset({named}))


def _check_rules(search: TimeSearch, start: datetime) -> None:
    """Refuse now what the booking would refuse in the end: the hold knows no patient yet."""
    plan = search.narrow_plan
    broken = reasons_against(plan.ask, start, CLINICAL_RULES)
    if broken:
        raise RuleBroken(broken, nearest_slots(plan, start=start, now=search.now))


def _remember(request: HttpRequest, search: TimeSearch, hold: Appointment, token: str) -> None:
    draft, wanted = search.draft, search.wanted
    asks = asks_anything(search.clinic, wanted.codes)
    draft.choose_procedure(wanted.main.code, asks_health=asks)
    draft.hold_id, draft.hold_token = str(hold.uid), token
    draft.start = hold.during.lower.isoformat()
    save_draft(request.session, draft)


def _show(
    request: HttpRequest,
    search: TimeSearch,
    issues: Sequence[Issue] = (),
    nearest: Sequence[Slot] = (),
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    free = search.free()
    kept = search.held.start if search.held else None
    filters = search.filters.query
    picker = picker_for(request, free, path=request.path, kept=kept, filters=filters)
    context: dict[str, Any] = {"picker": picker, "is_fragment": is_fragment(request)}
    context["specialist"] = search.chosen
    if context["is_fragment"]:
        return render_page(request, search.clinic, "patient/times/_picker.html", context)
    named = "" if request.path == reverse("patient:chosen_time") else search.wanted.main.code
    context |= _whole_page(request, search, free)
    context |= {"errors": issues, "nearest": nearest, "named": named}
    return render_page(
        request, search.clinic, "patient/times/choose_time.html", context, status=status
    )


def _whole_page(request: HttpRequest, search: TimeSearch, free: FreeTimes) -> dict[str, Any]:
    procedure, order = search.wanted.main, search.wanted.order
    first = free.first
    whole = search.free_without_filters() if search.filters.count else free
    arrival = search.held.start if search.held else first.start if first else None
    spans = planned_spans(search.plan.demand, arrival) if arrival else []
    unordered = [
        label
        for each, label in zip(search.wanted.types, search.wanted.labels, strict=True)
        if each.online_policy == OnlinePolicy.ORDER_OR_REVIEW and not (order and each == procedure)
    ]
    return {
        "back": _back(request, search),
        "times": request.path,
        "asks_specialist": search.has_choice,
        "choose_specialist": _asking("specialist", request, search),
        "filters": filters_of(search.filters, whole, plan=search.plan, people=search.people),
        "filters_used": search.filters.count,
        "step": step("time", search.draft),
        "hold": search.held,
        "first": first,
        "order": order,
        "needs_review": bool(unordered),
        "unordered": ", ".join(unordered),
        "labels": search.wanted.labels,
        "total_minutes": search.plan.demand.total_minutes,
        "may_answer": True,
        "hidden": hidden_days(search.plan, now=search.now),
        "arrival": arrival,
        "parts": strip_parts(spans, procedure.category, count=len(search.wanted.types)),
        "added": search.wanted.added,
        "may_add": procedure.category != ProcedureType.Category.CONSULTATION,
        "finish_at": spans[-1].end if spans else None,
    }


def _back(request: HttpRequest, search: TimeSearch) -> str:
    draft = search.draft
    if search.has_choice:
        return _asking("specialist", request, search)
    if draft.order_code or not draft.need:
        return reverse("patient:start")
    return f"{reverse('patient:procedures')}?need={draft.need}"
