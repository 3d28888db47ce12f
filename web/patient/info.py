"""Pages that only tell."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from clinics.models import Clinic
from web.patient.pages import patient_page, render_page


@require_safe
@patient_page
def privacy(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Say what is kept, why, and who sees it."""
    context = {"back": reverse("patient:start")}
    return render_page(request, clinic, "patient/privacy.html", context)


@require_safe
@patient_page
def accessibility(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Say how the pages can be used, and what to do where they fail."""
    context = {"back": reverse("patient:start")}
    return render_page(request, clinic, "patient/accessibility.html", context)
