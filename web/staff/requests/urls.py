from django.urls import path
from django.utils.translation import gettext as _

from clinics.models import Clinic
from intake.selectors.booking_requests import count_open_requests
from people.models import User
from people.permissions import Action, may
from web.staff.menu import MenuEntry
from web.staff.requests.views import accept, called, decline, requests


def _label(user: User, clinic: Clinic | None) -> str:
    """Count what waits, for those who answer. Cost: 1 query for them, at a clinic."""
    is_told = may(user, Action.ANSWER_REQUEST)
    count = count_open_requests(clinic) if clinic and is_told else 0
    return _("Requests (%(n)d)") % {"n": count} if count else _("Requests")


urlpatterns = [
    path("staff/requests/", requests, name="requests"),
    path("staff/requests/<uuid:uid>/accept/", accept, name="accept_request"),
    path("staff/requests/<uuid:uid>/called/", called, name="confirm_called"),
    path("staff/requests/<uuid:uid>/decline/", decline, name="decline_request"),
]
menu = MenuEntry(Action.SEE_REQUESTS, "staff:requests", _label)
