from django.urls import path

from benchmarks.limits import views

urlpatterns = [
    path("limit/slots/", views.slots),
    path("limit/book/", views.book),
]
