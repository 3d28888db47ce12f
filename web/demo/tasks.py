"""What only the demo does by itself."""

from contextlib import suppress
from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from notifications.selectors import reminders_to_show
from notifications.services.forwarding import bring_forward
from scheduling.errors import NotFound

# Long enough to see the confirmation come alone, short enough to wait for.
PAUSE = timedelta(seconds=30)


@shared_task(name="web.demo.tasks.show_reminders")
def show_reminders() -> int:
    """Send the first reminder of each new visit now: visitors of the demo do not wait for days."""
    if not settings.DEMO:
        return 0
    now = timezone.now()
    keys = reminders_to_show(booked_before=now - PAUSE)
    for key in keys:
        with suppress(NotFound):  # sent or cancelled meanwhile
            bring_forward(key=key, now=now)
    return len(keys)
