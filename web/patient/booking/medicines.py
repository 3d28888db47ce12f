"""Blood thinners, asked before any time is shown: the days depend on them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from clinics.models import Clinic
from procedures import blood_thinners
from procedures.catalogue import current_catalogue
from procedures.models import AntithromboticLeadTime, ScreeningQuestion
from procedures.selectors import get_screening_question
from web.patient.booking.health_questions import ANSWERS
from web.patient.draft import load_draft, save_draft
from web.patient.form_recovery import unsent
from web.patient.guards import booking_page, is_step
from web.patient.pages import form_issues, render_page
from web.patient.steps import step_before_times
from web.templatetags.page_languages import page_language

UNKNOWN = "unknown"


class MedicinesForm(forms.Form):
    """Yes, no or not sure; which ones only helps: without it the longest time counts."""

    answer = forms.ChoiceField(
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Answer yes, no or not sure.")},
    )
    medicines = forms.MultipleChoiceField(
        label=gettext_lazy("Which one, if you know?"),
        help_text=gettext_lazy("You find the name on the box. Tick more than one if you need to."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        question: ScreeningQuestion,
        lead_times: Iterable[AntithromboticLeadTime],
        language: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].label = question.text_in(language)
        choices = [(each.code, each.plain_name_in(language)) for each in lead_times]
        choices.append((UNKNOWN, str(gettext_lazy("Another one, or I do not know"))))
        self.fields["medicines"].choices = choices  # type: ignore[attr-defined]

    def named(self) -> list[str]:
        """Return the medicines by code; none where one of them is not known, or none is taken."""
        chosen = self.cleaned_data["medicines"]
        is_known = self.cleaned_data["answer"] != "no" and UNKNOWN not in chosen
        return list(chosen) if is_known else []


@booking_page
def medicines(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Ask whether the patient takes a blood thinner; then show the times."""
    draft = load_draft(request.session)
    next_page = request.POST.get("next", request.GET.get("next", ""))
    go_on = next_page if is_step(next_page) else reverse("patient:chosen_time")
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
