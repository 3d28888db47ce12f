from django.urls import path
from django.utils.translation import gettext_lazy as _

from people.permissions import Action
from web.staff.calendars.views import calendars, export
from web.staff.menu import MenuEntry

urlpatterns = [
    path("staff/calendars/", calendars, name="calendars"),
    path("staff/calendars/export.ics", export, name="export"),
]
menu = MenuEntry(Action.EXPORT_CALENDAR, "staff:calendars", _("Calendars"))
