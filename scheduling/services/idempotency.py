"""Giving the same answer to the same request."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from scheduling.errors import KeyReused
from scheduling.models import Appointment, IdempotencyKey
from scheduling.services.locks import in_one_transaction

KEPT = timedelta(days=3)


@in_one_transaction
def answer_once(
    *,
    caller: str,
    key: str,
    request: Mapping[str, Any],
    now: datetime,
    produce: Callable[[], tuple[Appointment, dict[str, Any]]],
) -> tuple[Appointment, dict[str, Any]]:
    """Return what `produce` returns, or returned when this caller used this key before.

    The key is stored in the transaction of the booking: both exist or neither. A second request
    that comes meanwhile waits on the unique key; one that failed left no key and may be repeated.

    Args:
        produce: books, and returns the appointment with the answer as JSON.

    Raises:
        KeyReused: the key came with another request before.
        whatever produce raises.
    """
    print_ = hashlib.sha256(json.dumps(request, sort_keys=True, default=str).encode()).hexdigest()
    if not _claim(caller, key, print_, now):
        known = IdempotencyKey.objects.select_related("appointment").get(caller=caller, key=key)
        if known.fingerprint != print_ or known.appointment is None:
            raise KeyReused
        return known.appointment, known.answer
    appointment, answer = produce()
    IdempotencyKey.objects.filter(caller=caller, key=key).update(
        appointment=appointment, answer=answer
    )
    return appointment, answer


def _claim(caller: str, key: str, fingerprint: str, now: datetime) -> bool:
    """Insert the key; False if it is there already, after waiting for whoever is inserting it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO scheduling_idempotencykey (caller, key, fingerprint, answer, created_at)"
            " VALUES (%s, %s, %s, '{}'::jsonb, %s) ON CONFLICT (caller, key) DO NOTHING"
            " RETURNING id",
            [caller, key, fingerprint, now],
        )
        return cursor.fetchone() is not None


def forget_old_keys(*, now: datetime) -> int:
    """Delete keys that nobody will repeat any more."""
    count, _ = IdempotencyKey.objects.filter(created_at__lt=now - KEPT).delete()
    return count
