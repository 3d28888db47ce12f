"""Who waits for whom: the same resource on the same day, nobody else."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.db.utils import OperationalError

from clinics.core.intervals import Span, epoch_minute
from scheduling.services.locks import lock_resources
from tests.world import at

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE_SECONDS = 30
MORNING: Span = (epoch_minute(at(3, 9)), epoch_minute(at(3, 10)))
AFTERNOON: Span = (epoch_minute(at(3, 15)), epoch_minute(at(3, 16)))
OVERNIGHT: Span = (epoch_minute(at(3, 23)), epoch_minute(at(4, 7)))
NEXT_DAY: Span = (epoch_minute(at(4, 9)), epoch_minute(at(4, 10)))


@contextmanager
def somebody_holding(id_: int, span: Span) -> Iterator[None]:
    """Let another session hold the lock meanwhile."""
    has_it, may_go = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            lock_resources([(id_, span)])
            has_it.set()
            may_go.wait(PATIENCE_SECONDS)
        connection.close()

    other = threading.Thread(target=hold)
    other.start()
    try:
        assert has_it.wait(PATIENCE_SECONDS)
        yield
    finally:
        may_go.set()
        other.join()


def my_locks() -> int:
    """Count the advisory locks of this connection."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()"
        )
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [(MORNING, MORNING), (AFTERNOON, MORNING), (NEXT_DAY, OVERNIGHT), (OVERNIGHT, MORNING)],
    ids=["same time", "same day", "day after the night", "night after the day"],
)
def test_the_same_resource_on_the_same_day_waits(
    monkeypatch: pytest.MonkeyPatch, mine: Span, theirs: Span
) -> None:
    monkeypatch.setattr("scheduling.services.locks.LOCK_TIMEOUT_MS", 50)
    with somebody_holding(1, theirs), pytest.raises(OperationalError), transaction.atomic():
        lock_resources([(1, mine)])


@pytest.mark.parametrize(
    ("id_", "mine"), [(2, MORNING), (1, NEXT_DAY)], ids=["another resource", "another day"]
)
def test_nobody_else_waits(monkeypatch: pytest.MonkeyPatch, id_: int, mine: Span) -> None:
    monkeypatch.setattr("scheduling.services.locks.LOCK_TIMEOUT_MS", 50)
    with somebody_holding(1, MORNING), transaction.atomic():
        assert my_locks() == 0
        lock_resources([(id_, mine)])
        assert my_locks() == 1
