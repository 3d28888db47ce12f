"""The page of the code, which proves that we can reach the booker."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clinics.models import Clinic
from intake.core.contact import CODE_DIGITS, typed_code
from intake.errors import CodeOver, ContactUnproven, TooManyCodes, WrongCode
from intake.models import ContactCheck
from intake.selectors.contact import read_check
from intake.services.contact import prove_contact
from scheduling.models import Order
from web.patient.booking.check_answers import REFUSALS, refused_check_page
from web.patient.booking.confirmation import confirm, must_prove, ordered, why_asked_for
from web.patient.booking.contact_code import Way, contact_url, send, ways_to
from web.patient.draft import Draft, load_draft, save_draft
from web.patient.form_fields import PlainText
from web.patient.form_recovery import unsent
from web.patient.guards import booking_page, not_stopped, same_draft
from web.patient.pages import form_issues, render_page
from web.patient.steps import needs_code, next_url, step
from web.patient.times.hold import held_time
from web.patient.visit_session import remembered_uid

SIX = gettext_lazy("Enter the code: it has 6 figures.")


class CodeForm(forms.Form):
    """Six figures, typed, pasted or filled in by the phone; spaces do not matter."""

    code = PlainText(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("6 figures"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "class": "input input--code input--short",
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "spellcheck": "false",
            }
        ),
        error_messages={"required": SIX, "max_length": SIX},
    )

    def clean_code(self) -> str:
        """Keep the figures."""
        code = typed_code(self.cleaned_data["code"])
        if len(code) != CODE_DIGITS:
            raise forms.ValidationError(SIX)
        return code


@not_stopped
def code(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Ask for the code we sent; the right one books the visit."""
    kept_time = load_draft(request.session).hold_id
    if request.method == "POST" and not kept_time and remembered_uid(request):
        return redirect("patient:done")  # the button was pressed twice, one after the other
    return _code(request)


@booking_page
@same_draft
def _code(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    draft = load_draft(request.session)
    if next_url(draft) != reverse("patient:check"):
        return redirect(next_url(draft))
    order = ordered(draft, clinic)
    if not must_prove(draft, order):
        return redirect("patient:check")
    form = CodeForm(request.POST if "code" in request.POST else None, initial=unsent(request))
    if "send" in request.POST:
        return _send_again(request, clinic, draft, form)
    if form.is_valid():
        return _prove(request, clinic, draft, form, order)
    return _show(request, clinic, draft, form)


def _asked(draft: Draft, clinic: Clinic) -> tuple[ContactCheck, Way] | None:
    """Return what was sent and where, while that is how the patient wants to be reached."""
    if not draft.code_check:
        return None
    check = read_check(clinic=clinic, uid=UUID(draft.code_check))
    for way in ways_to(draft, clinic):
        if way.address == check.address:
            return check, way
    return None


def _send_again(request: HttpRequest, clinic: Clinic, draft: Draft, form: CodeForm) -> HttpResponse:
    try:
        send(request, clinic, draft, channel=request.POST["send"], is_new=True)
    except TooManyCodes as refusal:
        form = CodeForm({"code": ""})
        form.errors["code"] = form.error_class([str(refusal)])
        return _show(request, clinic, draft, form, status=HTTPStatus.TOO_MANY_REQUESTS)
    return redirect("patient:code")


def _prove(
    request: HttpRequest, clinic: Clinic, draft: Draft, form: CodeForm, order: Order | None
) -> HttpResponse:
    typed = form.cleaned_data["code"]
    if not draft.code_check:
        return redirect("patient:check")
    uid = UUID(draft.code_check)
    try:
        check = prove_contact(clinic=clinic, uid=uid, typed=typed, now=timezone.now())
    except (CodeOver, WrongCode) as refusal:
        form.add_error("code", _refusal_words(refusal))
        return _show(request, clinic, draft, form)
    draft.proven = check.address
    save_draft(request.session, draft)
    if must_prove(draft, order):
        return redirect("patient:check")  # proven, but not what stands in the details by now
    try:
        confirm(request, clinic, draft)
    except ContactUnproven:
        return redirect("patient:check")  # booked with already: the check page sends another
    except REFUSALS as refusal:
        return refused_check_page(request, clinic, draft, refusal)
    return redirect("patient:done")


def _refusal_words(refusal: CodeOver | WrongCode) -> str:
    if isinstance(refusal, CodeOver):
        return _("This code does not count any more. Press Send a new code.")
    left = refusal.tries_left
    words = ngettext(
        "This is not the code we sent. You can try %(n)d more time.",
        "This is not the code we sent. You can try %(n)d more times.",
        left,
    )
    return words % {"n": left}


def _show(
    request: HttpRequest, clinic: Clinic, draft: Draft, form: CodeForm, status: int = HTTPStatus.OK
) -> HttpResponse:
    held = held_time(draft, clinic, timezone.now())
    check, way = _asked(draft, clinic) or (None, None)
    if check is None:
        return redirect("patient:check")
    others = [each for each in ways_to(draft, clinic) if each.channel != check.channel]
    context: dict[str, Any] = {
        "form": form,
        "errors": form_issues(form),
        "hold": held,
        "main_form": "code",
        "choice": draft.key,
        "back": reverse("patient:check"),
        "check": check,
        "way": way,
        "other": others[0] if others else None,
        "is_text": check.channel == ContactCheck.Channel.TEXT,
        "needs_review": bool(why_asked_for(request, clinic, draft)),
        "change": contact_url(draft) if draft.has_carer or not draft.is_known else "",
        "step": step("code", draft) if needs_code(draft) else None,
    }
    return render_page(request, clinic, "patient/booking/code.html", context, status=status)
