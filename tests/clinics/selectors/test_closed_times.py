"""When something cannot be used on a day, and why."""

from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clinics.models import Absence, Closure, ExtraHours, Resource, WorkingHours
from clinics.selectors.closed_times import ClosedTime, Why, closed_times
from tests.world import World, at

THURSDAY = date(2026, 11, 26)
SUNDAY = date(2026, 11, 29)


def closed(world: World, name: str, day: date = THURSDAY) -> list[ClosedTime]:
    return closed_times(clinic=world.clinic, resources=[world[name]], day=day)[world[name].pk]


def spoken(times: list[ClosedTime]) -> list[tuple[str, str, str]]:
    """Return (why, from, until) in Kyiv's wall time."""
    return [
        (each.why.value, *(f"{moment.hour + 2:02}:{moment.minute:02}" for moment in pair))
        for each in times
        for pair in [(each.start, each.end)]
    ]


@pytest.mark.parametrize("name", ["Dr Amara Osei", "Procedure A", "Bay 1", "RF generator 1"])
def test_outside_the_hours_everything_is_closed(world: World, name: str) -> None:
    before, after = closed(world, name)

    assert (before.why, before.end) == (Why.OUTSIDE_HOURS, at(26, 8))
    assert (after.why, after.start) == (Why.OUTSIDE_HOURS, at(26, 18))


@pytest.mark.parametrize("name", ["Dr Amara Osei", "Procedure A"])
def test_day_off_is_one_closed_time(world: World, name: str) -> None:
    (whole,) = closed(world, name, SUNDAY)

    assert whole.why is Why.OUTSIDE_HOURS
    assert (whole.end - whole.start).total_seconds() == 24 * 3600


def test_gap_between_two_openings_is_a_break(world: World) -> None:
    hours = WorkingHours.objects.filter(resource=world["Dr Amara Osei"], weekday=3)
    hours.update(end=time(12, 30))
    WorkingHours.objects.create(
        clinic=world.clinic,
        resource=world["Dr Amara Osei"],
        weekday=3,
        start=time(13, 30),
        end=time(18),
    )

    assert spoken(closed(world, "Dr Amara Osei"))[1] == ("break", "12:30", "13:30")


@pytest.mark.parametrize("whose", [None, "Procedure A"])
def test_closure_of_room_or_clinic_tells_its_reason(world: World, whose: str | None) -> None:
    Closure.objects.create(
        clinic=world.clinic,
        resource=world[whose] if whose else None,
        during=(at(26, 12), at(26, 13)),
        reason="Cleaning",
    )

    found = closed(world, "Procedure A")[1]

    assert (found.why, found.reason) == (Why.CLOSED, "Cleaning")
    others = [each.reason for each in closed(world, "Procedure B")]
    assert ("Cleaning" in others) is (whose is None)


def test_absence_keeps_its_reason_to_itself(world: World) -> None:
    Absence.objects.create(
        clinic=world.clinic,
        resource=world["Dr Amara Osei"],
        during=(at(26, 14), at(30, 9)),
        reason="Operation of her own",
    )

    away = next(each for each in closed(world, "Dr Amara Osei") if each.why is Why.AWAY)

    assert away.reason == ""
    assert (away.start, away.end) == (at(26, 14), at(26, 24))


def test_extra_hours_open_a_day_off(world: World) -> None:
    ExtraHours.objects.create(
        clinic=world.clinic,
        resource=world["Dr Amara Osei"],
        day=SUNDAY,
        start=time(10),
        end=time(14),
    )

    assert next(each.end for each in closed(world, "Dr Amara Osei", SUNDAY)) == at(29, 10)


def test_person_without_hours_is_never_there(world: World) -> None:
    WorkingHours.objects.filter(resource=world["Dr Amara Osei"]).delete()

    assert len(closed(world, "Dr Amara Osei")) == 1


def test_room_of_a_clinic_without_doors_is_always_open(world: World) -> None:
    WorkingHours.objects.filter(resource=None).delete()

    assert closed(world, "Procedure A") == []


def test_queries_do_not_grow_with_the_resources(world: World) -> None:
    with CaptureQueriesContext(connection) as counted:
        everything = list(Resource.objects.filter(clinic=world.clinic))
        found = closed_times(clinic=world.clinic, resources=everything, day=THURSDAY)

    assert len(found) == len(everything)
    assert len(counted) == 1 + 4
