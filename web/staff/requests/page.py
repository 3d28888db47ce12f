"""Requests as a clinician reads them: who asks for what, until when, and what to look at."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from intake.selectors.booking_requests import OpenRequest
from people.models import Patient
from scheduling.core.flag import Flag
from scheduling.models import Appointment
from scheduling.selectors.appointments import practitioner_of
from web.staff.record.page import RecordLines, record_lines
from web.words.flags import FlagWords, noted_flags
from web.words.staff import TreatmentWords, age_on, treatments_of

PRESSING = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request. is_pressing: little time is left to answer it."""

    appointment: Appointment
    patient: Patient
    age: int
    treatments: list[TreatmentWords]
    flags: list[FlagWords]
    practitioner: str
    record: RecordLines
    decide_by: datetime
    is_pressing: bool

    @property
    def asks_for_review(self) -> bool:
        """Whether a blood thinner has to be reviewed before the request can be accepted."""
        return Flag.BLOOD_THINNER in self.appointment.flags

    @property
    def must_call(self) -> bool:
        """Whether only a call can tell that it is them: no code could be sent."""
        return Flag.CALL_ONLY in self.appointment.flags

    @property
    def start(self) -> datetime:
        """When the patient would come."""
        return self.appointment.during.lower

    @property
    def finish(self) -> datetime:
        """When the patient would go home."""
        return self.appointment.during.upper


def request_rows(requests: Iterable[OpenRequest], *, now: datetime) -> list[RequestRow]:
    """Return the rows of the list, in the same order."""
    return [_row(each, now) for each in requests]


def _row(request: OpenRequest, now: datetime) -> RequestRow:
    visit = request.appointment
    patient = visit.patient
    if patient is None:
        raise ValueError("A request has a patient.")
    lead = practitioner_of(visit)
    return RequestRow(
        appointment=visit,
        patient=patient,
        age=age_on(patient.date_of_birth, now.astimezone(visit.clinic.zone).date()),
        treatments=treatments_of(visit),
        flags=noted_flags(visit),
        practitioner=lead.resource.name if lead else "",
        record=record_lines(visit, request.record),
        decide_by=request.decide_by,
        is_pressing=request.decide_by - now < PRESSING,
    )
