"""What the database refuses by itself, whoever writes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from clinics.models import Clinic
from intake.services.booking import book_appointment
from scheduling.models import Allocation, Appointment
from tests.world import NGOZI, NOW, World, at, request_for

START = at(3, 9)
HOUR = timedelta(hours=1)


@pytest.fixture
def visit(world: World) -> Appointment:
    return book_appointment(
        clinic=world.clinic, codes=["consult_pain"], start=START, request=request_for(), now=NOW
    )


def allocate(world: World, visit: Appointment, during: object) -> Allocation:
    return Allocation.objects.create(
        clinic=world.clinic,
        resource=world["Procedure A"],
        appointment=visit,
        phases=["procedure"],
        during=during,
    )


def assert_refused(constraint: str, write) -> None:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        write()
    assert refused.value.__cause__.diag.constraint_name == constraint  # type: ignore[union-attr]


def test_a_resource_is_in_one_place(world: World, visit: Appointment) -> None:
    allocate(world, visit, (START, START + HOUR))
    allocate(world, visit, (START + HOUR, START + 2 * HOUR))  # half-open: they only touch
    overlap = (START + HOUR / 2, START + HOUR)
    assert_refused("allocation_resource_in_one_place", lambda: allocate(world, visit, overlap))


def test_what_is_released_is_in_nobodys_way(world: World, visit: Appointment) -> None:
    first = allocate(world, visit, (START, START + HOUR))
    Allocation.objects.filter(pk=first.pk).update(released_at=NOW)
    assert allocate(world, visit, (START, START + HOUR)).pk


@pytest.mark.parametrize(
    "during",
    [
        pytest.param((START, START), id="empty"),
        pytest.param((START, None), id="without end"),
        pytest.param((None, START), id="without beginning"),
    ],
)
def test_a_range_that_slips_past_the_guard_is_refused(
    world: World, visit: Appointment, during: object
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        allocate(world, visit, during)


def test_an_allocation_ends_within_a_day(world: World, visit: Appointment) -> None:
    """The search looks back one day only: a longer one would be invisible to it."""
    long = (START, START + timedelta(hours=25))
    assert_refused("allocation_is_at_most_a_day", lambda: allocate(world, visit, long))


def test_a_patient_is_in_one_place(world: World, visit: Appointment) -> None:
    other = book_appointment(
        clinic=world.clinic,
        codes=["consult_neurologist"],
        start=at(4, 9),
        request=request_for(NGOZI),
        now=NOW,
    )
    same = Appointment.objects.filter(pk=other.pk)
    assert_refused(
        "appointment_patient_in_one_place",
        lambda: same.update(patient=visit.patient, during=(START, START + HOUR)),
    )


def test_a_booking_has_a_patient(visit: Appointment) -> None:
    row = Appointment.objects.filter(pk=visit.pk)
    assert_refused("appointment_has_a_patient_unless_held", lambda: row.update(patient=None))


def test_there_is_one_default_clinic(world: World) -> None:
    second = Clinic.objects.create(slug="second", name="Second", time_zone="Europe/Lisbon")
    row = Clinic.objects.filter(pk=second.pk)
    assert_refused("clinic_one_default", lambda: row.update(is_default=True))


def test_epoch_minutes_follow_the_range(world: World, visit: Appointment) -> None:
    row = allocate(world, visit, (START, START + HOUR))
    row.refresh_from_db()
    minute = int(START.timestamp()) // 60
    assert (row.start_minute, row.end_minute) == (minute, minute + 60)
    assert datetime.fromtimestamp(row.start_minute * 60, UTC) == START
