"""Blood thinners, asked before any time is shown: the days depend on them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from clinics.models import Clinic
from procedures import blood_thinners
from procedures.catalogue import current_catalogue
from procedures.selectors import get_screening_question
from web.patient.booking.forms.medicines import MedicinesForm
from web.patient.draft import load_draft, save_draft
from web.patient.form_recovery import unsent
from web.patient.guards import booking_page, is_step
from web.patient.pages import form_issues, render_page
from web.patient.steps import step_before_times
from web.templatetags.page_languages import page_language


@booking_page
def medicines(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Ask whether the patient takes a blood thinner; then show the times."""
    draft = load_draft(request.session)
    wished = request.POST.get("next", request.GET.get("next", ""))
    go_on = wished if is_step(wished) else reverse("patient:chosen_time")
    question = get_screening_question(blood_thinners.QUESTION)
    if question is None:
        return redirect(go_on)
    form = MedicinesForm(
        request.POST or None,
        initial={"answer": draft.thinner, "medicines": draft.medicines} | unsent(request),
        question=question,
        lead_times=current_catalogue().lead_times,
        language=page_language(),
    )
    if request.method == "POST" and form.is_valid():
        draft.tell_blood_thinner(form.cleaned_data["answer"], form.named(), timezone.now())
        save_draft(request.session, draft)
        return redirect(go_on)
    context: dict[str, Any] = {
        "form": form,
        "errors": form_issues(form, with_labels=True),
        "main_form": "medicines",
        "next": go_on,
        "back": reverse("patient:procedures" if not draft.order_code else "patient:start"),
        "step": step_before_times(draft),
    }
    return render_page(request, clinic, "patient/booking/medicines.html", context)
