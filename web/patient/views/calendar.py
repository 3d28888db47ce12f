"""The visit as a calendar file."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from scheduling.errors import NotFound
from scheduling.models import Clinic
from web.patient.pages import patient_page
from web.patient.remembered import remembered_visit


@require_safe
@patient_page
def visit_ics(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Download the visit: a neutral title, the clinic's address, nothing clinical."""
    visit = remembered_visit(request, clinic)
    if visit is None:
        raise NotFound("No visit is open in this browser.")
    raise NotFound("soon")
