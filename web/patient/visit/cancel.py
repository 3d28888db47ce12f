"""The cancellation of a visit by its patient."""

from collections.abc import Sequence
from http import HTTPStatus

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from clinics.models import Clinic
from scheduling.errors import NotPossible, StaleRevision
from scheduling.models import Appointment
from scheduling.services.cancellation import cancel_appointment
from web.patient.form_recovery import unsent
from web.patient.pages import Issue, form_issues, patient_page, render_page
from web.patient.visit.ticket import ticket_of
from web.patient.visit_session import remembered_visit

REASONS = (
    ("cannot_come", gettext_lazy("I cannot come at that time")),
    ("better", gettext_lazy("I feel better")),
    ("ill", gettext_lazy("I am ill")),
    ("elsewhere", gettext_lazy("I am treated somewhere else")),
    ("other", gettext_lazy("Another reason")),
)


class CancelForm(forms.Form):
    """Why the visit is cancelled; the revision seen keeps a stale page from cancelling."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why do you cancel?"),
        choices=REASONS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a reason.")},
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


@patient_page
def cancel(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Ask once more, then cancel; too late, or cancelled already, the ticket says so."""
    visit = remembered_visit(request, clinic)
    if visit is None:
        return redirect("patient:find_visit")
    if not ticket_of(visit, now=timezone.now()).can_cancel:
        return redirect("patient:visit")
    form = CancelForm(request.POST or None, initial={"revision": visit.revision} | unsent(request))
    if request.method != "POST" or not form.is_valid():
        return _show(request, visit, form, form_issues(form))
    try:
        cancel_appointment(
            clinic=clinic,
            uid=visit.uid,
            revision=form.cleaned_data["revision"],
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )
    except (StaleRevision, NotPossible) as error:
        form = CancelForm(initial={"revision": visit.revision})
        return _show(request, visit, form, [Issue(str(error))], status=HTTPStatus.CONFLICT)
    return redirect("patient:visit")


def _show(
    request: HttpRequest,
    visit: Appointment,
    form: CancelForm,
    issues: Sequence[Issue],
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        "form": form,
        "errors": issues,
        "main_form": "cancel",
        "visit": ticket_of(visit, now=timezone.now()),
        "back": reverse("patient:visit"),
    }
    return render_page(request, visit.clinic, "patient/visit/cancel.html", context, status=status)
