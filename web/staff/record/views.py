"""Opening a patient's record from a list: beside it, or as a page of its own."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from clinics.models import Clinic
from intake.selectors.pre_visit_record import records_of
from people.models import User
from people.permissions import Action
from people.services.access_log import record_access
from scheduling.selectors.appointments import get_appointment
from web.staff.access import render_staff, staff_page
from web.staff.record.page import record_lines
from web.words.flags import flags_of
from web.words.staff import age_on, treatments_of, visit_status


@require_safe
@staff_page(Action.SEE_RECORD)
def record(request: HttpRequest, clinic: Clinic, uid: UUID) -> HttpResponse:
    """Show what is known before a visit; htmx asks for the sheet alone."""
    user = request.user
    assert isinstance(user, User)
    visit = get_appointment(user=user, clinic=clinic, uid=uid)
    patient = visit.patient
    assert patient is not None  # else it is not visible to staff
    record_access(user=user, patient=patient, what="record of a visit")
    today = timezone.now().astimezone(clinic.zone).date()
    context = {
        "visit": visit,
        "patient": patient,
        "age": age_on(patient.date_of_birth, today),
        "treatments": treatments_of(visit),
        "status": visit_status(visit),
        "flags": flags_of(visit),
        "record": record_lines(visit, records_of([visit], clinic=clinic)[visit.pk]),
        "may_read": True,
        "is_sheet": request.headers.get("HX-Request") == "true",
    }
    template = "staff/day/_sheet.html" if context["is_sheet"] else "staff/record/record.html"
    return render_staff(request, clinic, template, context)
