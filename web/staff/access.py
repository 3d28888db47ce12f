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
from people.models import Role, User
from web.errors import describe

StaffView = Callable[..., HttpResponse]

PRACTICE = (Role.DOCTOR, Role.NURSE, Role.RECEPTION, Role.MANAGER)
"""Everybody who works with patients; administrators look after accounts only (reliability 5.2)."""

CLINICAL = (Role.DOCTOR, Role.NURSE)
"""Those of them who read what patients answered about their health."""

CHOSEN = "clinic"
"""Key of the session: slug of the clinic that somebody with several works at now."""

_HOMES = {Role.DOCTOR: "staff:day", Role.ADMIN: "admin:index"}


def staff_page(*roles: Role) -> Callable[[StaffView], StaffView]:
    """Let only members of staff with one of these roles in, and keep the answer out of caches.

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
            if user.role not in roles:
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
    return reverse(_HOMES.get(Role(user.role), "staff:board"))


def staff_nav(user: User, *, open_requests: int = 0) -> list[tuple[str, str]]:
    """Return the main menu of a role: (label, address).

    Args:
        open_requests: what waits for an answer, said to those who answer.
    """
    if user.role == Role.ADMIN:
        return [(_("Support pages"), reverse("admin:index"))]
    day = (_("My day") if user.role == Role.DOCTOR else _("Doctors"), reverse("staff:day"))
    board = (_("Board"), reverse("staff:board"))
    places = [day, board] if user.role == Role.DOCTOR else [board, day]
    asked = (_requests_label(open_requests), reverse("staff:requests"))
    return [*places, asked, (_("Calendars"), reverse("staff:calendars"))]


def _requests_label(count: int) -> str:
    return _("Requests (%(n)d)") % {"n": count} if count else _("Requests")


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
        % {"role": Role(user.role).label.lower()},
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
