from django.urls import path

from web.staff.calendars.views import calendars, export

urlpatterns = [
    path("staff/calendars/", calendars, name="calendars"),
    path("staff/calendars/export.ics", export, name="export"),
]
