"""A booking seen again: by its link, or by reference and date of birth."""

from collections.abc import Sequence
from http import HTTPStatus
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from clinics.errors import NotFound
from clinics.models import Clinic
from clinics.translation import say
from intake.selectors.patient_updates import last_news
from scheduling.core.reference import InvalidReference, normalise_reference
from scheduling.models import Appointment
from scheduling.selectors.links import open_link, uid_by_reference
from web.limits import Secret, SecretLocked, guess_at
from web.patient.form_fields import BirthForm, PlainText
from web.patient.form_recovery import unsent
from web.patient.guards import not_stopped
from web.patient.limits import check_guesses, count_wrong_guess
from web.patient.pages import Issue, form_issues, patient_page, render_page
from web.patient.visit.checklist import checklist_of
from web.patient.visit.ticket import links_of, ticket_of
from web.patient.visit_session import moved_visit, remember_visit, remembered_visit


class FindForm(BirthForm):
    """Reference and date of birth."""

    field_order = ("reference",)

    reference = PlainText(
        label=gettext_lazy("Reference"),
        help_text=gettext_lazy("In our message, for example K7P-4MD-2XQ"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "class": "input input--code",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
        error_messages={"required": gettext_lazy("Enter the reference.")},
    )

    def clean_reference(self) -> str:
        """Read the reference as people type it."""
        try:
            return normalise_reference(self.cleaned_data["reference"])
        except InvalidReference as error:
            raise forms.ValidationError(say(error.args[0])) from error


@require_safe
@patient_page
def open_visit(request: HttpRequest, clinic: Clinic, token: str) -> HttpResponse:
    """Take the secret out of the address, so that it is neither read over shoulders nor shared.

    Nothing is written: to look where a link leads does nothing.
    """
    opened = open_link(token, now=timezone.now())
    remember_visit(request, opened.uid, is_old_link=opened.is_old)
    return redirect("patient:visit")


@require_safe
@patient_page
def visit(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Show the booking this browser may see; by an older link, only how it stands now."""
    found = remembered_visit(request, clinic)
    if found:
        return ticket_page(request, found)
    moved = moved_visit(request, clinic)
    return old_link_page(request, moved) if moved else redirect("patient:find_visit")


@patient_page
def find_visit(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Find a booking by reference and date of birth."""
    form = FindForm(request.POST or None, initial=unsent(request))
    if request.method != "POST" or not form.is_valid():
        return _ask(request, clinic, form, form_issues(form))
    check_guesses(request)
    try:
        found = _find(form, clinic)
    except SecretLocked:
        words = _("This reference was tried too often. Wait 15 minutes, or call us.")
        return _ask(request, clinic, form, [Issue(words)], status=HTTPStatus.TOO_MANY_REQUESTS)
    if found is None:
        count_wrong_guess(request)
        words = _("There is no booking with this reference and date of birth. Check both.")
        return _ask(request, clinic, form, [Issue(words, "id_reference")])
    remember_visit(request, found)
    return redirect("patient:visit")


def _ask(
    request: HttpRequest,
    clinic: Clinic,
    form: FindForm,
    issues: Sequence[Issue],
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        "form": form,
        "errors": issues,
        "main_form": "find",
        "back": reverse("patient:start"),
    }
    return render_page(request, clinic, "patient/visit/find.html", context, status=status)


def ticket_page(request: HttpRequest, found: Appointment, *, is_new: bool = False) -> HttpResponse:
    """Show the ticket and all that belongs to it.

    Args:
        is_new: it was booked this moment; the page does not ask at once whether they come.
    """
    now = timezone.now()
    ticket = ticket_of(found, now=now)
    context = {
        "visit": ticket,
        "links": links_of(found),
        "revision": found.revision,
        "is_new": is_new,
        "asks_coming": ticket.can_confirm and not is_new,
        "checklist": checklist_of(found, now=now) if ticket.is_coming else None,
        "news": last_news(found) if ticket.is_coming else None,
        "under_link": ("#change", _("Change or cancel")) if ticket.is_coming else None,
    }
    return render_page(request, found.clinic, "patient/visit/visit.html", context)


def old_link_page(request: HttpRequest, found: Appointment) -> HttpResponse:
    """Show a patient with only an older link where the visit has moved to."""
    context = {"visit": ticket_of(found, now=timezone.now())}
    return render_page(request, found.clinic, "patient/visit/old_link.html", context)


def _find(form: FindForm, clinic: Clinic) -> UUID | None:
    """Return the visit, or None; a wrong try is counted by the reference.

    Raises:
        SecretLocked: too many wrong tries.
    """
    reference, born = form.cleaned_data["reference"], form.cleaned_data["date_of_birth"]
    with guess_at(Secret.REFERENCE, reference, clinic=clinic.pk) as guess:
        try:
            return uid_by_reference(
                clinic=clinic, reference=reference, date_of_birth=born, now=timezone.now()
            )
        except NotFound:
            guess.is_wrong = True
            return None


@require_safe
@not_stopped
def done(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Show what was booked."""
    visit = remembered_visit(request, clinic)
    return ticket_page(request, visit, is_new=True) if visit else redirect("patient:start")
