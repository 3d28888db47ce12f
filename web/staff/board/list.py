"""Reception's list of a day: one row a visit, by arrival."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from clinics.core.resource_kind import Kind
from people.models import Patient
from scheduling.core.reference import InvalidReference, normalise_reference
from scheduling.core.status import Status
from scheduling.models import Appointment
from scheduling.selectors.day import DayVisit
from web.words.flags import FlagWords, flags_of
from web.words.staff import TreatmentWords, age_on, treatments_of, visit_status

OFF = frozenset({Status.CANCELLED, Status.NO_SHOW, Status.EXPIRED})


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One visit. tone: off for what was called off, over for what is past by plan, else empty."""

    appointment: Appointment
    patient: Patient
    age: int
    treatments: list[TreatmentWords]
    flags: list[FlagWords]
    status: str
    tone: str
    practitioner: str
    practitioner_id: int | None
    rooms: str
    bays: str

    @property
    def arrives(self) -> datetime:
        """When the patient comes."""
        return self.appointment.during.lower

    @property
    def leaves(self) -> datetime:
        """When the patient may go home."""
        return self.appointment.during.upper


def build_rows(visits: Iterable[DayVisit], *, day: date, now: datetime) -> list[BoardRow]:
    """Return the rows of a day, called-off visits in their place."""
    return [_row(each, day, now) for each in visits]


def count_rows(rows: Sequence[BoardRow]) -> dict[str, int]:
    """Count the visits of a day, those called off, and those with something open."""
    return {
        "total": len(rows),
        "called_off": sum(row.tone == "off" for row in rows),
        "flagged": sum(bool(row.appointment.flags) and row.tone != "off" for row in rows),
    }


def narrow(rows: Sequence[BoardRow], *, practitioner: int | None, words: str) -> list[BoardRow]:
    """Return the rows of one practitioner that answer to a search."""
    return [
        row
        for row in rows
        if practitioner in (None, row.practitioner_id) and _answers_to(row, words)
    ]


def _answers_to(row: BoardRow, words: str) -> bool:
    """Tell whether every word is in the name, or the whole is (part of) the reference."""
    name = row.patient.full_name.casefold()
    if all(word in name for word in words.casefold().split()):
        return True
    try:
        return normalise_reference(words) == row.appointment.reference
    except InvalidReference:
        compact = "".join(filter(str.isalnum, words)).upper()
        return bool(compact) and compact in row.appointment.reference.replace("-", "")


def _row(visit: DayVisit, day: date, now: datetime) -> BoardRow:
    appointment = visit.appointment
    patient = appointment.patient
    if patient is None:
        raise ValueError("A visit of the list has a patient.")
    lead = visit.lead
    return BoardRow(
        appointment=appointment,
        patient=patient,
        age=age_on(patient.date_of_birth, day),
        treatments=treatments_of(appointment),
        flags=flags_of(appointment),
        status=visit_status(appointment),
        tone=_tone(appointment, now),
        practitioner=lead.resource.name if lead else "",
        practitioner_id=lead.resource.pk if lead else None,
        rooms=", ".join(visit.names(Kind.ROOM)),
        bays=", ".join(visit.names(Kind.BAY)),
    )


def _tone(appointment: Appointment, now: datetime) -> str:
    if appointment.status in OFF:
        return "off"
    is_over = appointment.status == Status.DISCHARGED or appointment.during.upper <= now
    return "over" if is_over else ""
