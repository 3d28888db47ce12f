"""The specialist, the time and its hold."""

from django.urls import path

from web.patient.times.choose_time import choose_time, chosen_time
from web.patient.times.hold import keep_hold
from web.patient.times.specialist import specialist

urlpatterns = [
    path("book/hold/", keep_hold, name="keep_hold"),
    path("book/specialist/", specialist, name="specialist"),
    path("book/time/", chosen_time, name="chosen_time"),
    # Takes every other word under book/ for a procedure: stands last.
    path("book/<slug:code>/", choose_time, name="time"),
]
