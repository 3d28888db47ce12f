"""The steps of a booking, but for its time."""

from django.urls import path

from web.patient.booking.add_procedure import add_procedure
from web.patient.booking.booker import booker
from web.patient.booking.check_answers import check_answers
from web.patient.booking.code import code
from web.patient.booking.details import details
from web.patient.booking.health import consent, health
from web.patient.booking.medicines import medicines
from web.patient.booking.procedures import procedures
from web.patient.booking.start import start

urlpatterns = [
    path("", start, name="start"),
    path("book/", procedures, name="procedures"),
    path("book/medicines/", medicines, name="medicines"),
    path("book/more/", add_procedure, name="more"),
    path("book/details/", details, name="details"),
    path("book/who/", booker, name="who"),
    path("book/health/", health, name="health"),
    path("book/consent/", consent, name="consent"),
    path("book/check/", check_answers, name="check"),
    path("book/code/", code, name="code"),
]
