"""The health questions and the consent of a visit, and its consent text to print."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from clinics.models import Clinic
from web.patient.booking.health_questions import HealthForm, asked_for
from web.patient.draft import Draft, load_draft, save_draft
from web.patient.form_recovery import unsent
from web.patient.guards import booking_page, same_draft
from web.patient.pages import form_issues, render_page
from web.patient.steps import next_url, step
from web.patient.times.hold import held_time
from web.templatetags.page_languages import page_language


@booking_page
@same_draft
def health(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Ask yes, no or not sure, and for consent; what it means is the domain's business."""
    draft = load_draft(request.session)
    if not draft.hold_id or not draft.asks_health:
        return redirect(next_url(draft))
    held = held_time(draft, clinic, timezone.now())
    asked = asked_for(clinic, draft)
    form = HealthForm(
        request.POST or None,
        initial=unsent(request) or draft.answers | dict.fromkeys(draft.ticked, True),
        questions=asked.questions,
        texts=asked.texts,
        language=page_language(),
    )
    if request.method == "POST" and form.is_valid():
        draft.answers, draft.ticked = dict(form.answers()), form.ticked()
        draft.answered_at = timezone.now().isoformat()
        draft.health_done = True
        save_draft(request.session, draft)
        return redirect(next_url(draft))
    context: dict[str, Any] = {
        "form": form,
        "errors": form_issues(form, with_labels=True),
        "hold": held,
        "main_form": "health",
        "asks_questions": bool(asked.questions),
        "for_whom": draft.details["full_name"] if draft.has_carer else "",
        "choice": draft.key,
        "back": _back(draft),
        "step": step("health", draft),
    }
    return render_page(request, clinic, "patient/booking/health.html", context)


def _back(draft: Draft) -> str:
    if draft.is_known:
        return reverse("patient:who" if draft.for_other else "patient:chosen_time")
    return reverse("patient:details")


@require_safe
@booking_page
def consent(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Show what will be ticked for the procedure that was chosen."""
    draft = load_draft(request.session)
    texts = asked_for(clinic, draft).texts if draft.procedure else []
    if not texts:
        return redirect(next_url(draft))
    context = {"texts": texts, "back": reverse("patient:health")}
    return render_page(request, clinic, "patient/booking/consent.html", context)
