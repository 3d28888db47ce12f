"""The main menu of staff pages, which every one of them has, also those that allauth renders."""

from django import template
from django.http import HttpRequest

from people.models import Role, User
from scheduling.models import Clinic
from scheduling.selectors.requests import count_open_requests
from web.access import staff_nav

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
