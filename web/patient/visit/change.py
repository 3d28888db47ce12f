"""Another time for a visit: the old one is given up only when the new one is taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clinics.errors import InvalidRequest, NotFound
from clinics.models import Clinic
from intake.selectors.reschedule_plan import plan_of_move
from intake.services.online_check import check_move
from intake.services.reschedule import move_own_visit
from scheduling.core.self_service import may_change
from scheduling.core.slot import Slot
from scheduling.core.status import Status
from scheduling.errors import (
    PatientBusy,
    RuleBroken,
    SlotTaken,
    StaleRevision,
    TooLate,
)
from scheduling.models import Appointment
from scheduling.selectors.plan import VisitPlan
from scheduling.selectors.slots import available_slots, nearest_slots
from web.patient.guards import booking_page, not_stopped
from web.patient.pages import Issue, changed_page, render_page
from web.patient.safety.answers import forget_safety, load_safety
from web.patient.times.free_times import free_times
from web.patient.times.hidden_days import hidden_days
from web.patient.times.time_form import is_fragment, picker_for, read_practitioner, read_start
from web.patient.visit.ticket import ticket_of
from web.patient.visit_session import remembered_visit
from web.timeline.visit_strip import Span, strip_parts

Refusal = SlotTaken | RuleBroken | PatientBusy


class MoveForm(forms.Form):
    """The new time as it was shown; the revision seen keeps a stale page from moving a visit."""

    start = forms.CharField(max_length=40)
    practitioner = forms.CharField(max_length=20, required=False)
    revision = forms.IntegerField(min_value=0, max_value=2**31 - 1)


@dataclass(frozen=True, slots=True)
class Move:
    """A visit that shall get another time, and what is free for it."""

    visit: Appointment
    plan: VisitPlan
    now: datetime

    @property
    def start(self) -> datetime:
        """The time it has."""
        start: datetime = self.visit.during.lower
        return start

    def slot(self, start: datetime) -> Slot:
        """Return the free time that begins then.

        Raises:
            SlotTaken: there is none.
        """
        day = start.astimezone(self.plan.clinic.zone).date()
        for each in available_slots(self.plan, first=day, last=day, now=self.now):
            if each.start == start:
                return each
        raise SlotTaken(nearest_slots(self.plan, start=start, now=self.now))


@not_stopped
def change(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Show the free times of a visit; a POST chooses one, which is then shown once more."""
    visit = remembered_visit(request, clinic)
    try:
        return _way_out(visit) or _change(request, visit)
    except TooLate:
        return redirect("patient:visit")


