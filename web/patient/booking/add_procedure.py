"""Another procedure in the same visit: added, or taken away again."""

from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinics.models import Clinic
from intake.services.online_check import is_open_consultation
from procedures.models import ProcedureType
from procedures.selectors import get_procedure
from scheduling.errors import RuleBroken
from scheduling.selectors.combinations import Addition, additions
from web.patient.booking.details_form import ASKED_RULES, UNSURE, region_choices, side_choices
from web.patient.booking.health_questions import asks_anything
from web.patient.booking.order import plain_label
from web.patient.booking.procedure_list import policy_words
from web.patient.booking.visit_request import VisitRequest, plan_of, visit_request_of
from web.patient.draft import Draft, load_draft, save_draft
from web.patient.guards import booking_page
from web.patient.pages import Issue, form_issues, render_page
from web.patient.safety.answers import load_safety
from web.patient.steps import step
from web.patient.times.hold import let_go
from web.templatetags.page_languages import page_language

MOST_PROCEDURES = 4


class PlaceForm(forms.Form):
    """Side and region of one procedure, where the catalogue wants them; else it has no fields."""

    side = forms.ChoiceField(
        label=gettext_lazy("Which side?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the side.")},
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Which part of the body?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the part of the body.")},
    )

    def __init__(self, *args: Any, procedure: ProcedureType, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needs_side = procedure.laterality == ProcedureType.Laterality.REQUIRED
        self._offer("side", side_choices(procedure.laterality_values) if needs_side else ())
        needs_region = procedure.level_rule in ASKED_RULES
        self._offer("level", region_choices(procedure.regions) if needs_region else ())

    def _offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        known = list(choices)
        field = self.fields[name]
        if len(known) < 2:
            del self.fields[name]
        elif isinstance(field, forms.ChoiceField):
            field.choices = [*known, (UNSURE, _("Not sure"))]

    def place(self) -> dict[str, str]:
        """Return side and level as the draft keeps them."""
        return {name: str(self.cleaned_data.get(name, "")) for name in ("side", "level")}


@booking_page
def add_procedure(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Show what can be done in the same visit; a POST adds one of them, or takes one away.

    A POST with `to` begins: it says which procedure the others are added to, empty for the chosen.
    """
    draft = load_draft(request.session)
    if "to" in request.POST and (code := _procedure_meant(request, draft)):
        _begin(draft, get_procedure(code).code)
        save_draft(request.session, draft)
        return redirect("patient:more")
    if not draft.added_to:
        return redirect("patient:procedures")
    if code := request.POST.get("remove", ""):
        _change(draft, clinic, [each for each in draft.added if each["code"] != code])
        save_draft(request.session, draft)
        return redirect("patient:chosen_time")
    if code := request.POST.get("add", ""):
        return _add(request, clinic, draft, get_procedure(code))
    return _list(request, clinic, draft)


def _procedure_meant(request: HttpRequest, draft: Draft) -> str:
    """Return what others are added to; the page of the chosen times does not name it."""
    return request.POST["to"] or draft.looked_at or draft.procedure


def _begin(draft: Draft, code: str) -> None:
    if draft.added_to != code:
        draft.added, draft.added_to = [], code
    draft.looked_at = code


def _change(draft: Draft, clinic: Clinic, added: list[dict[str, str]]) -> None:
    """Take another list; a time and answers for the visit as it was are of no use any more."""
    draft.added = added
    if draft.procedure == draft.added_to:
        let_go(draft, clinic)
        draft.asks_health = asks_anything(clinic, [draft.procedure, *draft.others])
        draft.health_done = not draft.asks_health


def _add(
    request: HttpRequest, clinic: Clinic, draft: Draft, procedure: ProcedureType
) -> HttpResponse:
    """Ask for side and region first, where they matter; then look whether it goes together."""
    wanted = _wanted(draft, clinic)
    if not _is_open(request, clinic, wanted, procedure):
        issue = Issue(_("This cannot be added online. Choose from the list, or call us."))
        return _list(request, clinic, draft, [issue], HTTPStatus.CONFLICT)
    is_typed = "placed" in request.POST
    form = PlaceForm(request.POST if is_typed else None, procedure=procedure)
    if form.fields and not form.is_valid():
        return _ask_place(request, clinic, draft, procedure, form)
    place = form.place() if form.fields else {"side": "", "level": ""}
    before = list(draft.added)
    draft.added = [*before, {"code": procedure.code, **place}]
    try:
        plan_of(_wanted(draft, clinic), clinic, draft, now=timezone.now())
    except RuleBroken as refusal:
        draft.added = before
        return _list(request, clinic, draft, [Issue(str(refusal))], HTTPStatus.CONFLICT)
    _change(draft, clinic, draft.added)
    save_draft(request.session, draft)
    return redirect("patient:chosen_time")


def _wanted(draft: Draft, clinic: Clinic) -> VisitRequest:
    return visit_request_of(draft, clinic, draft.added_to, now=timezone.now())


def _additions(request: HttpRequest, clinic: Clinic, wanted: VisitRequest) -> list[Addition]:
    """Return what may be added: consultations only, where a doctor has to see the patient first."""
    parts = list(zip(wanted.types, wanted.parts, strict=True))
    found = additions(clinic=clinic, parts=parts)
    if not load_safety(request.session).is_consultation:
        return found
    return [each for each in found if is_open_consultation(each.procedure)]


def _is_open(
    request: HttpRequest, clinic: Clinic, wanted: VisitRequest, procedure: ProcedureType
) -> bool:
    if len(wanted.types) >= MOST_PROCEDURES:
        return False
    open_ = (each for each in _additions(request, clinic, wanted) if not each.reason)
    return any(each.procedure == procedure for each in open_)


def _list(
    request: HttpRequest,
    clinic: Clinic,
    draft: Draft,
    issues: Sequence[Issue] = (),
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    wanted = _wanted(draft, clinic)
    found = _additions(request, clinic, wanted)
    is_full = len(wanted.types) >= MOST_PROCEDURES
    context: dict[str, Any] = {
        "labels": wanted.labels,
        "errors": issues,
        "groups": [] if is_full else _groups(found),
        "refused": [
            {"name": plain_label(each.procedure), "reason": each.reason}
            for each in found
            if each.reason
        ],
        "is_full": is_full,
        "back": reverse("patient:chosen_time"),
        "step": step("time", draft),
    }
    return render_page(
        request, clinic, "patient/booking/add_procedure.html", context, status=status
    )


def _groups(found: Sequence[Addition]) -> list[dict[str, Any]]:
    rows = [
        (
            each.is_good,
            {
                "code": each.procedure.code,
                "plain_name": plain_label(each.procedure),
                "name": each.procedure.name_in(page_language()),
                "policy": policy_words(each.procedure),
                "warning": each.warning,
            },
        )
        for each in found
        if not each.reason
    ]
    groups = [
        {"title": _("Goes well together"), "rows": [row for is_good, row in rows if is_good]},
        {"title": _("Also possible"), "rows": [row for is_good, row in rows if not is_good]},
    ]
    return [group for group in groups if group["rows"]]


def _ask_place(
    request: HttpRequest, clinic: Clinic, draft: Draft, procedure: ProcedureType, form: PlaceForm
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "errors": form_issues(form),
        "procedure": procedure.code,
        "label": plain_label(procedure),
        "back": reverse("patient:more"),
        "step": step("time", draft),
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render_page(
        request, clinic, "patient/booking/add_procedure_where.html", context, status=status
    )
