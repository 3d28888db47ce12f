from django.urls import path
from django.utils.translation import gettext as _

from clinics.models import Clinic
from people.models import User
from people.permissions import Action, may
from web.staff.day.views import day
from web.staff.menu import MenuEntry


def _label(user: User, clinic: Clinic | None) -> str:
    return _("My day") if may(user, Action.HAVE_DAY) else _("Doctors")


urlpatterns = [
    path("staff/day/", day, name="day"),
]
menu = MenuEntry(Action.SEE_DAY, "staff:day", _label)
