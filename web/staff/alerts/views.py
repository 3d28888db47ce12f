"""What somebody answered urgently online, and who of us takes it over."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from clinics.models import Clinic
from intake.selectors.alerts import open_alerts, recent_alerts
from intake.services.triage import acknowledge_alert
from people.models import User
from people.permissions import Action
from people.services.access_log import record_accesses
from web.staff.access import render_staff, staff_page
from web.staff.alerts.page import alert_rows


class NoteForm(forms.Form):
    """What was done, in a few words; it may be empty."""

    note = forms.CharField(
        label=_("What is done"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )


@require_safe
@staff_page(Action.SEE_ALERTS)
def alerts(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """List what is open, the most pressing first, and what was taken over this week."""
    user, now = request.user, timezone.now()
    assert isinstance(user, User)
    waiting, recent = open_alerts(clinic), recent_alerts(clinic, now=now)
    known = [each.patient.pk for each in (*waiting, *recent) if each.patient]
    record_accesses(user=user, patients=known, what="alerts")
    context = {"open": alert_rows(waiting, now=now), "recent": alert_rows(recent, now=now)}
    return render_staff(request, clinic, "staff/alerts/alerts.html", context)


@require_POST
@staff_page(Action.TAKE_ALERT)
def acknowledge(request: HttpRequest, clinic: Clinic, uid: UUID) -> HttpResponse:
    """Take one over."""
    user = request.user
    assert isinstance(user, User)
    form = NoteForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    acknowledge_alert(clinic=clinic, uid=uid, by=user, now=timezone.now(), note=note)
    return redirect("staff:alerts")
