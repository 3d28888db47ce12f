"""Answering what patients asked for online without an order."""

from collections.abc import Callable, Sequence
from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clinics.errors import InvalidRequest
from clinics.models import Clinic
from intake.selectors.booking_requests import get_request, open_requests
from intake.services.booking_requests import accept_request, confirm_called, decline_request
from people.models import User
from people.permissions import Action, may
from people.services.access_log import record_access, record_accesses
from scheduling.core.booking_requests import DeclineReason
from scheduling.errors import NotPossible, StaleRevision
from scheduling.models import Appointment
from web.staff.access import render_staff, staff_page
from web.staff.requests.forms import AnswerForm, DeclineForm
from web.staff.requests.page import request_rows
from web.words.staff import age_on, treatments_of

DONE = {
    "accepted": gettext_lazy("Booked. The patient is told, and reminded before the visit."),
    "called": gettext_lazy("Noted: you called, and it is them. A doctor can answer the request."),
    "declined": gettext_lazy("Declined. The time is free again, and the patient is told."),
}
TARGETS = {"reason": "id_reason_0", "note": "id_note"}


@require_safe
@staff_page(Action.SEE_REQUESTS)
def requests(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Show what waits for an answer; ?done= says what the last one was."""
    return _list(request, clinic)


@require_POST
@staff_page(Action.ANSWER_REQUEST)
def accept(request: HttpRequest, clinic: Clinic, uid: UUID) -> HttpResponse:
    """Book what was asked for."""
    form = _seen(request)
    return _answer(
        request,
        clinic,
        lambda by: accept_request(
            clinic=clinic,
            uid=uid,
            revision=form.cleaned_data["revision"],
            by=by,
            now=timezone.now(),
            is_thinner_reviewed=form.cleaned_data["is_thinner_reviewed"],
        ),
        done="accepted",
    )


@require_POST
@staff_page(Action.CONFIRM_CALLED)
def called(request: HttpRequest, clinic: Clinic, uid: UUID) -> HttpResponse:
    """Note that a call has shown who asks."""
    form = _seen(request)
    return _answer(
        request,
        clinic,
        lambda by: confirm_called(
            clinic=clinic,
            uid=uid,
            revision=form.cleaned_data["revision"],
            by=by,
            now=timezone.now(),
        ),
        done="called",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Action.ANSWER_REQUEST)
def decline(request: HttpRequest, clinic: Clinic, uid: UUID) -> HttpResponse:
    """Ask why, once and for all; then free the time."""
    user = request.user
    assert isinstance(user, User)
    try:
        visit = get_request(user=user, clinic=clinic, uid=uid)
    except NotPossible:
        return _changed(request, clinic)
    form = DeclineForm(request.POST or None, initial={"revision": visit.revision})
    if request.method != "POST" or not form.is_valid():
        return _confirm(request, visit, form)
    answer = form.cleaned_data
    return _answer(
        request,
        clinic,
        lambda by: decline_request(
            clinic=clinic,
            uid=uid,
            revision=answer["revision"],
            by=by,
            now=timezone.now(),
            reason=DeclineReason(answer["reason"]),
            note=answer["note"],
        ),
        done="declined",
    )


def _seen(request: HttpRequest) -> AnswerForm:
    """Return which revision was seen by whoever answers."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise InvalidRequest(_("Load the list of requests again, then answer."), field="revision")
    return form


def _answer(
    request: HttpRequest, clinic: Clinic, service: Callable[[User], Appointment], *, done: str
) -> HttpResponse:
    """Run the service; who was overtaken reads the list as it is now."""
    user = request.user
    assert isinstance(user, User)
    try:
        service(user)
    except (StaleRevision, NotPossible):
        return _changed(request, clinic)
    except InvalidRequest:
        text = _("Tick that the blood thinner is reviewed, then accept. Nothing was changed.")
        return _list(request, clinic, errors=[{"text": text}], status=HTTPStatus.BAD_REQUEST)
    return redirect(f"{reverse('staff:requests')}?done={done}")


def _changed(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    text = _(
        "This request was answered, moved or called off meanwhile, or its time ran out. Nothing "
        "was changed. The list below is up to date."
    )
    return _list(request, clinic, errors=[{"text": text}], status=HTTPStatus.CONFLICT)


def _list(
    request: HttpRequest,
    clinic: Clinic,
    *,
    errors: Sequence[dict[str, str]] = (),
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    user, now = request.user, timezone.now()
    assert isinstance(user, User)
    waiting = open_requests(user, clinic)
    shown = [each.appointment.patient_id for each in waiting if each.appointment.patient_id]
    record_accesses(user=user, patients=shown, what="requests")
    rows = request_rows(waiting, now=now)
    context = {
        "rows": rows,
        "has_calls": any(row.must_call for row in rows),
        "may_answer": may(user, Action.ANSWER_REQUEST),
        "may_read": may(user, Action.SEE_RECORD),
        "done": DONE.get(request.GET.get("done", "")),
        "errors": errors,
    }
    return render_staff(request, clinic, "staff/requests/requests.html", context, status=status)


def _confirm(request: HttpRequest, visit: Appointment, form: DeclineForm) -> HttpResponse:
    user, patient = request.user, visit.patient
    assert isinstance(user, User)
    if patient is not None:
        record_access(user=user, patient=patient, what="request to decline")
    today = timezone.now().astimezone(visit.clinic.zone).date()
    context = {
        "form": form,
        "visit": visit,
        "patient": patient,
        "age": age_on(patient.date_of_birth, today) if patient else None,
        "treatments": treatments_of(visit),
        "errors": [
            {"text": text, "target": TARGETS.get(name, "")}
            for name, texts in form.errors.items()
            for text in texts
        ],
    }
    return render_staff(
        request,
        visit.clinic,
        "staff/requests/decline.html",
        context,
        status=HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK,
    )
