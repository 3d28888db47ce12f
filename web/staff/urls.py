"""Every room of the staff's pages; each keeps its own addresses."""

from django.urls import include, path

from web.staff.clinic_choice import switch_clinic

app_name = "staff"

urlpatterns = [
    path("staff/clinic/", switch_clinic, name="switch_clinic"),
    path("", include("web.staff.alerts.urls")),
    path("", include("web.staff.board.urls")),
    path("", include("web.staff.calendars.urls")),
    path("", include("web.staff.day.urls")),
    path("", include("web.staff.record.urls")),
    path("", include("web.staff.requests.urls")),
]
