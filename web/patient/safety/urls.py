"""The safety questions, and where an urgent answer leads."""

from django.urls import path

from web.patient.safety.emergency import call_today, emergency
from web.patient.safety.views import safety

urlpatterns = [
    path("book/safety/<int:number>/", safety, name="safety"),
    path("book/emergency/", emergency, name="emergency"),
    path("book/today/", call_today, name="call_today"),
]
