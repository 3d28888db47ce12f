"""How patient pages are answered: one renderer, one decorator for what can go wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from math import ceil
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django.views.decorators.cache import cache_control

from clinics.errors import NotFound
from clinics.models import Clinic
from clinics.selectors.clinics import default_clinic
from procedures.errors import UnknownProcedure
from scheduling.errors import HoldExpired, LinkExpired, OnlineRefused, TryAgain
from web.limits import TooManyCalls
from web.patient.draft import load_draft, save_draft
from web.patient.form_recovery import forget_unsent
from web.patient.limits import FORM, TRAP, count_or_wait, fell_into_trap
from web.patient.visit_session import write_cookie
from web.templatetags.page_languages import page_language

PatientView = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Issue:
    """One line of the error summary: what is wrong, and the id or the page where to mend it."""

    text: str
    target: str = ""
    url: str = ""


def patient_page(view: PatientView) -> PatientView:
    """Find the clinic, keep the answer out of caches, and say kindly what cannot be done.

    The view is called with (request, clinic, ...).
    """

    @cache_control(no_store=True, private=True)
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with override(page_language()):
            try:
                clinic = default_clinic()
            except NotFound as missing:
                return closed_page(request, missing)
            response = _answer(view, request, clinic, *args, **kwargs)
            write_cookie(request, response)
            return response

    return page


def _answer(
    view: PatientView, request: HttpRequest, clinic: Clinic, *args: Any, **kwargs: Any
) -> HttpResponse:
    try:
        if request.method == "POST":
            forget_unsent(request)
            count_or_wait(request, FORM)
            if fell_into_trap(request):
                return trap_page(request, clinic)
        return view(request, clinic, *args, **kwargs)
    except TooManyCalls as limit:
        return wait_page(request, clinic, limit.seconds)
    except HoldExpired:
        return expired_page(request, clinic)
    except OnlineRefused as refusal:
        return refused_page(request, clinic, refusal)
    except LinkExpired:
        return expired_link_page(request, clinic)
    except (NotFound, UnknownProcedure):
        return not_found_page(request, clinic)
    except TryAgain as busy:
        return message_page(
            request,
            clinic,
            heading=_("Please try once more"),
            paragraphs=[str(busy)],
            go=(request.path, _("Try again")),
            status=HTTPStatus.SERVICE_UNAVAILABLE,
        )


def render_page(
    request: HttpRequest,
    clinic: Clinic | None,
    template: str,
    context: Mapping[str, Any],
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Render a page of this clinic."""
    return render(request, template, {"clinic": clinic, **context}, status=status)


