"""Counts in Prometheus' text format, read from the database when asked.

Nothing is counted inside the web processes, so any number of them give the same answer.
"""

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from web.operations import readiness

CONTENT_TYPE = CONTENT_TYPE_LATEST


def exposition() -> bytes:
    """Return all metrics as text."""
    registry = CollectorRegistry()
    failing = readiness.failures()
    up = Gauge("baywise_up", "1 when the part works", ["part"], registry=registry)
    for part in readiness.CHECKS:
        up.labels(part).set(0 if part in failing else 1)
    return generate_latest(registry)
