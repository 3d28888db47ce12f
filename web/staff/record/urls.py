from django.urls import path

from web.staff.record.views import record

urlpatterns = [
    path("staff/visits/<uuid:uid>/", record, name="record"),
]
