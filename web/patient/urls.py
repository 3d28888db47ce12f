"""The patient's pages."""

from django.urls import path

from web.patient.booking.add_procedure import more
from web.patient.booking.booker import who
from web.patient.booking.check_answers import check
from web.patient.booking.code import code
from web.patient.booking.consent import consent
from web.patient.booking.details import details
from web.patient.booking.done import done
from web.patient.booking.health import health
from web.patient.booking.medicines import medicines
from web.patient.booking.procedures import procedures
from web.patient.booking.start import start
from web.patient.info import accessibility, privacy
from web.patient.language import language
from web.patient.safety.emergency import call_today, emergency
from web.patient.safety.views import safety
from web.patient.times.choose_time import choose_time, chosen_time
from web.patient.times.hold_views import keep_hold
from web.patient.times.specialist import specialist
from web.patient.visit.attendance import coming, ready
from web.patient.visit.calendar import visit_ics
from web.patient.visit.cancel import cancel
from web.patient.visit.change import change, check_change
from web.patient.visit.patient_updates import tell, told
from web.patient.visit.views import find_visit, open_visit, visit

app_name = "patient"

urlpatterns = [
    path("", start, name="start"),
    path("book/", procedures, name="procedures"),
    path("book/safety/<int:number>/", safety, name="safety"),
    path("book/emergency/", emergency, name="emergency"),
    path("book/today/", call_today, name="call_today"),
    path("book/hold/", keep_hold, name="keep_hold"),
    path("book/medicines/", medicines, name="medicines"),
    path("book/more/", more, name="more"),
    path("book/specialist/", specialist, name="specialist"),
    path("book/time/", chosen_time, name="chosen_time"),
    path("book/details/", details, name="details"),
    path("book/who/", who, name="who"),
    path("book/health/", health, name="health"),
    path("book/consent/", consent, name="consent"),
    path("book/check/", check, name="check"),
    path("book/code/", code, name="code"),
    path("book/done/", done, name="done"),
    path("book/<slug:code>/", choose_time, name="time"),
    path("visit/", visit, name="visit"),
    path("visit/find/", find_visit, name="find_visit"),
    path("visit/tell/", tell, name="tell"),
    path("visit/tell/done/", told, name="told"),
    path("visit/coming/", coming, name="coming"),
    path("visit/ready/", ready, name="ready"),
    path("visit/change/", change, name="change"),
    path("visit/change/check/", check_change, name="check_change"),
    path("visit/cancel/", cancel, name="cancel"),
    path("visit/appointment.ics", visit_ics, name="visit_ics"),
    path("visit/<str:token>/", open_visit, name="open_visit"),
    path("language/<slug:code>/", language, name="language"),
    path("privacy/", privacy, name="privacy"),
    path("accessibility/", accessibility, name="accessibility"),
]
