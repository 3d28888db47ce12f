from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Gives `manage.py` the commands of the demo; it has no tables of its own."""

    name = "demo"
    default_auto_field = "django.db.models.BigAutoField"
