"""One short transaction, its locks, and what to do when the database says no."""

import random
import time
from collections.abc import Callable, Iterable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import DatabaseError, connection, transaction

from clinics.core.intervals import Span
from scheduling.errors import PatientBusy, SlotTaken, TryAgain

P = ParamSpec("P")
T = TypeVar("T")

# deadlock, serialization failure, lock timeout: nothing was written, another try may succeed.
RETRYABLE = frozenset({"40P01", "40001", "55P03"})
EXCLUSION_VIOLATION = "23P01"
TRIES = 3
LOCK_TIMEOUT_MS = 3000
DAY_MINUTES = 24 * 60
_GUARDS = {
    "allocation_resource_in_one_place": SlotTaken,
    "appointment_patient_in_one_place": PatientBusy,
}


def in_one_transaction(service: Callable[P, T]) -> Callable[P, T]:
    """Run a service atomically; retry it whole, at most three times, after a lost lock.

    Within an outer transaction there is nothing to retry: the outermost service does it.

    Raises:
        SlotTaken, PatientBusy: a guard of the database refused, whoever forgot to look.
        TryAgain: still no luck after three tries.
    """

    @wraps(service)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> T:
        if connection.in_atomic_block:
            with transaction.atomic(), translated():
                return service(*args, **kwargs)
        for attempt in range(TRIES):
            try:
                with translated(), transaction.atomic():
                    return service(*args, **kwargs)
            except _Retryable:
                time.sleep(random.uniform(0, 0.02 * 2**attempt))
        raise TryAgain

    return wrapped


class _Retryable(Exception):
    """The database gave up on this transaction."""


class translated:
    """Turn what the guards of the database say into domain errors, by constraint name."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if not isinstance(error, DatabaseError):
            return
        state = getattr(error.__cause__, "sqlstate", None)
        if state == EXCLUSION_VIOLATION:
            name = error.__cause__.diag.constraint_name  # type: ignore[union-attr]
            if name in _GUARDS:
                raise _GUARDS[name]() from error
        if state in RETRYABLE:
            raise _Retryable from error


def lock_resources(spans: Iterable[tuple[int, Span]]) -> None:
    """Wait for the right to scarce resources until the transaction ends, in sorted order.

    The exclusion constraint is the guarantee, these locks are the manners: without them racers
    insert first, find each other second, and deadlock (performance.md 6.3). A lock is for one
    resource on one UTC day: spans that overlap share a day, and whoever books another day does
    not wait.

    Args:
        spans: resource id, and when it is wanted, in epoch minutes.
    """
    days = {
        (id_, day)
        for id_, (start, end) in spans
        for day in range(start // DAY_MINUTES, -(-end // DAY_MINUTES))
    }
    _lock("resource", [f"{id_}:{day}" for id_, day in days])


def lock_person(identity: str) -> None:
    """Wait for the right to one person's calendar. Always before resources."""
    _lock("person", [identity])


def lock_days(names: Iterable[str]) -> None:
    """Wait for the right to what is limited by the day. After the person, before resources."""
    _lock("day", list(names))


def _lock(namespace: str, names: list[str]) -> None:
    if not names:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('lock_timeout', %s, true), pg_advisory_xact_lock(key) FROM ("
            "SELECT DISTINCT hashtextextended(name, 0) AS key"
            " FROM unnest(%s::text[]) AS name ORDER BY key) AS sorted",
            [f"{LOCK_TIMEOUT_MS}ms", [f"{namespace}:{name}" for name in names]],
        )
