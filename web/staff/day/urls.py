from django.urls import path

from web.staff.day.views import day

urlpatterns = [
    path("staff/day/", day, name="day"),
]
