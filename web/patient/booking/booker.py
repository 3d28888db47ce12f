"""The booker: who books a visit whose patient an order has told."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from clinics.models import Clinic
from web.patient.booking.details_form import ME, OTHER, ContactForm
from web.patient.draft import Draft, load_draft, save_draft
from web.patient.form_recovery import unsent
from web.patient.guards import booking_page, same_draft
from web.patient.pages import form_issues, render_page
from web.patient.steps import next_url, step
from web.patient.times.hold import held_time
from web.templatetags.page_languages import page_language


class CarerForm(ContactForm):
    """Who books, where the patient is known: the patient, or a carer with a phone or an email."""

    # In the order of the page.
    field_order = ("who", "carer_name", "relation", "phone", "email", "language")

    def asks_contact(self) -> bool:
        """Ask a carer only: the patient's own is on file."""
        return bool(self.cleaned_data.get("who") == OTHER)

    def clean(self) -> dict[str, Any]:
        """Leave out the boxes of a carer where the patient books."""
        cleaned = super().clean()
        if not self.asks_contact():
            for name in ("carer_name", "relation", "phone", "email"):
                self.errors.pop(name, None)
                cleaned[name] = ""
        return cleaned


@booking_page
@same_draft
def booker(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Ask whether the patient books or a carer, and how to reach the carer."""
    draft = load_draft(request.session)
    if not draft.hold_id or not draft.is_known:
        return redirect(next_url(draft))
    held = held_time(draft, clinic, timezone.now())
    preset = {"who": OTHER if draft.for_other else ME, "language": page_language()}
    form = CarerForm(
        request.POST or None,
        initial=preset | (unsent(request) or draft.carer),
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
        "main_form": "who",
        "choice": draft.key,
        "for_whom": draft.details["full_name"],
        "back": reverse("patient:check" if draft.health_done else "patient:chosen_time"),
        "step": step("details" if draft.asks_details else "check", draft),
    }
    return render_page(request, clinic, "patient/booking/booker.html", context)


def _remember(draft: Draft, form: CarerForm) -> None:
    """Keep who books; what another person has ticked has to be ticked anew."""
    before = draft.carer.get("carer_name", "")
    draft.come_alone()
    if form.cleaned_data["who"] == OTHER:
        draft.for_other = True
        draft.carer = {name: str(form.cleaned_data.get(name) or "") for name in form.fields}
    if draft.carer.get("carer_name", "") != before and draft.ticked:
        draft.ticked, draft.health_done = [], False
