"""The safety questions, one on a page, before any time is shown."""

from contextlib import suppress
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinics.errors import NotFound
from clinics.models import Clinic
from intake.core.triage import STOPS, SafetyOutcome
from intake.services.online_check import is_open_consultation
from intake.services.triage import judge_safety, record_triage
from people.models import Patient
from procedures.models import SafetyQuestion
from procedures.selectors import get_procedure, safety_questions
from scheduling.errors import NotPossible
from scheduling.models import Order
from scheduling.services.holds import release_hold
from web.patient.booking.health_questions import ANSWERS
from web.patient.booking.order import order_of
from web.patient.draft import Draft, drop_draft, load_draft, save_draft
from web.patient.form_recovery import unsent
from web.patient.guards import STOP_PAGES, is_of_visit, is_step, not_stopped, question_url
from web.patient.pages import form_issues, message_page, render_page
from web.patient.safety.answers import Safety, load_safety, save_safety
from web.patient.steps import next_url
from web.patient.visit_session import remembered_visit
from web.templatetags.page_languages import page_language


class SafetyForm(forms.Form):
    """Yes, no or not sure; none is guessed beforehand."""

    answer = forms.ChoiceField(
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Answer yes, no or not sure."),
            "invalid_choice": gettext_lazy("Answer yes, no or not sure."),
        },
    )

    def __init__(self, *args: Any, question: SafetyQuestion, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].label = question.text_in(language)
        self.fields["answer"].help_text = question.hint_in(language)


@not_stopped
def safety(request: HttpRequest, clinic: Clinic, number: int) -> HttpResponse:
    """Ask one question; a POST keeps its answer, and the last one decides."""
    questions = safety_questions()
    if judge_safety(questions, {each.code: "no" for each in questions}) is not SafetyOutcome.CLEAR:
        return _nothing_to_ask(request, clinic)
    kept, next_page = load_safety(request.session), request.GET.get("next", "")
    open_now = first_open(questions, kept)
    if not 1 <= number <= len(questions):
        raise NotFound
    if number > open_now:
        return redirect(question_url(open_now, next_page))
    question = questions[number - 1]
    form = SafetyForm(
        request.POST if request.method == "POST" else None,
        initial={"answer": kept.answers.get(question.code)} | unsent(request),
        question=question,
        language=page_language(),
    )
    if request.method == "POST" and form.is_valid():
        kept.answer(question.code, form.cleaned_data["answer"])
        return _go_on(request, clinic, questions, kept, number)
    context: dict[str, Any] = {
        "form": form,
        "errors": form_issues(form),
        "main_form": "safety",
        "number": number,
        "total": len(questions),
        "back": question_url(number - 1, next_page) if number > 1 else reverse("patient:start"),
    }
    return render_page(request, clinic, "patient/safety/question.html", context)


def first_open(questions: list[SafetyQuestion], kept: Safety) -> int:
    """Return the number of the first question without an answer; the last if all have one."""
    for number, question in enumerate(questions, start=1):
        if question.code not in kept.answers:
            return number
    return len(questions)


def _go_on(
    request: HttpRequest,
    clinic: Clinic,
    questions: list[SafetyQuestion],
    kept: Safety,
    number: int,
) -> HttpResponse:
    outcome = judge_safety(questions, kept.answers)
    next_page = request.GET.get("next", "")
    is_last = number == len(questions)
    if outcome is SafetyOutcome.EMERGENCY or (is_last and outcome is not SafetyOutcome.UNANSWERED):
        return _decide(request, clinic, kept, next_page)
    save_safety(request.session, kept)
    return redirect(question_url(first_open(questions, kept) if is_last else number + 1, next_page))


def _decide(request: HttpRequest, clinic: Clinic, kept: Safety, next_page: str) -> HttpResponse:
    """Keep the answers for the clinic, and go where they lead."""
    now, draft = timezone.now(), load_draft(request.session)
    order = order_of(draft, clinic, now.astimezone(clinic.zone).date())
    record = record_triage(
        clinic=clinic,
        answers=kept.answers,
        now=now,
        language=page_language(),
        patient=_patient(request, clinic, order, next_page),
    )
    kept.decide(record.outcome, str(record.uid), now)
    save_safety(request.session, kept)
    if record.outcome in STOPS:
        _release(draft, clinic, now)
        drop_draft(request.session)
        return redirect(STOP_PAGES[SafetyOutcome(record.outcome)])
    if record.outcome == SafetyOutcome.CONSULTATION and not _may_stay(draft, order):
        _release(draft, clinic, now)
        draft.procedure = ""
        save_draft(request.session, draft)
    return redirect(next_page if is_step(next_page) else _way_on(draft))


def _patient(
    request: HttpRequest, clinic: Clinic, order: Order | None, next_page: str
) -> Patient | None:
    """Return who answers, if we know: of the visit they are at, or of an order."""
    if is_of_visit(next_page):
        visit = remembered_visit(request, clinic)
        return visit.patient if visit else None
    return order.patient if order else None


def _release(draft: Draft, clinic: Clinic, now: datetime) -> None:
    """Give a kept time back; one that is gone already is as good."""
    with suppress(ValueError, NotFound, NotPossible):
        release_hold(clinic=clinic, uid=UUID(draft.hold_id), token=draft.hold_token, now=now)
    draft.forget_hold()


def _may_stay(draft: Draft, order: Order | None) -> bool:
    """Whether the chosen procedure is open to a patient whom a doctor has to see first."""
    if not draft.procedure:
        return True
    if order is not None and order.procedure_type.code == draft.procedure:
        return True
    return is_open_consultation(get_procedure(draft.procedure))


def _way_on(draft: Draft) -> str:
    if draft.procedure and (draft.hold_id or draft.order_code):
        return next_url(draft)
    need = f"?need={draft.need}" if draft.need else ""
    return reverse("patient:procedures") + need


def _nothing_to_ask(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Close the booking: without questions no patient is known to be safe."""
    return message_page(
        request,
        clinic,
        heading=_("Please call us to book"),
        paragraphs=[_("Booking on this page is closed at the moment.")],
        is_urgent=True,
        status=HTTPStatus.SERVICE_UNAVAILABLE,
    )
