from django.urls import path

from config.benchmarks import views

urlpatterns = [
    path("limit/slots/", views.slots),
    path("limit/book/", views.book),
]
