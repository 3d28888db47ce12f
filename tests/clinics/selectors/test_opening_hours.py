"""When somebody is at the clinic."""

from datetime import UTC, date, datetime, time

import pytest
from psycopg.types.range import Range

from clinics.models import Closure, ExtraHours, WorkingHours
from clinics.selectors.opening_hours import is_open_at, open_from
from tests.world import World, at, build_clinic

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build_clinic()


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        (at(26, 9), at(26, 9)),
        (at(26, 8), at(26, 8)),
        (at(26, 17, 59), at(26, 17, 59)),
        (at(26, 18), at(27, 8)),
        (at(26, 3), at(26, 8)),
        (at(27, 20), at(30, 8)),
        (at(28, 12), at(30, 8)),
    ],
    ids=["open", "at opening", "last minute", "at closing", "night", "Friday evening", "Saturday"],
)
def test_open_now_or_at_the_next_opening(now: datetime, opens: datetime, world: World) -> None:
    assert open_from(world.clinic, now) == opens


def test_seconds_of_an_open_minute_count_as_open(world: World) -> None:
    now = datetime(2026, 11, 26, 7, 0, 42, tzinfo=UTC)
    assert open_from(world.clinic, now) == now


def test_closure_moves_the_opening_and_extra_hours_bring_it_nearer(world: World) -> None:
    shut = Range(at(30, 7), at(30, 12))
    Closure.objects.create(clinic=world.clinic, during=shut, reason="Water")
    assert open_from(world.clinic, at(28, 12)) == at(30, 12)
    ExtraHours.objects.create(
        clinic=world.clinic, day=date(2026, 11, 29), start=time(10), end=time(12)
    )
    assert open_from(world.clinic, at(28, 12)) == at(29, 10)


def test_nothing_is_promised_without_hours_of_the_clinic(world: World) -> None:
    WorkingHours.objects.filter(resource=None).delete()
    assert open_from(world.clinic, at(26, 9)) is None


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (at(26, 8), True),
        (at(26, 7, 59), False),
        (at(26, 17, 59), True),
        (at(26, 18), False),
        (at(28, 12), False),
    ],
)
def test_open_or_not(moment: datetime, is_open: bool, world: World) -> None:
    assert is_open_at(world.clinic, moment) is is_open
    shut = Range(at(26, 7), at(26, 19))
    Closure.objects.create(clinic=world.clinic, during=shut, reason="Water")
    assert not is_open_at(world.clinic, moment)


def test_doors_without_hours_are_always_open(world: World) -> None:
    WorkingHours.objects.filter(resource=None).delete()
    assert is_open_at(world.clinic, at(28, 3))
