"""What is offered: a start, with whom, and when the patient is finished."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Slot:
    """An offer, not stored. start: arrival; finish_at: discharge; all aware UTC."""

    start: datetime
    procedure_at: datetime
    finish_at: datetime
    practitioner_id: int | None
    practitioner_name: str
