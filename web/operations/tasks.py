from celery import shared_task
from django.contrib.sessions.backends.db import SessionStore

from web.operations import heartbeat


@shared_task
def record_heartbeat() -> None:
    """Prove that beat sends and a worker receives; see config/celery.py."""
    with heartbeat.connect() as client:
        heartbeat.record(client)


@shared_task(name="web.operations.tasks.forget_old_sessions")
def forget_old_sessions() -> None:
    """Delete sessions that have ended: bookings that nobody finished are in them."""
    SessionStore.clear_expired()
