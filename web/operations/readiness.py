"""What must work before this process may be sent visitors."""

from collections.abc import Callable

import redis
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from web.operations import heartbeat


class NotReady(Exception):
    """One part does not work; the text says how, without addresses or secrets."""


def check_database() -> None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, ImproperlyConfigured) as error:
        raise NotReady("cannot connect") from error


def check_migrations() -> None:
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except (DatabaseError, ImproperlyConfigured) as error:
        raise NotReady("cannot be read") from error
    if missing:
        raise NotReady(f"{len(missing)} not applied")


def check_redis() -> None:
    try:
        with heartbeat.connect() as client:
            client.ping()
    except (redis.RedisError, ValueError) as error:
        raise NotReady("cannot connect") from error


def check_beat() -> None:
    try:
        with heartbeat.connect() as client:
            age = heartbeat.age_seconds(client)
    except (redis.RedisError, ValueError) as error:
        raise NotReady("cannot be read") from error
    if age is None:
        raise NotReady("no heartbeat yet")
    if age > heartbeat.FRESH_SECONDS:
        raise NotReady(f"last heartbeat {age:.0f} s ago")


CHECKS: dict[str, Callable[[], None]] = {
    "database": check_database,
    "migrations": check_migrations,
    "redis": check_redis,
    "beat": check_beat,
}


def failures() -> dict[str, str]:
    """Return the parts that fail, each with its reason; empty means ready.

    Cost: three queries and two Redis commands.
    """
    found = {}
    for name, check in CHECKS.items():
        try:
            check()
        except NotReady as reason:
            found[name] = str(reason)
    return found
