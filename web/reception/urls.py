"""Reception's pages."""

from django.urls import path

from web.reception.views.alerts import acknowledge, alerts
from web.reception.views.board import board, find
from web.reception.views.calendars import calendars, export

app_name = "reception"

urlpatterns = [
    path("staff/board/", board, name="board"),
    path("staff/board/find/", find, name="find"),
    path("staff/alerts/", alerts, name="alerts"),
    path("staff/alerts/<uuid:uid>/acknowledge/", acknowledge, name="acknowledge_alert"),
    path("staff/calendars/", calendars, name="calendars"),
    path("staff/calendars/export.ics", export, name="export"),
]
