"""The visit, once it is booked."""

from django.urls import path

from web.patient.visit.attendance import attendance, ready
from web.patient.visit.calendar import visit_ics
from web.patient.visit.cancel import cancel
from web.patient.visit.change import change, check_change
from web.patient.visit.patient_updates import tell, told
from web.patient.visit.views import done, find_visit, open_visit, visit

urlpatterns = [
    path("book/done/", done, name="done"),
    path("visit/", visit, name="visit"),
    path("visit/find/", find_visit, name="find_visit"),
    path("visit/tell/", tell, name="tell"),
    path("visit/tell/done/", told, name="told"),
    path("visit/coming/", attendance, name="coming"),
    path("visit/ready/", ready, name="ready"),
    path("visit/change/", change, name="change"),
    path("visit/change/check/", check_change, name="check_change"),
    path("visit/cancel/", cancel, name="cancel"),
    path("visit/appointment.ics", visit_ics, name="visit_ics"),
    path("visit/<str:token>/", open_visit, name="open_visit"),
]
