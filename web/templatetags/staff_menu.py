"""The main menu of staff pages, which every one of them has, also those that allauth renders."""

from django import template
from django.http import HttpRequest
from django.urls import reverse

from clinics.models import Clinic
from clinics.selectors.clinics import clinics_of
from people.models import User
from people.permissions import Action, may
from web.staff.access import home_of
from web.staff.urls import MENU

register = template.Library()


@register.simple_tag(takes_context=True)
def staff_menu(context: template.Context) -> list[tuple[str, str]]:
    """Return the places of a member of staff: (label, address), the start page first.

    Cost: 1 query for a doctor.
    """
    request: HttpRequest | None = context.get("request")
    user, clinic = getattr(request, "user", None), context.get("clinic")
    if not isinstance(user, User):
        return []
    at = clinic if isinstance(clinic, Clinic) else None
    places = [
        (entry.label_for(user, at), reverse(entry.url_name))
        for entry in MENU
        if may(user, entry.action)
    ]
    home = home_of(user)
    return sorted(places, key=lambda place: place[1] != home)


@register.simple_tag(takes_context=True)
def staff_clinics(context: template.Context) -> list[Clinic]:
    """Return the clinics one can go on at; none for who has only this one. Cost: 1 query."""
    request: HttpRequest | None = context.get("request")
    user, clinic = getattr(request, "user", None), context.get("clinic")
    if not isinstance(user, User) or not isinstance(clinic, Clinic):
        return []
    mine = clinics_of(user) if may(user, Action.SWITCH_CLINIC) else []
    return mine if len(mine) > 1 else []
