from celery import shared_task

from web.operations import heartbeat


@shared_task
def record_heartbeat() -> None:
    """Prove that beat sends and a worker receives; see config/celery.py."""
    with heartbeat.connect() as client:
        heartbeat.record(client)
