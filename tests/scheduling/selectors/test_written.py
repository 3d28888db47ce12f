"""The answer about a new visit says what a reader of it would find, and reads nothing."""

import pytest
from pytest_django import DjangoAssertNumQueries

from intake.services.booking import book_appointment
from intake.services.reschedule import reschedule_appointment
from scheduling.models import Appointment
from scheduling.selectors.appointments import find_by_uid, reload_appointment
from scheduling.selectors.plan import BodyPart
from tests.world import NOW, World, at, request_for
from web.api.serializers.appointments import visit_answer

LEFT_L5 = BodyPart("left", ("L5",))
WISHES = {
    "one": (["tfesi"], [LEFT_L5]),
    "with equipment": (["rfa_medial_branch"], [BodyPart("right", ("L4",))]),
    "two in one visit": (["tfesi", "prf_drg"], [LEFT_L5, LEFT_L5]),
    "a talk": (["consult_pain"], [BodyPart()]),
}


def booked(world: World, codes: list[str], parts: list[BodyPart]) -> Appointment:
    return book_appointment(
        clinic=world.clinic,
        codes=codes,
        start=at(26, 9),
        request=request_for(body_parts=parts),
        now=NOW,
    )


@pytest.mark.parametrize(("codes", "parts"), WISHES.values(), ids=WISHES)
def test_it_says_what_is_read_later(
    world: World,
    codes: list[str],
    parts: list[BodyPart],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    visit = booked(world, codes, parts)
    with django_assert_num_queries(0):
        said = visit_answer(reload_appointment(visit))
    assert said == visit_answer(find_by_uid(clinic=world.clinic, uid=visit.uid))
    assert [each["procedure"] for each in said["treatments"]] == codes
    assert all(phase["resources"] for phase in said["phases"])


def test_what_is_not_kept_of_a_resource_is_read(world: World) -> None:
    visit = reload_appointment(booked(world, *WISHES["one"]))
    resources = {each.resource.name: each.resource for each in visit.live_allocations}
    assert {name: each.capabilities for name, each in resources.items()} == {
        name: world[name].capabilities for name in resources
    }


def test_it_is_said_once_then_read(world: World) -> None:
    """Nobody is told of the old time of a visit that has moved meanwhile."""
    visit = booked(world, *WISHES["one"])
    reload_appointment(visit)
    moved = reschedule_appointment(
        clinic=world.clinic, uid=visit.uid, revision=visit.revision, start=at(27, 10), now=NOW
    )
    assert visit_answer(reload_appointment(moved)) == visit_answer(
        find_by_uid(clinic=world.clinic, uid=visit.uid)
    )
