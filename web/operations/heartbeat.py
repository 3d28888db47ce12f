"""The sign of life of beat and worker together: beat sends, a worker writes, /readyz reads."""

import time

import redis
from django.conf import settings

KEY = "baywise:heartbeat"
FRESH_SECONDS = 60


def connect() -> redis.Redis:
    return redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1)


def record(client: redis.Redis) -> None:
    client.set(KEY, str(time.time()), ex=10 * FRESH_SECONDS)


def age_seconds(client: redis.Redis) -> float | None:
    """Return the age of the last sign of life; None when there was none. Cost: one command."""
    written = client.get(KEY)
    return time.time() - float(written) if isinstance(written, bytes) else None