@not_stopped
def check_change(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Show the old and the new time; a POST moves the visit."""
    visit = remembered_visit(request, clinic)
    if visit and _has_moved(request, visit):
        return redirect("patient:visit")
    try:
        return _way_out(visit) or _check(request, visit)
    except TooLate:
        return redirect("patient:visit")


def _has_moved(request: HttpRequest, visit: Appointment) -> bool:
    """Whether the button was pressed twice, and the first press has done it."""
    chosen = read_start(request.POST.get("start", ""), now=timezone.now())
    return request.method == "POST" and chosen == visit.during.lower


def _way_out(visit: Appointment | None) -> HttpResponse | None:
    """Return where to go if no time may be shown for this visit."""
    if visit is None:
        return redirect("patient:find_visit")
    can_change = ticket_of(visit, now=timezone.now()).can_change
    return None if can_change else redirect("patient:visit")


@booking_page
def _change(request: HttpRequest, clinic: Clinic, visit: Appointment) -> HttpResponse:
    move = _move(request, visit)
    if request.method != "POST":
        return _show(request, move)
    start = read_start(request.POST.get("start", ""), now=move.now)
    if start is None:
        issue = Issue(_("Choose a time."), "first-time")
        return _show(request, move, [issue], status=HTTPStatus.BAD_REQUEST)
    if start == move.start:
        return redirect("patient:visit")
    try:
        move.slot(start)
    except SlotTaken as gone:
        return _show_refusal(request, move, gone)
    return redirect(f"{reverse('patient:check_change')}?{urlencode({'to': start.isoformat()})}")


@booking_page
def _check(request: HttpRequest, clinic: Clinic, visit: Appointment) -> HttpResponse:
    move, form = _move(request, visit), MoveForm(request.POST)
    if request.method == "POST" and form.is_valid():
        return _confirm(request, move, form)
    start = read_start(request.GET.get("to", ""), now=move.now)
    if start is None or start == move.start:
        return redirect("patient:change")
    try:
        slot = move.slot(start)
    except SlotTaken as gone:
        return _show_refusal(request, move, gone)
    return _show_both(request, move, slot)


def _move(request: HttpRequest, visit: Appointment) -> Move:
    now = timezone.now()
    check_move(visit, now=now, safety=load_safety(request.session).outcome)
    return Move(visit, plan_of_move(visit, now=now), now)


def _confirm(request: HttpRequest, move: Move, form: MoveForm) -> HttpResponse:
    start = read_start(form.cleaned_data["start"], now=move.now)
    if start is None:
        return redirect("patient:change")
    try:
        move_own_visit(
            clinic=move.visit.clinic,
            uid=move.visit.uid,
            revision=form.cleaned_data["revision"],
            start=start,
            practitioner=read_practitioner(form.cleaned_data["practitioner"]),
            triage=UUID(load_safety(request.session).record),
            now=move.now,
        )
    except (SlotTaken, RuleBroken, PatientBusy) as refusal:
        return _show_refusal(request, move, refusal)
    except InvalidRequest as wrong:
        return _show(request, move, [Issue(str(wrong))], status=HTTPStatus.BAD_REQUEST)
    except StaleRevision:
        return _show_changed(request, move, start)
    except NotFound:
        # Another visit was booked on these answers meanwhile: for this one they are given anew.
        forget_safety(request.session)
        return redirect("patient:change")
    forget_safety(request.session)
    return redirect("patient:visit")


def _show_changed(request: HttpRequest, move: Move, start: datetime) -> HttpResponse:
    """Say that another page or the clinic was quicker, and that nothing was done."""
    clinic = move.visit.clinic
    current = remembered_visit(request, clinic)
    if current and current.during.lower == start:
        return redirect("patient:visit")
    return changed_page(request, clinic)


def _show_refusal(request: HttpRequest, move: Move, refusal: Refusal) -> HttpResponse:
    """Show the times again, those near the lost one first."""
    issue = Issue(str(refusal), "nearest-1" if refusal.nearest else "")
    return _show(request, move, [issue], refusal.nearest, status=HTTPStatus.CONFLICT)


def _show(
    request: HttpRequest,
    move: Move,
    issues: Sequence[Issue] = (),
    nearest: Sequence[Slot] = (),
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    clinic, free = move.visit.clinic, free_times(move.plan, now=move.now)
    picker = picker_for(request, free, path=reverse("patient:change"), kept=move.start)
    context: dict[str, Any] = {"picker": picker, "is_fragment": is_fragment(request)}
    if context["is_fragment"]:
        return render_page(request, clinic, "patient/times/_picker.html", context)
    context |= {
        "visit": ticket_of(move.visit, now=move.now),
        "first": free.first_but(move.start),
        "hidden": hidden_days(move.plan, now=move.now),
        "errors": issues,
        "nearest": nearest,
        "back": reverse("patient:visit"),
    }
    return render_page(request, clinic, "patient/visit/change.html", context, status=status)


def _show_both(request: HttpRequest, move: Move, slot: Slot) -> HttpResponse:
    context = {
        "visit": ticket_of(move.visit, now=move.now),
        "slot": slot,
        "parts": strip_parts(
            _spans(move.plan, slot.start),
            move.plan.types[0].category,
            count=len(move.plan.types),
        ),
        "revision": move.visit.revision,
        "is_last_change": not may_change(
            move.visit.status, start=slot.start, now=move.now, cutoff_hours=_cutoff(move)
        ),
        "is_request": move.visit.status == Status.REQUESTED,
        "back": reverse("patient:change"),
    }
    return render_page(request, move.visit.clinic, "patient/visit/change_check.html", context)


def _cutoff(move: Move) -> int:
    hours: int = move.visit.clinic.cancellation_cutoff_hours
    return hours


def _spans(plan: VisitPlan, start: datetime) -> list[Span]:
    """Return the phases of a visit that would begin at `start`."""
    return [
        Span(each.kind, start + begins, start + begins + timedelta(minutes=each.minutes))
        for each in plan.demand.phases
        for begins in [timedelta(minutes=each.offset)]
    ]
