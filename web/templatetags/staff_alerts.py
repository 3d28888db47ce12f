"""What calls on every staff page: urgent answers that nobody has taken over."""

from dataclasses import dataclass

from django import template
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinics.models import Clinic
from intake.selectors.alerts import AlertCount, count_alerts
from people.models import User
from people.permissions import Action, may

register = template.Library()


@dataclass(frozen=True, slots=True)
class Call:
    """An entry of the menu, and the words above the page once somebody is late; else empty."""

    label: str
    url: str
    late: str


@register.simple_tag(takes_context=True)
def staff_alerts(context: template.Context) -> Call | None:
    """Return what calls those who treat and organise. Cost: 1 query at a clinic."""
    request: HttpRequest | None = context.get("request")
    user, clinic = getattr(request, "user", None), context.get("clinic")
    if not isinstance(user, User) or not may(user, Action.SEE_ALERTS):
        return None
    count = AlertCount()
    if isinstance(clinic, Clinic):
        count = count_alerts(clinic, now=timezone.now())
    label = _("Alerts (%(n)d)") % {"n": count.open} if count.open else _("Alerts")
    return Call(label, reverse("staff:alerts"), _late_words(count.late))


def _late_words(count: int) -> str:
    if not count:
        return ""
    words = ngettext(
        "%(n)d urgent answer is late: nobody has taken it over.",
        "%(n)d urgent answers are late: nobody has taken them over.",
        count,
    )
    return words % {"n": count}
