"""Visits that patients asked for online without an order: a clinician has to look at them."""

from datetime import date, timedelta

from clinics.core.intervals import from_epoch_minute
from demo.seed.board import days_between
from demo.seed.calendar import Calendar
from intake.services.booking import BookingRequest, book_appointment
from people.models import Patient
from people.services.patients import PatientDetails
from procedures.models import ProcedureType
from scheduling.models import Appointment

WANTED = ("tfesi", "ganglion_impar", "mri_spine")
EARLIEST_DAYS = 5


def ask_online(calendar: Calendar, *, last: date) -> None:
    """Request each of WANTED at the first free time from EARLIEST_DAYS ahead, where it is done."""
    for code in WANTED:
        procedure = calendar.procedures[code]
        earliest = calendar.today + timedelta(days=EARLIEST_DAYS)
        start = _first_start(calendar, procedure, earliest, last)
        if start is not None:
            _request(calendar, procedure, start)


def _first_start(
    calendar: Calendar, procedure: ProcedureType, first: date, last: date
) -> int | None:
    demand = calendar.bookings.plans[procedure.code].demand
    for day in days_between(first, last):
        if starts := calendar.board.starts(demand, day):
            return starts[0]
    return None


def _request(calendar: Calendar, procedure: ProcedureType, start: int) -> None:
    clinic, at = calendar.board.clinic, from_epoch_minute(start)
    day = at.astimezone(clinic.zone).date()
    patient = calendar.diary.draw(procedure, day, calendar.rng)
    answers = calendar.bookings.clear_answers(procedure.code)
    visit = book_appointment(
        clinic=clinic,
        codes=[procedure.code],
        start=at,
        request=BookingRequest(_details(patient), screening=answers),
        now=calendar.now - timedelta(hours=calendar.rng.randint(1, 4)),
        source=Appointment.Source.SEED,
    )
    calendar.board.take(visit)
    calendar.diary.note(patient, procedure, day)


def _details(patient: Patient) -> PatientDetails:
    return PatientDetails(
        patient.full_name,
        patient.date_of_birth,
        patient.phone,
        patient.email,
        patient.language,
    )
