"""First the race, then the guard: check-then-insert sells one room many times."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, connection

from scheduling.core.status import Status
from scheduling.models import Allocation, Appointment
from scheduling.selectors.plan import plan_visit
from scheduling.selectors.slots import available_slots
from scheduling.services.visits import new_visit
from tests.journeys.races.racing import of_type, overlapping_pairs, race
from tests.world import NOW, World, at

GUARD = "allocation_resource_in_one_place"
START = at(3, 9)


@pytest.fixture
def guard_is_off(world: World) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s",
                       [GUARD])  # fmt: skip
        (definition,) = cursor.fetchone()
        cursor.execute(f"ALTER TABLE scheduling_allocation DROP CONSTRAINT {GUARD}")
    yield
    Allocation.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE scheduling_allocation ADD CONSTRAINT {GUARD} {definition}")


def check_then_insert(world: World, all_have_checked: threading.Barrier) -> Appointment:
    """What most schedulers do: look, then write."""
    plan = plan_visit(clinic=world.clinic, codes=["tfesi"], now=NOW)
    day = START.date()
    assert START in {slot.start for slot in available_slots(plan, first=day, last=day, now=NOW)}
    all_have_checked.wait()
    visit: dict[str, Any] = {"status": Status.HELD, "by": None, "source": "api"}
    written = new_visit(plan, start=START, now=NOW, hold_expires_at=at(3, 8), **visit)
    written.insert()
    appointment = written.appointment
    Allocation.objects.create(
        clinic=world.clinic,
        resource=world["Procedure A"],
        appointment=appointment,
        phases=["procedure"],
        during=(START, at(3, 9, 30)),
    )
    return appointment


@pytest.mark.usefixtures("guard_is_off")
def test_without_the_guard_one_room_is_taken_by_everybody(world: World) -> None:
    checked = threading.Barrier(8, timeout=60)
    outcomes = race([lambda: check_then_insert(world, checked)] * 8)
    assert len(of_type(outcomes, Appointment)) == 8
    assert overlapping_pairs() == 8 * 7 / 2


def test_with_the_guard_the_same_code_takes_it_once(world: World) -> None:
    checked = threading.Barrier(8, timeout=60)
    outcomes = race([lambda: check_then_insert(world, checked)] * 8)
    assert Allocation.objects.count() == 1
    assert overlapping_pairs() == 0
    # Violations and, because plain inserts meet head on, deadlocks: hence our ordered locks.
    assert len(of_type(outcomes, IntegrityError)) >= 1
