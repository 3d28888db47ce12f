"""The main menu of staff pages, which every one of them has, also those that allauth renders."""

from django import template
from django.http import HttpRequest

from clinics.models import Clinic
from clinics.selectors.clinics import clinics_of
from intake.selectors.booking_requests import count_open_requests
from people.models import Role, User
from web.staff.access import PRACTICE, staff_nav

register = template.Library()


@register.simple_tag(takes_context=True)
def staff_menu(context: template.Context) -> list[tuple[str, str]]:
    """Return the places of whoever is signed in: (label, address). Cost: 1 query for a doctor."""
    request: HttpRequest | None = context.get("request")
    user, clinic = getattr(request, "user", None), context.get("clinic")
    if not isinstance(user, User):
        return []
    waiting = 0
    if user.role == Role.DOCTOR and isinstance(clinic, Clinic):
        waiting = count_open_requests(clinic)
    return staff_nav(user, open_requests=waiting)


@register.simple_tag(takes_context=True)
def staff_clinics(context: template.Context) -> list[Clinic]:
    """Return the clinics one can go on at; none for who has only this one. Cost: 1 query."""
    request: HttpRequest | None = context.get("request")
    user, clinic = getattr(request, "user", None), context.get("clinic")
    if not isinstance(user, User) or user.role not in PRACTICE or not isinstance(clinic, Clinic):
        return []
    mine = clinics_of(user)
    return mine if len(mine) > 1 else []
