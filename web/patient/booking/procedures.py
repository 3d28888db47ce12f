"""The list of what can be booked."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clinics.models import Clinic
from procedures.selectors import active_procedures
from web.patient.booking.procedure_list import NEEDS, consultations_first, groups_for
from web.patient.draft import Draft, load_draft
from web.patient.guards import booking_page
from web.patient.pages import render_page
from web.patient.safety.answers import load_safety
from web.patient.steps import step


@require_safe
@booking_page
def procedures(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Show what answers the need; the list says who may book what."""
    need = request.GET.get("need", "")
    is_known = load_draft(request.session).names_patient
    if load_safety(request.session).is_consultation:
        return _consultations(request, clinic, is_known=is_known)
    everything = f"{reverse('patient:procedures')}?need=all"
    context = {
        "heading": _("What would you like to book?"),
        "lead": _lead(need),
        "groups": groups_for(need, active_procedures()),
        "is_known": is_known,
        "everything": everything if need in NEEDS else "",
        "back": reverse("patient:start"),
        "step": step("procedure", Draft()),
    }
    return render_page(request, clinic, "patient/booking/procedures.html", context)


def _consultations(request: HttpRequest, clinic: Clinic, *, is_known: bool) -> HttpResponse:
    """Show only talks with a doctor, the earliest first."""
    context = {
        "heading": _("A doctor has to see you first"),
        "lead": _(
            "After your answers we book a consultation, and the doctor is told. The earliest is on "
            "top."
        ),
        "groups": consultations_first(clinic, now=timezone.now()),
        "is_known": is_known,
        "back": reverse("patient:start"),
        "step": step("procedure", Draft()),
    }
    return render_page(request, clinic, "patient/booking/procedures.html", context)


def _lead(need: str) -> str:
    if need == "unsure":
        return _(
            "Start with a consultation: the doctor finds the cause, and orders what helps. If you "
            "do not know whom to choose, take the pain doctor."
        )
    return _("The bar shows how long you are with us: prepare, procedure, rest.")
