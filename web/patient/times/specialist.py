"""Choosing whom to see, before the times are shown."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.forms.utils import ErrorList
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse

from clinics.models import Clinic
from procedures.selectors import get_procedure
from web.patient.draft import Draft, load_draft, save_draft
from web.patient.form_recovery import unsent
from web.patient.guards import booking_page, is_step
from web.patient.pages import Issue, render_page
from web.patient.steps import step
from web.patient.times.specialist_form import SpecialistForm
from web.patient.times.specialists import choice_of
from web.patient.times.time_search import Question, question_of


@booking_page
def specialist(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Show who can do the visit; a POST chooses one of them, or whoever is free first.

    Another choice than before leads to the times, the same one to where the patient came from.
    """
    wished = request.POST.get("next", request.GET.get("next", ""))
    draft = load_draft(request.session)
    times, code = _times(wished, draft)
    go_on = wished if is_step(wished) else times
    if not code:
        return redirect("patient:procedures")
    question = question_of(request, clinic, get_procedure(code))
    if question.lacks_blood_thinner or not question.has_choice:
        return redirect(times)
    form = SpecialistForm(request.POST or None, specialists=question.specialists)
    if request.method != "POST" or not form.is_valid():
        return _show(request, question, form, go_on)
    is_same = draft.specialist == form.cleaned_data["practitioner"]
    draft.specialist = form.cleaned_data["practitioner"]
    draft.asks_specialist = True
    save_draft(request.session, draft)
    return redirect(go_on if is_same else times)


def _times(wished: str, draft: Draft) -> tuple[str, str]:
    """Return the page of times and the procedure it is for; empty if nothing is chosen yet."""
    try:
        match = resolve(urlsplit(wished).path) if is_step(wished) else None
    except Resolver404:
        match = None
    if match and match.view_name == "patient:time":
        return wished, match.kwargs["code"]
    is_times = match is not None and match.view_name == "patient:chosen_time"
    return wished if is_times else reverse("patient:chosen_time"), draft.wanted or draft.procedure


def _show(
    request: HttpRequest, question: Question, form: SpecialistForm, go_on: str
) -> HttpResponse:
    texts = form.errors.get("practitioner", ErrorList())
    context: dict[str, Any] = {
        "choice": choice_of(question, unsent(request).get("practitioner", "")),
        "main_form": "specialist",
        "errors": [Issue(str(text), "anyone") for text in texts],
        "texts": texts,
        "next": go_on,
        "days": question.clinic.horizon_days,
        "is_lost": bool(question.draft.specialist) and question.lacks_specialist,
        "back": _back(question, go_on),
        "step": step("specialist", question.draft),
    }
    status = HTTPStatus.BAD_REQUEST if texts else HTTPStatus.OK
    return render_page(
        request, question.clinic, "patient/times/specialist.html", context, status=status
    )


def _back(question: Question, go_on: str) -> str:
    draft = question.draft
    if go_on == reverse("patient:check"):
        return go_on
    if question.wish.asks_blood_thinner:
        return f"{reverse('patient:medicines')}?{urlencode({'next': go_on})}"
    if draft.order_code or not draft.need:
        return reverse("patient:start")
    return f"{reverse('patient:procedures')}?need={draft.need}"
