"""The limits answer the question that we answer, and write what we write."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.utils import timezone

from benchmarks.clients import ways
from benchmarks.clients.ways import BOOKED, TAKEN
from benchmarks.data.bulk_load import load_diaries
from benchmarks.data.sites import (
    OWN,
    BenchClinic,
    build_site,
    prepare_catalogue,
    prepare_staff,
    screening_answers,
)
from benchmarks.data.target_days import Spot, free_days
from benchmarks.data.visits import ROOMS, fill_day
from benchmarks.limits.booking import EveryRow, PlacesTaken, book_three_rows
from benchmarks.limits.search import LimitSearch, copy_limit_table
from benchmarks.program import next_monday
from benchmarks.questions.race import overlapping_pairs
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
def site(staff: User, first: date) -> BenchClinic:
    site = build_site(1, staff=staff)
    load_diaries(site, first=first, on_day=lambda: None, days=DAYS)
    copy_limit_table(site)
    return site


@pytest.fixture
def spots(first: date) -> list[Spot]:
    """At as many arrivals: a service takes any of the rooms that a place by hand may name."""
    return next(free_days(first))[::ROOMS]


@pytest.fixture
def book(site: BenchClinic, staff: User) -> ways.Counter:
    procedure_type = ProcedureType.objects.get(code=OWN).pk
    return ways.Counter(site, 0, "", staff, screening_answers(), "", procedure_type)


def test_the_bare_limit_finds_the_very_same_starts(site: BenchClinic, first: date) -> None:
    now = timezone.now()
    plan = plan_visit(clinic=site.clinic, codes=[OWN], now=now, is_staff=True)
    ours = available_slots(plan, first=first, last=first + timedelta(days=DAYS - 1), now=now)
    theirs = LimitSearch(1, first, DAYS).starts(connection.connection)
    assert [epoch_minute(slot.start) for slot in ours] == theirs
    assert theirs


def test_the_bare_limit_writes_as_many_rows_as_a_booking(
    site: BenchClinic, book: ways.Counter, spots: list[Spot]
) -> None:
    before = counts()
    assert ways.by_service(book, as_staff=True)()(spots[0]) == BOOKED
    ours = [now - then for now, then in zip(counts(), before, strict=True)]
    before = counts()
    rows = EveryRow(site, book.procedure_type)
    assert rows.book(connection.connection, PlacesTaken.at(spots[1], site.ids[0]))
    assert ours == [now - then for now, then in zip(counts(), before, strict=True)]


def test_patients_book_too_and_a_taken_time_is_no_booking(
    site: BenchClinic, book: ways.Counter, spots: list[Spot]
) -> None:
    spot, other, *_ = spots
    insisting = ways.by_service_insisting(book, site.ids[spot.people[0]])()
    assert ways.by_service(book, as_staff=False)()(other) == BOOKED
    assert [insisting(spot), insisting(spot)] == [BOOKED, f"{TAKEN}:3"]
    assert overlapping_pairs(site.clinic.pk, [spot]) == 0


def test_three_bare_rows_are_guarded(site: BenchClinic, spots: list[Spot]) -> None:
    place = PlacesTaken.at(spots[0])
    assert book_three_rows(connection.connection, place)
    assert not book_three_rows(connection.connection, place)


def counts() -> list[int]:
    return [model.objects.count() for model in WRITTEN]


@pytest.mark.parametrize(("department", "day"), [(0, 0), (23, 26), (45, 51), (46, 0), (72, 50)])
def test_every_day_of_the_largest_clinic_can_be_filled(department: int, day: int) -> None:
    """In four days of a clinic of x100 the last visit finds no place: then it is left out."""
    taken = [each for booking in fill_day(department, day) for each in booking.taken]
    busy = sorted((each.resource, each.start, each.end) for each in taken)
    assert all(one[0] != other[0] or one[2] <= other[1] for one, other in pairwise(busy))
    assert sum(1 for _ in fill_day(department, day)) >= 296
