"""What a patient says and ticks before the visit."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from clinics.models import Clinic
from intake.services.checklist import tick_items
from scheduling.errors import NotPossible, StaleRevision
from scheduling.services.attendance import say_coming
from web.patient.pages import changed_page, patient_page, render_page
from web.patient.times.time_form import is_fragment
from web.patient.visit.checklist import checklist_of
from web.patient.visit.ticket import ticket_of
from web.patient.visit_session import remembered_visit


class ComingForm(forms.Form):
    """Whether the patient comes; the revision seen keeps a stale page from doing it."""

    answer = forms.ChoiceField(choices=[("yes", "yes"), ("undo", "undo")])
    revision = forms.IntegerField(min_value=0, max_value=2**31 - 1)


@patient_page
def attendance(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Tell the clinic that the patient comes, or take it back; a GET only shows the visit."""
    visit, form = remembered_visit(request, clinic), ComingForm(request.POST)
    if visit is None:
        return redirect("patient:find_visit")
    if request.method != "POST" or not form.is_valid():
        return redirect("patient:visit")
    is_coming = form.cleaned_data["answer"] == "yes"
    try:
        say_coming(
            clinic=clinic,
            uid=visit.uid,
            revision=form.cleaned_data["revision"],
            is_coming=is_coming,
            now=timezone.now(),
        )
    except StaleRevision:
        # Pressed twice, the second press finds it said already.
        if (visit.coming_at is not None) != is_coming:
            return changed_page(request, clinic)
    except NotPossible:
        pass  # the page of the visit says how it stands
    return redirect(f"{reverse('patient:visit')}#coming")


@patient_page
def ready(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Keep the ticks of the checklist."""
    visit, now = remembered_visit(request, clinic), timezone.now()
    if visit is None:
        return redirect("patient:find_visit")
    if request.method == "POST" and ticket_of(visit, now=now).is_coming:
        listed = [item.code for item in checklist_of(visit, now=now).items]
        tick_items(visit, listed=listed, done=request.POST.getlist("done"), now=now)
    if is_fragment(request):
        context = {"checklist": checklist_of(visit, now=now), "is_fragment": True}
        return render_page(request, clinic, "patient/visit/_checklist_count.html", context)
    return redirect(f"{reverse('patient:visit')}#ready")
