"""A booking seen again: by its link, or by reference and date of birth."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from scheduling.errors import NotFound
from scheduling.models import Appointment, Clinic
from scheduling.selectors.appointments import find_by_manage_token, find_by_reference
from web.patient.forms.visit import FindForm
from web.patient.ordering import may_try
from web.patient.pages import Issue, form_issues, patient_page, render_page
from web.patient.remembered import remember_visit, remembered_visit
from web.patient.visit_view import links_of, ticket_of


@require_safe
@patient_page
def open_visit(request: HttpRequest, clinic: Clinic, token: str) -> HttpResponse:
    """Take the secret out of the address, so that it is neither read over shoulders nor shared."""
    remember_visit(request, find_by_manage_token(token).uid)
    return redirect("patient:visit")


@require_safe
@patient_page
def visit(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Show the booking this browser may see."""
    found = remembered_visit(request, clinic)
    return ticket_page(request, found) if found else redirect("patient:find_visit")


@patient_page
def find_visit(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Find a booking by reference and date of birth."""
    form = FindForm(request.POST or None)
    issues: list[Issue] = []
    if request.method == "POST" and form.is_valid():
        found = _find(form, clinic)
        if found:
            remember_visit(request, found.uid)
            return redirect("patient:visit")
        issues = [
            Issue(
                _("There is no booking with this reference and date of birth. Check both."),
                "id_reference",
            )
        ]
    context = {
        "form": form,
        "errors": issues or form_issues(form),
        "back": reverse("patient:start"),
    }
    return render_page(request, clinic, "patient/find.html", context)


def ticket_page(request: HttpRequest, found: Appointment) -> HttpResponse:
    """Show the ticket and all that belongs to it."""
    ticket = ticket_of(found, now=timezone.now())
    context = {
        "visit": ticket,
        "links": links_of(found),
        "under_link": ("#change", _("Change or cancel")) if ticket.is_coming else None,
    }
    return render_page(request, found.clinic, "patient/visit.html", context)


def _find(form: FindForm, clinic: Clinic) -> Appointment | None:
    reference = form.cleaned_data["reference"]
    if not may_try(reference):
        return None
    try:
        return find_by_reference(
            clinic=clinic, reference=reference, date_of_birth=form.cleaned_data["date_of_birth"]
        )
    except NotFound:
        return None
