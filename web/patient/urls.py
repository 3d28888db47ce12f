"""The patient's pages; each subject keeps its own list."""

from django.urls import include, path

from web.patient.info import accessibility, privacy
from web.patient.language import language

app_name = "patient"

urlpatterns = [
    path("", include("web.patient.safety.urls")),
    path("", include("web.patient.booking.urls")),
    path("", include("web.patient.visit.urls")),
    # Last of those under book/: any other word there is a procedure.
    path("", include("web.patient.times.urls")),
    path("language/<slug:code>/", language, name="language"),
    path("privacy/", privacy, name="privacy"),
    path("accessibility/", accessibility, name="accessibility"),
]
