"""What only the demo does by itself."""

from contextlib import suppress
from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from clinics.errors import NotFound
from notifications.selectors import reminders_to_show
from notifications.services.send_now import bring_forward

# Long enough to see the confirmation come alone, short enough to wait for.
PAUSE = timedelta(seconds=30)


@shared_task(name="demo.mailbox.tasks.show_reminders")
def show_reminders() -> int:
    """Send the first reminder of each new visit now: visitors of the demo do not wait for days."""
    now = timezone.now()
    keys = reminders_to_show(booked_before=now - PAUSE)
    for key in keys:
        with suppress(NotFound):  # sent or cancelled meanwhile
            bring_forward(key=key, now=now)
    return len(keys)
