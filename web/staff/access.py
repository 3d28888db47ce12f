"""The door of every staff page: who may come in, at which clinic, and what is said otherwise."""

from collections.abc import Callable, Mapping
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from clinics.errors import DomainError, NotFound
from clinics.models import Clinic
from clinics.selectors.clinics import clinic_of, find_clinic
from people.models import User
from people.permissions import Action, may
from web.errors import describe

StaffView = Callable[..., HttpResponse]

CHOSEN = "clinic"
"""Key of the session: slug of the clinic that somebody with several works at now."""


def staff_page(action: Action) -> Callable[[StaffView], StaffView]:
    """Let only members of staff in who may do this, and keep the answer out of caches.

    The view is called with (request, clinic, ...); request.user is a User. Strangers are sent to
    sign in and come back; what the domain refuses becomes a page in words.
    """

    def decorate(view: StaffView) -> StaffView:
        @cache_control(no_store=True, private=True)
        @wraps(view)
        def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            user = request.user
            if not isinstance(user, User) or not user.is_active:
                return redirect_to_login(request.get_full_path())
            if not may(user, action):
                return forbidden_page(request, user)
            try:
                clinic = clinic_of(user, chosen=request.session.get(CHOSEN, ""))
            except NotFound as error:
                return message_page(
                    request, None, heading=_("No clinic yet"), text=str(error), status=403
                )
            try:
                return view(request, clinic, *args, **kwargs)
            except DomainError as error:
                return refused_page(request, clinic, error)

        page.action = action  # type: ignore[attr-defined]
        return page

    return decorate


def choose_clinic(request: HttpRequest, user: User, slug: str) -> Clinic:
    """Go on at another clinic of one's own, until one chooses again or signs out.

    Raises:
        NotFound: not one of theirs; the answer is the same whether it exists.
    """
    clinic = find_clinic(slug=slug, user=user)
    request.session[CHOSEN] = clinic.slug
    return clinic


def home_of(user: User) -> str:
    """Return the page a member of staff begins the day with."""
    if may(user, Action.HAVE_DAY):
        return reverse("staff:day")
    return reverse("staff:board" if may(user, Action.SEE_BOARD) else "admin:index")


def render_staff(
    request: HttpRequest,
    clinic: Clinic | None,
    template: str,
    context: Mapping[str, Any],
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Render a page for staff of this clinic."""
    return render(request, template, {"clinic": clinic, **context}, status=status)


def message_page(
    request: HttpRequest,
    clinic: Clinic | None,
    *,
    heading: str,
    text: str,
    go: tuple[str, str] | None = None,
    status: int,
) -> HttpResponse:
    """Say one thing, and where to go from here (address, label)."""
    context = {"heading": heading, "text": text, "go": go}
    return render_staff(request, clinic, "staff/message.html", context, status=status)


def forbidden_page(request: HttpRequest, user: User) -> HttpResponse:
    """Say kindly that this page belongs to another role."""
    return message_page(
        request,
        None,
        heading=_("This page is not part of your work here"),
        text=_(
            "You are signed in as %(role)s. If you need this page, ask your manager to change "
            "what your account may do."
        )
        % {"role": user.get_role_display().lower()},
        go=(home_of(user), _("Go to your start page")),
        status=HTTPStatus.FORBIDDEN,
    )


def refused_page(request: HttpRequest, clinic: Clinic, error: DomainError) -> HttpResponse:
    """Say what the domain refused; the table of web.errors knows the status."""
    info, user = describe(error), request.user
    go = (request.path, _("Start again"))
    if request.method == "POST" and isinstance(user, User):  # the path may not be one to read
        go = (home_of(user), _("Go to your start page"))
    heading = _("We cannot find this") if info.status == HTTPStatus.NOT_FOUND else info.title
    return message_page(
        request,
        clinic,
        heading=heading,
        text=info.detail,
        go=go,
        status=info.status,
    )
