"""Racers on real connections, and an independent eye on what they leave behind."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection

from people.services.patients import PatientDetails
from tests.world import OLENA

PATIENCE_SECONDS = 60


def race(works: Sequence[Callable[[], Any]]) -> list[Any]:
    """Run every work at the same instant, each on its own connection.

    Returns what each returned or raised, in order.
    """
    line = threading.Barrier(len(works), timeout=PATIENCE_SECONDS)

    def run(work: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            line.wait()
            return work()
        except Exception as error:  # the outcome is looked at by the test
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def of_type(outcomes: Sequence[Any], kind: type) -> list[Any]:
    return [outcome for outcome in outcomes if isinstance(outcome, kind)]


def person(number: int) -> PatientDetails:
    """Return the n-th of as many different patients as a race needs."""
    return PatientDetails(
        f"{OLENA.full_name} {number}", OLENA.date_of_birth, f"+3805000{number:05}", ""
    )


def overlapping_pairs() -> int:
    """Count double uses by a plain self-join that knows nothing of the guard."""
    return _one(
        "SELECT count(*) FROM scheduling_allocation a JOIN scheduling_allocation b"
        " ON a.resource_id = b.resource_id AND a.id < b.id"
        " AND lower(a.during) < upper(b.during) AND lower(b.during) < upper(a.during)"
        " WHERE a.released_at IS NULL AND b.released_at IS NULL"
    )


def deadlocks() -> int:
    """Count the deadlocks this database has seen; racers have disconnected, so all are in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
    return _one("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")


def _one(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0])
