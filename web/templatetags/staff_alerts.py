"""The entry of the menu that calls: how many urgent answers nobody has taken over."""

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from people.models import User
from scheduling.models import Clinic
from scheduling.selectors.alerts import open_alert_count
from web.access import PRACTICE

register = template.Library()


@register.simple_tag(takes_context=True)
def staff_alerts(context: template.Context) -> tuple[str, str] | None:
    """Return (label, address) for those who treat and organise. Cost: 1 query at a clinic."""
    request: HttpRequest | None = context.get("request")
    user, clinic = getattr(request, "user", None), context.get("clinic")
    if not isinstance(user, User) or user.role not in PRACTICE:
        return None
    count = open_alert_count(clinic) if isinstance(clinic, Clinic) else 0
    label = _("Alerts (%(n)d)") % {"n": count} if count else _("Alerts")
    return label, reverse("reception:alerts")
