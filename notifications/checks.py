"""What has to be right before anything is sent."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from notifications.schedule import Channel
from notifications.transports.registry import transport_class


def check_transports(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Return an error if SMS_TRANSPORT names no transport."""
    try:
        transport_class(Channel.TEXT)
    except ImportError as error:
        text = f"SMS_TRANSPORT names no transport: {settings.SMS_TRANSPORT} ({error})"
        hint = "One of notifications/transports/, such as sms_http.SmsHttp, with its whole path."
        return [Error(text, hint=hint, id="notifications.E001")]
    return []
