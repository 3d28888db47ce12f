from django.urls import path

from web.staff.alerts.views import acknowledge, alerts

urlpatterns = [
    path("staff/alerts/", alerts, name="alerts"),
    path("staff/alerts/<uuid:uid>/acknowledge/", acknowledge, name="acknowledge_alert"),
]
