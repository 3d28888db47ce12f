from django.urls import path

from web.staff.requests.views import accept, called, decline, requests

urlpatterns = [
    path("staff/requests/", requests, name="requests"),
    path("staff/requests/<uuid:uid>/accept/", accept, name="accept_request"),
    path("staff/requests/<uuid:uid>/called/", called, name="confirm_called"),
    path("staff/requests/<uuid:uid>/decline/", decline, name="decline_request"),
]
