"""Every address of the product, and the demo's mailbox."""

from django.urls import include, path

from config.urls import urlpatterns as product

urlpatterns = [*product, path("", include("demo.mailbox.urls"))]
