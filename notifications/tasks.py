"""What Celery runs for messages. Every task may run twice, late or beside itself without harm."""

import time

from celery import shared_task

from notifications.selectors import database_now
from notifications.services.alerting import mail_alerts
from notifications.services.dispatching import dispatch_due
from notifications.services.escalating import plan_notices, send_notices
from notifications.services.planning import plan_messages

BUDGET_SECONDS = 20.0
"""Well under the task's time limit; beat calls again every few seconds."""


@shared_task(name="notifications.tasks.send_due_messages")
def send_due_messages() -> int:
    """Turn news into messages and send what is due, until nothing is left or time is up.

    Planning and sending take turns, so that thousands of events do not hold up one confirmation.
    """
    deadline = time.monotonic() + BUDGET_SECONDS
    total = 0
    while time.monotonic() < deadline:
        done = plan_messages(now=database_now()) + dispatch_due(now=database_now())
        if not done:
            break
        total += done
    return total


@shared_task(name="notifications.tasks.mail_clinic_alerts")
def mail_clinic_alerts() -> int:
    """Tell the clinic of urgent answers, and its next contact of those nobody has taken over."""
    told = mail_alerts(now=database_now())
    plan_notices(now=database_now())
    return told + send_notices(now=database_now())
