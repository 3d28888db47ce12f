"""Who books: our service, our API, and the limits; each made anew inside its own process."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from benchmarks.clients.http import Caller
from benchmarks.clients.workers import Book
from benchmarks.data.sites import OWN, BenchClinic
from benchmarks.data.target_days import Spot
from benchmarks.limits.booking import EveryRow, PlacesTaken, book_three_rows
from benchmarks.limits.search import connect
from clinics.errors import DomainError
from intake.services.booking import BookingRequest, book_appointment
from people.models import User
from people.services.patients import PatientDetails
from scheduling.errors import SlotTaken

FIRST_BIRTH = date(1930, 1, 1)
BOOKED, TAKEN = "booked", "taken"


@dataclass(frozen=True, slots=True)
class Counter:
    """Where bookings are made, and what every client must know."""

    site: BenchClinic
    port: int
    token: str
    staff: User
    answers: dict[str, str]
    database_url: str
    procedure_type: int


def by_service(counter: Counter, *, as_staff: bool) -> Callable[[], Book]:
    """Book with book_appointment: every rule, the event (which is the outbox row), the patient."""

    def make() -> Book:
        return lambda spot: _serve(counter, spot, counter.staff if as_staff else None)

    return make


def by_service_insisting(counter: Counter, practitioner: int) -> Callable[[], Book]:
    """Book with one certain specialist: all racers want the same person."""

    def make() -> Book:
        return lambda spot: _serve(counter, spot, counter.staff, practitioner)

    return make


def _serve(counter: Counter, spot: Spot, by: User | None, practitioner: int | None = None) -> str:
    details = PatientDetails(**_somebody())
    answers = {} if by else counter.answers
    try:
        visit = book_appointment(
            clinic=counter.site.clinic,
            codes=[OWN],
            start=spot.start,
            request=BookingRequest(patient=details, screening=answers),
            now=timezone.now(),
            by=by,
            practitioner=practitioner,
        )
    except SlotTaken as taken:
        return f"{TAKEN}:{len(taken.nearest)}"
    except DomainError as error:
        return f"error: {error!r}"
    return visit.status


def by_api(counter: Counter) -> Callable[[], Book]:
    """Book with POST /api/v1/appointments/."""

    def make() -> Book:
        caller = Caller(counter.port, counter.token)
        path = f"/api/v1/appointments/?clinic={counter.site.clinic.slug}"

        def book(spot: Spot) -> str:
            status, answer = caller.post(path, json.dumps(_typed(spot)))
            return _outcome(status, answer)

        return book

    return make


def _typed(spot: Spot) -> dict[str, Any]:
    person = _somebody()
    patient = {**person, "date_of_birth": person["date_of_birth"].isoformat()}
    return {"procedures": [OWN], "start": spot.start.isoformat(), "patient": patient}


def _outcome(status: int, answer: bytes) -> str:
    if status == 201:
        return BOOKED
    if status == 409:
        return f"{TAKEN}:{len(json.loads(answer).get('nearest', ()))}"
    return f"error: {status} {answer[:200]!r}"


def by_limit_view(counter: Counter) -> Callable[[], Book]:
    """Book three bare rows through a bare Django view."""

    def make() -> Book:
        caller = Caller(counter.port)

        def book(spot: Spot) -> str:
            status, answer = caller.post("/limit/book/", PlacesTaken.at(spot).body())
            return _outcome(status, answer)

        return book

    return make


def by_three_rows(counter: Counter) -> Callable[[], Book]:
    """Book three bare rows with raw SQL."""

    def make() -> Book:
        opened = connect(counter.database_url)
        return lambda spot: BOOKED if book_three_rows(opened, PlacesTaken.at(spot)) else TAKEN

    return make


def by_every_row(counter: Counter) -> Callable[[], Book]:
    """Write with raw SQL the rows that our booking writes."""

    def make() -> Book:
        opened = connect(counter.database_url)
        rows, base = EveryRow(counter.site, counter.procedure_type), counter.site.ids[0]
        return lambda spot: BOOKED if rows.book(opened, PlacesTaken.at(spot, base)) else TAKEN

    return make


_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")


def _somebody() -> dict[str, Any]:
    """Return a person nobody else is: every booking is of a new patient."""
    number = uuid4()
    return {
        "full_name": f"Bench {number.hex.translate(_LETTERS).title()}",
        "date_of_birth": FIRST_BIRTH + timedelta(number.int % 30_000),
        "phone": f"+38050{number.int % 10**7:07}",
        "email": f"{number.hex}@mail.example",
    }
