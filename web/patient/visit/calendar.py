"""The visit as a calendar file."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clinics.errors import NotFound
from clinics.models import Clinic
from scheduling.ical import CONTENT_TYPE, site_host, visit_calendar
from web.patient.pages import patient_page
from web.patient.visit_session import remembered_visit


@require_safe
@patient_page
def visit_ics(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Download the visit: when and where, nothing clinical, not even in the file's name."""
    visit = remembered_visit(request, clinic)
    if visit is None:
        raise NotFound(_("No visit is open in this browser."))
    content = visit_calendar(visit, host=site_host())
    headers = {"Content-Disposition": 'attachment; filename="appointment.ics"'}
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)
