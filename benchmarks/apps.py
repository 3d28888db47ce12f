from django.apps import AppConfig


class BenchmarksConfig(AppConfig):
    """Gives `manage.py` the `bench` command; it has no tables of its own."""

    name = "benchmarks"
    default_auto_field = "django.db.models.BigAutoField"
