"""The choice of a specialist, before the times are shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode, urlsplit

from django import forms
from django.forms.utils import ErrorList
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext_lazy

from clinics.models import Clinic, Resource
from procedures.selectors import get_procedure
from web.patient.draft import ANYONE, Draft, load_draft, save_draft
from web.patient.form_recovery import unsent
from web.patient.guards import booking_page, is_step
from web.patient.pages import Issue, render_page
from web.patient.steps import step
from web.patient.times.free_times import free_times
from web.patient.times.time_search import TimeSearch, time_search_of
from web.templatetags.page_languages import language_names, page_language

REQUIRED = gettext_lazy("Choose whom you would like to see.")


@dataclass(frozen=True, slots=True)
class ListedSpecialist:
    """One row. value: what the form sends; first_day: with a free time, None without any."""

    value: str
    name: str
    speciality: str
    languages: str
    first_day: date | None
    has_ordered: bool


@dataclass(frozen=True, slots=True)
class SpecialistChoice:
    """Who can do the visit, the doctor who ordered it first. soonest: the first free day of all."""

    soonest: date | None
    specialists: list[ListedSpecialist]
    checked: str

    @property
    def free(self) -> list[ListedSpecialist]:
        """Those who have a free time."""
        return [each for each in self.specialists if each.first_day]

    @property
    def full(self) -> list[ListedSpecialist]:
        """Those who have none: who looks for a doctor by name shall find out why."""
        return [each for each in self.specialists if not each.first_day]


def choice_of(search: TimeSearch, ticked: str) -> SpecialistChoice:
    """Return who can do the visit, and from when on. Cost: 1 query, however many they are.

    Args:
        ticked: who was ticked in the form before its language was changed; empty without one.
    """
    zone, order = search.clinic.zone, search.wanted.order
    free = free_times(search.plan, now=search.now)
    first = free.window.first_with_each()
    days = {who: start.astimezone(zone).date() for who, start in first.items()}
    listed = [
        ListedSpecialist(
            value=str(each.pk),
            name=each.name,
            speciality=each.practitioner.speciality_in(page_language()),
            languages=language_names(each.practitioner.languages),
            first_day=days.get(each.pk),
            has_ordered=order is not None and order.signed_by_id == each.practitioner_id,
        )
        for each in search.specialists
        if each.practitioner is not None
    ]
    listed.sort(key=lambda each: not each.has_ordered)
    preset = ticked or search.draft.specialist
    is_free = preset in {str(who) for who in days}
    return SpecialistChoice(min(free.starts, default=None), listed, preset if is_free else ANYONE)


class SpecialistForm(forms.Form):
    """One of those who can do the visit, or the first who is free."""

    practitioner = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={"required": REQUIRED, "invalid_choice": REQUIRED},
    )

    def __init__(self, *args: Any, specialists: Iterable[Resource], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ids = [str(each.pk) for each in specialists]
        self.fields["practitioner"].choices = [(id_, "") for id_ in (ANYONE, *ids)]  # type: ignore[attr-defined]


@booking_page
def specialist(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Show who can do the visit; a POST chooses one of them, or the first who is free.

    Another choice than before leads to the times, the same one to where the patient came from.
    """
    next_page = request.POST.get("next", request.GET.get("next", ""))
    draft = load_draft(request.session)
    times, code = _times(next_page, draft)
    go_on = next_page if is_step(next_page) else times
    if not code:
        return redirect("patient:procedures")
    search = time_search_of(request, clinic, get_procedure(code))
    if search.lacks_blood_thinner or not search.has_choice:
        return redirect(times)
    form = SpecialistForm(request.POST or None, specialists=search.specialists)
    if request.method != "POST" or not form.is_valid():
        return _show(request, search, form, go_on)
    is_same = draft.specialist == form.cleaned_data["practitioner"]
    draft.specialist = form.cleaned_data["practitioner"]
    draft.asks_specialist = True
    save_draft(request.session, draft)
    return redirect(go_on if is_same else times)


def _times(next_page: str, draft: Draft) -> tuple[str, str]:
    """Return the page of times and the procedure it is for; empty if nothing is chosen yet."""
    try:
        match = resolve(urlsplit(next_page).path) if is_step(next_page) else None
    except Resolver404:
        match = None
    if match and match.view_name == "patient:time":
        return next_page, match.kwargs["code"]
    is_times = match is not None and match.view_name == "patient:chosen_time"
    page = next_page if is_times else reverse("patient:chosen_time")
    return page, draft.looked_at or draft.procedure


def _show(
    request: HttpRequest, search: TimeSearch, form: SpecialistForm, go_on: str
) -> HttpResponse:
    texts = form.errors.get("practitioner", ErrorList())
    context: dict[str, Any] = {
        "choice": choice_of(search, unsent(request).get("practitioner", "")),
        "main_form": "specialist",
        "errors": [Issue(str(text), "anyone") for text in texts],
        "texts": texts,
        "next": go_on,
        "days": search.clinic.horizon_days,
        "is_lost": bool(search.draft.specialist) and search.lacks_specialist,
        "back": _back(search, go_on),
        "step": step("specialist", search.draft),
    }
    status = HTTPStatus.BAD_REQUEST if texts else HTTPStatus.OK
    return render_page(
        request, search.clinic, "patient/times/specialist.html", context, status=status
    )


def _back(search: TimeSearch, go_on: str) -> str:
    draft = search.draft
    if go_on == reverse("patient:check"):
        return go_on
    if search.wanted.asks_blood_thinner:
        return f"{reverse('patient:medicines')}?{urlencode({'next': go_on})}"
    if draft.order_code or not draft.need:
        return reverse("patient:start")
    return f"{reverse('patient:procedures')}?need={draft.need}"
