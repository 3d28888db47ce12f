"""A visit as it was just written, for the answer about it: reading it back costs as much again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, models

from clinics.models import Resource
from clinics.selectors.resource_cache import Asset
from scheduling.models import Allocation, Appointment, AppointmentProcedure, VisitPhase

KEPT = "_as_written"
RESOURCE_FIELDS = ["id", "kind", "name"]


@dataclass(frozen=True, slots=True)
class Written:
    """The rows of a new visit, in the order of writing; they have no ids.

    assets: those that the allocations take, and others.
    """

    rows: Sequence[models.Model]
    allocations: Sequence[Allocation]
    assets: Iterable[Asset]


def keep_written(appointment: Appointment, written: Written) -> None:
    """Remember what was written with a new visit, until somebody answers about it."""
    setattr(appointment, KEPT, written)


def take_written(appointment: Appointment) -> bool:
    """Show what is remembered as if whole_appointments() had read it; False if nothing is."""
    written: Written | None = appointment.__dict__.pop(KEPT, None)
    if written is None:
        return False
    for name, kind in (("procedures", AppointmentProcedure), ("phases", VisitPhase)):
        _show(appointment, name, [row for row in written.rows if isinstance(row, kind)])
    appointment.__dict__["live_allocations"] = _allocations(written)
    return True


def _allocations(written: Written) -> list[Allocation]:
    """Return them in the order of reading, each with its resource."""
    taken = sorted(written.allocations, key=lambda each: (each.during.lower, each.during.upper))
    wanted = {each.resource_id for each in taken}
    # Any other field of a resource is read when it is asked for.
    resources = {
        asset.id: Resource.from_db(
            DEFAULT_DB_ALIAS, RESOURCE_FIELDS, [asset.id, asset.kind.value, asset.name]
        )
        for asset in written.assets
        if asset.id in wanted
    }
    for each in taken:
        each.resource = resources[each.resource_id]
    return taken


def _show(appointment: Appointment, name: str, rows: list[Any]) -> None:
    """Do to a reverse relation what prefetch_related() does to it."""
    found = getattr(appointment, name).all()
    found._result_cache, found._prefetch_done = rows, True
    appointment.__dict__.setdefault("_prefetched_objects_cache", {})[name] = found
