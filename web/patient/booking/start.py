"""The first question."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from clinics.models import Clinic
from people.models import Patient
from scheduling.selectors.orders import find_order
from web.limits import Secret, SecretLocked, guess_at
from web.patient.booking.health_questions import asks_anything
from web.patient.booking.need_form import ORDER, NeedForm
from web.patient.draft import Draft, load_draft, save_draft
from web.patient.form_fields import boxes_for
from web.patient.form_recovery import unsent
from web.patient.guards import not_stopped, question_url
from web.patient.limits import check_guesses, count_wrong_guess
from web.patient.pages import form_issues, render_page
from web.patient.safety.answers import forget_safety
from web.patient.times.hold import let_go
from web.timeline.visit_strip import StripPart


@not_stopped
def start(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Ask what the patient needs; an order opens its procedure at once.

    Every safety question is asked anew at each beginning: it may be another patient.
    """
    draft = load_draft(request.session)
    form = NeedForm(request.POST or None, initial=_preset(draft) | unsent(request))
    if request.method == "POST" and form.is_valid():
        draft.need = form.cleaned_data["need"]
        draft.begin_again()
        if _is_answered(request, form, draft, clinic):
            save_draft(request.session, draft)
            forget_safety(request.session)
            return redirect(question_url(1))
    context = {
        "form": form,
        "errors": form_issues(form),
        "main_form": "need",
        "typical_visit": _typical_visit(),
    }
    return render_page(request, clinic, "patient/booking/start.html", context)


def _preset(draft: Draft) -> dict[str, object]:
    return {"need": draft.need or ORDER, "for_other": draft.for_other}


def _is_answered(request: HttpRequest, form: NeedForm, draft: Draft, clinic: Clinic) -> bool:
    if draft.need == ORDER:
        check_guesses(request)
        is_open = _open_order(form, draft, clinic)
        if not is_open:
            count_wrong_guess(request)
        return is_open
    draft.forget_order()
    return True


def _open_order(form: NeedForm, draft: Draft, clinic: Clinic) -> bool:
    code, born = form.cleaned_data["code"], form.cleaned_data["date_of_birth"]
    today = timezone.now().astimezone(clinic.zone).date()
    try:
        with guess_at(Secret.ORDER_CODE, code, clinic=clinic.pk) as guess:
            order = find_order(clinic=clinic, code=code, date_of_birth=born, on=today)
            guess.is_wrong = order is None
    except SecretLocked:
        form.add_error("code", _("This code was tried too often. Please call us."))
        return False
    if order is None:
        form.add_error(
            "code",
            _("We cannot find an order with this code and date of birth. Check both, or call us."),
        )
        return False
    carer = draft.carer if code == draft.order_code else {}
    draft.forget_order()
    draft.order_code, draft.order_birth = code, born.isoformat()
    if order.patient.phone or order.patient.email:
        draft.know_patient(_on_file(order.patient))
    else:
        draft.details |= boxes_for(born)
    procedure = order.procedure_type.code
    if procedure != draft.procedure:
        let_go(draft, clinic)
    draft.choose_procedure(procedure, asks_health=asks_anything(clinic, [procedure]))
    if form.cleaned_data["for_other"]:
        draft.for_other, draft.carer = True, carer
    return True


def _on_file(patient: Patient) -> dict[str, str]:
    return {
        "full_name": patient.full_name,
        "date_of_birth": patient.date_of_birth.isoformat(),
        "phone": patient.phone,
        "email": patient.email,
        "language": patient.language,
    }


def _typical_visit() -> list[StripPart]:
    return [
        StripPart("prep", 15, _("Prepare"), _("Prepare")),
        StripPart("proc", 20, _("Procedure"), _("Procedure")),
        StripPart("rest", 30, _("Rest"), _("Rest")),
    ]
