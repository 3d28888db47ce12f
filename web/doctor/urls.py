"""The doctor's pages."""

from django.urls import path

from web.doctor.views import day

app_name = "doctor"

urlpatterns = [path("staff/day/", day, name="day")]
