"""Every address below /api/."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from web.api.views.appointments import AppointmentsView, AppointmentView
from web.api.views.changes import CancelView, RescheduleView
from web.api.views.documents import DocsView, SchemaView, unknown
from web.api.views.holds import HoldsView, HoldView
from web.api.views.orders import OrdersView, OrderView
from web.api.views.procedures import ProceduresView, ProcedureView
from web.api.views.resources import PractitionersView, ResourcesView
from web.api.views.schedule import ScheduleView
from web.api.views.slots import SlotDaysView, SlotsView

app_name = "api"

version_1: list[URLPattern | URLResolver] = [
    path("procedures/", ProceduresView.as_view(), name="procedures"),
    path("procedures/<str:code>/", ProcedureView.as_view(), name="procedure"),
    path("slots/", SlotsView.as_view(), name="slots"),
    path("slots/days/", SlotDaysView.as_view(), name="slot-days"),
    path("holds/", HoldsView.as_view(), name="holds"),
    path("holds/<uuid:uid>/", HoldView.as_view(), name="hold"),
    path("appointments/", AppointmentsView.as_view(), name="appointments"),
    path("appointments/<uuid:uid>/", AppointmentView.as_view(), name="appointment"),
    path("appointments/<uuid:uid>/reschedule/", RescheduleView.as_view(), name="reschedule"),
    path("appointments/<uuid:uid>/cancel/", CancelView.as_view(), name="cancel"),
    path("practitioners/", PractitionersView.as_view(), name="practitioners"),
    path("resources/", ResourcesView.as_view(), name="resources"),
    path("schedule/", ScheduleView.as_view(), name="schedule"),
    path("orders/", OrdersView.as_view(), name="orders"),
    path("orders/<str:code>/", OrderView.as_view(), name="order"),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", DocsView.as_view(), name="docs"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/", include(version_1)),
    re_path(r"", unknown, name="unknown"),
]
