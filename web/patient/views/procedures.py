"""The list of what can be booked."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from procedures.selectors import active_procedures
from scheduling.models import Clinic
from web.patient.draft import Draft
from web.patient.offers import NEEDS, groups_for
from web.patient.pages import patient_page, render_page
from web.patient.steps import step


@require_safe
@patient_page
def procedures(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Show what answers the need; the list says who may book what."""
    need = request.GET.get("need", "")
    everything = f"{reverse('patient:procedures')}?need=all"
    context = {
        "heading": _("What would you like to book?"),
        "lead": _lead(need),
        "groups": groups_for(need, active_procedures()),
        "everything": everything if need in NEEDS else "",
        "back": reverse("patient:start"),
        "step": step("procedure", Draft()),
    }
    return render_page(request, clinic, "patient/procedures.html", context)


def _lead(need: str) -> str:
    if need == "unsure":
        return _(
            "Start with a consultation: the doctor finds the cause, and orders what helps. If you "
            "do not know whom to choose, take the pain doctor."
        )
    return _("The bar shows how long you are with us: prepare, procedure, rest.")
