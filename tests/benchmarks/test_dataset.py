"""The limits answer the question that we answer, and write what we write."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from benchmarks import clients
from benchmarks.clients import BOOKED, TAKEN
from benchmarks.clinics import (
    OWN,
    Site,
    build_site,
    prepare_catalogue,
    prepare_staff,
    screening_answers,
)
from benchmarks.dataset import ROOMS
from benchmarks.limit import LimitSearch, copy_limit_table
from benchmarks.limit_booking import EveryRow, Place, book_three_rows
from benchmarks.loading import load_diaries
from benchmarks.program import next_monday
from benchmarks.race import overlapping_pairs
from benchmarks.target_days import Spot, free_days
from clinics.core.intervals import epoch_minute
from people.models import Patient, User
from procedures.models import ProcedureType
from scheduling.models import (
    Allocation,
    Appointment,
    AppointmentEvent,
    AppointmentProcedure,
    VisitPhase,
)
from scheduling.selectors.plan import plan_visit
from scheduling.selectors.slots import available_slots

pytestmark = pytest.mark.django_db

DAYS = 7
WRITTEN = (Patient, Appointment, AppointmentProcedure, VisitPhase, Allocation, AppointmentEvent)


@pytest.fixture
def staff() -> User:
    prepare_catalogue()
    return prepare_staff()[0]


@pytest.fixture
def first() -> date:
    return next_monday(timezone.now().date())


@pytest.fixture
def site(staff: User, first: date) -> Site:
    site = build_site(1, staff=staff)
    load_diaries(site, first=first, on_day=lambda: None, days=DAYS)
    copy_limit_table(site)
    return site


@pytest.fixture
def spots(first: date) -> list[Spot]:
    """At as many arrivals: a service takes any of the rooms that a place by hand may name."""
    return next(free_days(first))[::ROOMS]


@pytest.fixture
def book(site: Site, staff: User) -> clients.Counter:
    procedure_type = ProcedureType.objects.get(code=OWN).pk
    return clients.Counter(site, 0, "", staff, screening_answers(), "", procedure_type)


def test_the_bare_limit_finds_the_very_same_starts(site: Site, first: date) -> None:
    now = timezone.now()
    plan = plan_visit(clinic=site.clinic, codes=[OWN], now=now, is_staff=True)
    ours = available_slots(plan, first=first, last=first + timedelta(days=DAYS - 1), now=now)
    theirs = LimitSearch(1, first, DAYS).starts(connection.connection)
    assert [epoch_minute(slot.start) for slot in ours] == theirs
    assert theirs


def test_the_bare_limit_writes_as_many_rows_as_a_booking(
    site: Site, book: clients.Counter, spots: list[Spot]
) -> None:
    before = counts()
    assert clients.by_service(book, as_staff=True)()(spots[0]) == BOOKED
    ours = [now - then for now, then in zip(counts(), before, strict=True)]
    before = counts()
    rows = EveryRow(site, book.procedure_type)
    assert rows.book(connection.connection, Place.at(spots[1], site.ids[0]))
    assert ours == [now - then for now, then in zip(counts(), before, strict=True)]


def test_patients_book_too_and_a_taken_time_is_no_booking(
    site: Site, book: clients.Counter, spots: list[Spot]
) -> None:
    spot, other, *_ = spots
    insisting = clients.by_service_insisting(book, site.ids[spot.people[0]])()
    assert clients.by_service(book, as_staff=False)()(other) == BOOKED
    assert [insisting(spot), insisting(spot)] == [BOOKED, f"{TAKEN}:3"]
    assert overlapping_pairs(site.clinic.pk, [spot]) == 0


def test_three_bare_rows_are_guarded(site: Site, spots: list[Spot]) -> None:
    place = Place.at(spots[0])
    assert book_three_rows(connection.connection, place)
    assert not book_three_rows(connection.connection, place)


def counts() -> list[int]:
    return [model.objects.count() for model in WRITTEN]
