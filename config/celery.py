"""The Celery app, its settings and the whole beat table.

Celery only wakes things up: what is due is decided by rows in PostgreSQL, so losing every message
in Redis loses nothing. The reasons for each setting: docs/decisions/celery.md
"""

import os

from celery import Celery

VISIBILITY_TIMEOUT_SECONDS = 300

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("baywise")
app.conf.update(
    # A task that dies with its worker runs again; every task is harmless when repeated.
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    # Must be longer than any task may run, and equal in all three places (celery#7651).
    visibility_timeout=VISIBILITY_TIMEOUT_SECONDS,
    broker_transport_options={"visibility_timeout": VISIBILITY_TIMEOUT_SECONDS},
    result_backend_transport_options={"visibility_timeout": VISIBILITY_TIMEOUT_SECONDS},
    task_soft_time_limit=90,
    task_time_limit=120,
    worker_soft_shutdown_timeout=30.0,
    worker_enable_soft_shutdown_on_idle=True,
    worker_eta_task_limit=100,
    worker_cancel_long_running_tasks_on_connection_loss=True,
    broker_connection_retry_on_startup=True,
    task_ignore_result=True,
    task_serializer="json",
    result_serializer="json",
    accept_content=["json"],
    enable_utc=True,
    timezone="UTC",
    worker_hijack_root_logger=False,
    worker_send_task_events=False,
    # Fixed intervals only: a crontab around a clock change runs twice or not at all (celery#6438).
    beat_schedule={
        "heartbeat": {
            "task": "web.operations.tasks.record_heartbeat",
            "schedule": 5.0,
            "options": {"expires": 30},
        },
        "send due messages": {
            "task": "notifications.tasks.send_due_messages",
            "schedule": 5.0,
            "options": {"expires": 30},
        },
        "expire stale holds": {
            "task": "scheduling.tasks.expire_stale_holds",
            "schedule": 30.0,
            "options": {"expires": 60},
        },
        "expire unanswered requests": {
            "task": "intake.tasks.expire_unanswered_requests",
            "schedule": 60.0,
            "options": {"expires": 120},
        },
        "forget old keys": {
            "task": "scheduling.tasks.forget_old_keys",
            "schedule": 3600.0,
            "options": {"expires": 600},
        },
        "forget old sessions": {
            "task": "web.operations.tasks.forget_old_sessions",
            "schedule": 3600.0,
            "options": {"expires": 600},
        },
        "forget old checks": {
            "task": "intake.tasks.forget_old_checks",
            "schedule": 3600.0,
            "options": {"expires": 600},
        },
    },
)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["scheduling", "intake", "notifications", "web.operations"])
