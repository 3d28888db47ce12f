"""Counts in Prometheus' text format, read from the database when asked.

Nothing is counted inside the web processes, so any number of them give the same answer.
"""

import contextlib

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from notifications.selectors import database_now, outbox_health
from web.operations import readiness

CONTENT_TYPE = CONTENT_TYPE_LATEST


def exposition() -> bytes:
    """Return all metrics as text; what cannot be read is left out. Cost: 7 queries."""
    registry = CollectorRegistry()
    _add_parts(registry)
    with contextlib.suppress(DatabaseError, ImproperlyConfigured):  # baywise_up says so already
        _add_outbox(registry)
    return generate_latest(registry)


def _add_parts(registry: CollectorRegistry) -> None:
    failing = readiness.failures()
    up = Gauge("baywise_up", "1 when the part works", ["part"], registry=registry)
    for part in readiness.CHECKS:
        up.labels(part).set(0 if part in failing else 1)


def _add_outbox(registry: CollectorRegistry) -> None:
    health = outbox_health(now=database_now())
    messages = Gauge("baywise_outbox_messages", "Messages by status", ["status"], registry=registry)
    for status, count in health.counts.items():
        messages.labels(status).set(count)
    Gauge(
        "baywise_outbox_oldest_due_seconds", "Lateness of the most overdue", registry=registry
    ).set(health.oldest_due_seconds)
    Gauge(
        "baywise_outbox_oldest_event_seconds", "Age of the oldest unread event", registry=registry
    ).set(health.oldest_event_seconds)
