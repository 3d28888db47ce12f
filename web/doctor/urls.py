"""The doctor's pages."""

from django.urls import path

from web.doctor.record_views import record
from web.doctor.request_views import accept, called, decline, requests
from web.doctor.views import day

app_name = "doctor"

urlpatterns = [
    path("staff/day/", day, name="day"),
    path("staff/visits/<uuid:uid>/", record, name="record"),
    path("staff/requests/", requests, name="requests"),
    path("staff/requests/<uuid:uid>/accept/", accept, name="accept_request"),
    path("staff/requests/<uuid:uid>/called/", called, name="confirm_called"),
    path("staff/requests/<uuid:uid>/decline/", decline, name="decline_request"),
]