def message_page(
    request: HttpRequest,
    clinic: Clinic | None,
    *,
    heading: str,
    paragraphs: list[str],
    go: tuple[str, str] | None = None,
    other: tuple[str, str] | None = None,
    is_urgent: bool = False,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Say one thing and show one way on; `go` and `other` are (url, words)."""
    context = {
        "heading": heading,
        "paragraphs": paragraphs,
        "go": go,
        "other": other,
        "is_urgent": is_urgent,
    }
    return render_page(request, clinic, "patient/message.html", context, status=status)


def wait_page(request: HttpRequest, clinic: Clinic, seconds: float) -> HttpResponse:
    """Ask to wait; the form is there again, to be sent with one press."""
    minutes = ceil(seconds / 60)
    words = ngettext(
        "Very many forms came from your network at once. Please wait %(n)d minute, then press the "
        "button.",
        "Very many forms came from your network at once. Please wait %(n)d minutes, then press "
        "the button.",
        minutes,
    )
    page = _once_more_page(
        request,
        clinic,
        heading=_("Please wait a moment"),
        text=words % {"n": minutes},
        status=HTTPStatus.TOO_MANY_REQUESTS,
    )
    page.headers["Retry-After"] = str(ceil(seconds))
    return page


def trap_page(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Ask for one press more: a program stops here, a person whose browser helped goes on."""
    return _once_more_page(
        request,
        clinic,
        heading=_("Please press once more"),
        text=_("A box was filled in that people do not see; perhaps your browser did it for you."),
        status=HTTPStatus.BAD_REQUEST,
    )


def _once_more_page(
    request: HttpRequest, clinic: Clinic, *, heading: str, text: str, status: int
) -> HttpResponse:
    left_out = {"csrfmiddlewaretoken", TRAP}
    context = {
        "heading": heading,
        "text": text,
        "main_form": "sent",
        "sent": [
            (name, value.replace("\0", ""))
            for name, values in request.POST.lists()
            if name not in left_out
            for value in values
        ],
    }
    return render_page(request, clinic, "patient/once_more.html", context, status=status)


def closed_page(request: HttpRequest, missing: NotFound) -> HttpResponse:
    """Say that nothing can be booked here yet: the database is new."""
    return message_page(
        request,
        None,
        heading=_("We are not open yet"),
        paragraphs=[str(missing)],
        status=HTTPStatus.SERVICE_UNAVAILABLE,
    )


def expired_page(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Say that the time was kept too long; what was typed is still there."""
    draft = load_draft(request.session)
    draft.forget_hold()
    save_draft(request.session, draft)
    where = reverse("patient:chosen_time") if draft.procedure else "/"
    return message_page(
        request,
        clinic,
        heading=_("Your time is open for others again"),
        paragraphs=[
            _("We kept it as long as we could. Everything you typed is still here."),
            _("Choose a time again, it may still be free. The rest takes a moment."),
        ],
        go=(where, _("Choose a time again")),
        status=HTTPStatus.GONE,
    )


def refused_page(request: HttpRequest, clinic: Clinic, refusal: OnlineRefused) -> HttpResponse:
    """Say why this is not booked online, and what is open instead."""
    consult = (f"{reverse('patient:procedures')}?need=consultation", _("Book a consultation"))
    by_phone = refusal.suggestion == "call"
    return message_page(
        request,
        clinic,
        heading=_("Please call us about this") if by_phone else _("A consultation comes first"),
        paragraphs=[str(refusal)],
        go=None if by_phone else consult,
        is_urgent=by_phone,
        status=HTTPStatus.CONFLICT,
    )


def changed_page(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Say that a visit is not as it was when its page was opened, and that nothing was done."""
    return message_page(
        request,
        clinic,
        heading=_("Your visit has changed meanwhile"),
        paragraphs=[
            _("It was changed on another page, or by the clinic, while this page was open."),
            _("We have changed nothing now. Please look at your visit once more."),
        ],
        go=(reverse("patient:visit"), _("Show my visit")),
        status=HTTPStatus.CONFLICT,
    )


def expired_link_page(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Say that a link was good once, and how to go on."""
    return message_page(
        request,
        clinic,
        heading=_("This link has expired"),
        paragraphs=[
            _("Your visit was some time ago. For your privacy, its link opens nothing any more."),
            _("For papers or questions about it, please call us. You can book a new visit here."),
        ],
        go=(reverse("patient:start"), _("Book a visit")),
        status=HTTPStatus.GONE,
    )


def not_found_page(request: HttpRequest, clinic: Clinic) -> HttpResponse:
    """Say that there is nothing here, and how to find what was meant."""
    return message_page(
        request,
        clinic,
        heading=_("We cannot find this page"),
        paragraphs=[
            _("The link may be incomplete, or replaced by a newer one in a later message."),
            _("You can find a booking by its reference and the date of birth."),
        ],
        go=(reverse("patient:find_visit"), _("Find my booking")),
        other=(reverse("patient:start"), _("Book a visit")),
        status=HTTPStatus.NOT_FOUND,
    )


def form_issues(form: forms.BaseForm, *, with_labels: bool = False) -> list[Issue]:
    """Return what is wrong with a form in the order of its fields, for the error summary."""
    issues = [
        Issue(f"{form[name].label} {text}" if with_labels else str(text), target_of(form, name))
        for name in form.fields
        for text in form.errors.get(name, [])
    ]
    return issues + [Issue(str(text)) for text in form.non_field_errors()]


def target_of(form: forms.BaseForm, name: str) -> str:
    """Return the id of the control a summary line leads to: of radios, the first."""
    bound = form[name]
    return bound.id_for_label or f"{bound.auto_id}_0"
