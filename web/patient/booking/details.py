"""The details of a patient: who comes, and how we reach them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from clinics.models import Clinic
from procedures.selectors import get_procedure
from web.patient.booking.details_form import ME, OTHER, DetailsForm
from web.patient.booking.order import order_for
from web.patient.draft import Draft, load_draft, save_draft
from web.patient.form_recovery import unsent
from web.patient.guards import booking_page, same_draft
from web.patient.pages import form_issues, render_page
from web.patient.steps import next_url, step
from web.patient.times.hold import held_time
from web.templatetags.page_languages import page_language


@booking_page
@same_draft
def details(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Ask for name, date of birth and contact while the time is kept."""
    draft = load_draft(request.session)
    if not draft.hold_id or draft.is_known:
        return redirect(next_url(draft))
    now = timezone.now()
    held = held_time(draft, clinic, now)
    procedure = get_procedure(draft.procedure)
    order = order_for(draft, clinic, procedure, now.astimezone(clinic.zone).date())
    form = DetailsForm(
        request.POST or None,
        initial=_preset(draft) | (unsent(request) or draft.details),
        procedure=procedure,
        ordered=order is not None,
        calling_code=clinic.calling_code,
    )
    if request.method == "POST" and form.is_valid():
        _remember(draft, form)
        save_draft(request.session, draft)
        return redirect(next_url(draft))
    context: dict[str, Any] = {
        "form": form,
        "errors": form_issues(form),
        "hold": held,
        "main_form": "details",
        "choice": draft.key,
        "back": reverse("patient:chosen_time"),
        "step": step("details", draft),
    }
    return render_page(request, clinic, "patient/booking/details.html", context)


def _preset(draft: Draft) -> dict[str, str]:
    return {"who": OTHER if draft.for_other else ME, "language": page_language()}


def _remember(draft: Draft, form: DetailsForm) -> None:
    typed = {name: str(form.cleaned_data.get(name) or "") for name in form.fields}
    draft.details = {**typed, "date_of_birth": form.cleaned_data["date_of_birth"].isoformat()}
    draft.details_done = True
