"""Times and offers as programs read them: ISO 8601 with the clinic's own offset."""

from datetime import datetime, tzinfo
from typing import Any

from scheduling.core.slot import Slot


def local_iso(instant: datetime, zone: tzinfo) -> str:
    """Return an aware instant as 2026-11-26T09:00:00+02:00: the wall clock and its offset."""
    return instant.astimezone(zone).isoformat()


def slot_answer(slot: Slot, zone: tzinfo) -> dict[str, Any]:
    """Return an offer as JSON; `start` is the arrival, and what a hold asks for."""
    who = {"id": slot.practitioner_id, "name": slot.practitioner_name}
    return {
        "start": local_iso(slot.start, zone),
        "procedure_at": local_iso(slot.procedure_at, zone),
        "finish_at": local_iso(slot.finish_at, zone),
        "practitioner": who if slot.practitioner_id is not None else None,
    }
