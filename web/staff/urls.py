"""Every room of the staff's pages; each keeps its own addresses and its place in the menu."""

from importlib import import_module

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from people.permissions import Action
from web.staff.clinic_choice import switch_clinic
from web.staff.menu import MenuEntry

app_name = "staff"

ROOMS = ("board", "day", "requests", "calendars", "alerts", "record")
"""Folders beside this file, in the order of the menu."""

_modules = [import_module(f"web.staff.{room}.urls") for room in ROOMS]

urlpatterns = [
    path("staff/clinic/", switch_clinic, name="switch_clinic"),
    *(path("", include(module)) for module in _modules),
]

MENU: list[MenuEntry] = [
    *(module.menu for module in _modules if hasattr(module, "menu")),
    MenuEntry(Action.SEE_SUPPORT_PAGES, "admin:index", _("Support pages")),
]
