"""Where an urgent answer leads. Nothing on these pages leads on to a time."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from clinics.models import Clinic
from clinics.selectors.opening_hours import open_from
from intake.core.triage import SafetyOutcome
from intake.selectors.alerts import alert_on
from intake.services.triage import leave_phone
from people.phone import InvalidPhone, normalise_phone
from procedures.selectors import emergency_questions
from web.patient.contact_words import spoken_phone
from web.patient.form_fields import PlainText
from web.patient.form_recovery import unsent
from web.patient.guards import STOP_PAGES, question_url
from web.patient.pages import form_issues, patient_page, render_page
from web.patient.safety.answers import load_safety
from web.templatetags.clinic_time import clock, date_long
from web.templatetags.page_languages import page_language


class CallForm(forms.Form):
    """Where the clinician reaches the person."""

    phone = PlainText(
        label=gettext_lazy("Phone number"),
        help_text=gettext_lazy("The phone you have with you today"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"class": "input input--phone", "type": "tel", "autocomplete": "tel"}
        ),
        error_messages={
            "required": gettext_lazy("Enter the phone number we can call."),
            "max_length": gettext_lazy("The phone number is too long."),
        },
    )

    def __init__(self, *args: Any, calling_code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.calling_code = calling_code

    def clean_phone(self) -> str:
        """Read the number as E.164."""
        try:
            return normalise_phone(self.cleaned_data["phone"], calling_code=self.calling_code)
        except InvalidPhone as error:
            raise forms.ValidationError(str(error)) from error


@require_safe
@patient_page
def emergency(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Say how to get help now; open to all, and all that a patient who answered so may see."""
    stop = load_safety(request.session).stop(timezone.now())
    language = page_language()
    signs = [(each.text_in(language), each.hint_in(language)) for each in emergency_questions()]
    context = {"is_told": stop == SafetyOutcome.EMERGENCY, "signs": signs}
    return render_page(request, clinic, "patient/safety/emergency.html", context)


@patient_page
def call_today(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Promise a call, and ask for the number; a POST keeps it with the alert."""
    kept, now = load_safety(request.session), timezone.now()
    stop = kept.stop(now)
    if stop != SafetyOutcome.TODAY:
        return redirect(STOP_PAGES[SafetyOutcome(stop)] if stop else question_url(1))
    typed = request.POST if request.method == "POST" else None
    form = CallForm(typed, initial=unsent(request), calling_code=clinic.calling_code)
    if request.method == "POST" and form.is_valid():
        leave_phone(clinic=clinic, triage=UUID(kept.record), phone=form.cleaned_data["phone"])
        return redirect(reverse("patient:call_today"))
    phone = alert_on(clinic=clinic, triage=UUID(kept.record)).phone
    context = {
        "form": form,
        "errors": form_issues(form),
        "main_form": "" if phone else "call",
        "when": _when(clinic),
        "left": spoken_phone(phone, clinic.calling_code) if phone else "",
    }
    return render_page(request, clinic, "patient/safety/call_today.html", context)


def _when(clinic: Clinic) -> str:
    """Say when we call, as the opening hours allow: only what the clinic can keep."""
    now = timezone.now()
    opens = open_from(clinic, now)
    if opens is None:
        return _("A clinician will call you")
    if opens.astimezone(clinic.zone).date() == now.astimezone(clinic.zone).date():
        return _("A clinician will call you today")
    words = {"day": date_long(opens, clinic), "time": clock(opens, clinic)}
    return _("A clinician will call you on %(day)s, from %(time)s") % words
