from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Gives `manage.py` our `makemessages`; there are no models up here."""

    name = "config"
    default_auto_field = "django.db.models.BigAutoField"
