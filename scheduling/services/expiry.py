"""Ending holds that were kept too long."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from scheduling.core.status import Status
from scheduling.models import Appointment
from scheduling.services.steps import take_step


@transaction.atomic
def expire_holds_on(ids: Collection[int], *, now: datetime) -> int:
    """Expire those of these holds that have run out, and free what they held.

    Rows are locked in order of their id, so that two clearers never wait for each other. A hold
    that was confirmed or extended meanwhile stays. Returns the number of expired holds.
    """
    held = (
        Appointment.objects.select_for_update(no_key=True)
        .filter(pk__in=ids, status=Status.HELD, hold_expires_at__lte=now)
        .order_by("pk")
    )
    expired = list(held)
    for appointment in expired:
        take_step(appointment, Status.EXPIRED, now=now, by=None)
    return len(expired)


def expire_stale_holds(*, now: datetime, batch: int = 200) -> int:
    """Expire holds that have run out; the oldest first, at most a batch. Safe to repeat."""
    ids = (
        Appointment.objects.filter(status=Status.HELD, hold_expires_at__lte=now)
        .order_by("hold_expires_at")
        .values_list("pk", flat=True)[:batch]
    )
    return expire_holds_on(list(ids), now=now)
