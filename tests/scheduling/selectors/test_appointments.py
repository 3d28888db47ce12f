"""Lists of visits are read through an index, however many years there are."""

from datetime import date

import pytest
from django.db import connection

from people.models import Role
from scheduling.selectors.appointments import appointments_between, appointments_visible_to
from tests.world import World, build_clinic, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build_clinic()


def test_visits_of_some_days_come_through_an_index(world: World) -> None:
    user = staff(world, Role.RECEPTION, "rita@medclinic.example")
    visits = appointments_between(
        appointments_visible_to(user, world.clinic),
        clinic=world.clinic,
        first=date(2026, 11, 24),
        last=date(2026, 11, 26),
    )
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # an empty table is read as a whole
    plan = visits.explain()
    assert "appointment_by_day" in plan
    assert "during &&" in plan
