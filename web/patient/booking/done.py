"""The ticket right after booking."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from clinics.models import Clinic
from web.patient.guards import not_stopped
from web.patient.visit.views import ticket_page
from web.patient.visit_session import remembered_visit


@require_safe
@not_stopped
def done(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Show what was booked."""
    visit = remembered_visit(request, clinic)
    return ticket_page(request, visit, is_new=True) if visit else redirect("patient:start")
