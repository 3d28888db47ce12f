"""The patient's own list of what is done for the visit."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from intake.models import PreparationTick
from scheduling.models import Appointment


@transaction.atomic
def tick_items(
    appointment: Appointment, *, listed: Collection[str], done: Collection[str], now: datetime
) -> None:
    """Keep which lines of a checklist are done; the last list that was sent counts.

    No history and no new revision: nothing is decided by it, and no page of staff grows stale.

    Args:
        listed: the items the patient has seen; ticks of others are left alone.
        done: those that are ticked; unknown ones are ignored.
    """
    ticks = PreparationTick.objects.filter(appointment=appointment)
    ticks.filter(item__in=set(listed) - set(done)).delete()
    new = [
        PreparationTick(appointment=appointment, item=item, ticked_at=now)
        for item in sorted(set(listed) & set(done))
    ]
    PreparationTick.objects.bulk_create(new, ignore_conflicts=True)
