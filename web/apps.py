"""The HTTP faces."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages, API and feeds; it has no tables of its own."""

    name = "web"
    default_auto_field = "django.db.models.BigAutoField"
