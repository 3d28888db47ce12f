"""A clinic's resources and hours in memory are never older than the tables."""

from collections.abc import Callable
from datetime import date, time

import pytest
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries

from clinics.models import ExtraHours, PremisesEdition, Resource, WorkingHours
from clinics.selectors.resource_cache import Premises, standing
from tests.world import World, build_clinic, load_test_catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    load_test_catalogue()
    return build_clinic()


def premises(world: World) -> Premises:
    return standing(world.clinic)[1]


def test_asking_again_costs_one_query(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = premises(world)
    with django_assert_num_queries(1):
        assert premises(world) is first


def nine_to_ten(world: World) -> dict[str, object]:
    return {"clinic": world.clinic, "start": time(9), "end": time(10)}


CHANGES: dict[str, Callable[[World], object]] = {
    "new": lambda world: Resource.objects.create(clinic=world.clinic, kind="bay", name="Bay 99"),
    "retired": lambda world: Resource.objects.filter(name="Procedure A").update(is_active=False),
    "skills": lambda world: Resource.objects.filter(name="Procedure A").update(capabilities=[]),
    "hours": lambda world: WorkingHours.objects.create(weekday=6, **nine_to_ten(world)),
    "no hours": lambda world: WorkingHours.objects.all().delete(),
    "extra": lambda world: ExtraHours.objects.create(day=date(2026, 11, 8), **nine_to_ten(world)),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_every_change_is_seen_at_once_and_forgotten_when_it_is_rolled_back(
    world: World, change: Callable[[World], object]
) -> None:
    before = premises(world)
    with transaction.atomic():
        change(world)
        assert premises(world) != before
        transaction.set_rollback(True)
    assert premises(world) == before


def test_a_resource_that_changes_clinics_is_seen_at_both(world: World) -> None:
    other = build_clinic(slug="elsewhere").clinic
    before = premises(world), standing(other)[1]
    Resource.objects.filter(pk=world["Procedure A"].pk).update(clinic=other, name="Moved")
    assert premises(world) != before[0]
    assert standing(other)[1] != before[1]


def test_other_clinics_keep_what_they_have(world: World) -> None:
    other = build_clinic(slug="elsewhere").clinic
    kept = standing(other)[1]
    Resource.objects.filter(clinic=world.clinic).update(is_active=False)
    assert standing(other)[1] is kept


def test_an_emptied_table_is_seen(world: World) -> None:
    before = premises(world)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # nothing may be left to check
        cursor.execute("TRUNCATE clinics_workinghours")
    assert premises(world) != before


def test_without_an_edition_the_tables_are_read_each_time(world: World) -> None:
    PremisesEdition.objects.all().delete()
    assert premises(world) is not premises(world)
