"""The consent text on a page of its own, to print or to read aloud."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from clinics.models import Clinic
from web.patient.booking.health_questions import asked_for
from web.patient.draft import load_draft
from web.patient.guards import booking_page
from web.patient.pages import render_page
from web.patient.steps import next_url


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
