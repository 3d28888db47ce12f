"""What Celery runs for messages. Every task may run twice, late or beside itself without harm."""

import time

from celery import shared_task

from notifications.selectors import database_now
from notifications.services.alerts import plan_alerts
from notifications.services.dispatch import dispatch_due
from notifications.services.schedule import plan_messages

BUDGET_SECONDS = 20.0
"""Well under the task's time limit; beat calls again every few seconds."""


@shared_task(name="notifications.tasks.send_due_messages")
def send_due_messages() -> int:
    """Turn history and alerts into messages, and send what is due until time is up.

    Planning and sending take turns, so that thousands of events do not hold up one confirmation.
    """
    deadline = time.monotonic() + BUDGET_SECONDS
    total = 0
    while time.monotonic() < deadline:
        done = plan_alerts(now=database_now()) + plan_messages(now=database_now())
        done += dispatch_due(now=database_now())
        if not done:
            break
        total += done
    return total
