from django.apps import AppConfig
from django.core.checks import register

from notifications.checks import check_transports


class NotificationsConfig(AppConfig):
    name = "notifications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let every command look at the settings first."""
        register(check_transports)
