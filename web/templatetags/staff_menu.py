"""The main menu of staff pages, which every one of them has, also those that allauth renders."""

from django import template
from django.http import HttpRequest

from people.models import User
from web.access import staff_nav

register = template.Library()


@register.simple_tag(takes_context=True)
def staff_menu(context: template.Context) -> list[tuple[str, str]]:
    """Return the places of whoever is signed in: (label, address). No queries of its own."""
    request: HttpRequest | None = context.get("request")
    user = getattr(request, "user", None)
    return staff_nav(user) if isinstance(user, User) else []
