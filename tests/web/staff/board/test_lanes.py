"""The lanes of the board, as data."""

from datetime import date, datetime

import pytest

from clinics.models import Resource
from clinics.selectors.closed_times import closed_times
from intake.selectors.day import visits_of_day
from people.models import User
from tests.web.conftest import book
from tests.world import NGOZI, World, at
from web.staff.board.lanes import Lane, LaneBoard, build_board

THURSDAY = date(2026, 11, 26)


def board(world: World, now: datetime, view: str = "all") -> LaneBoard:
    user = User.objects.get(email="reception@clinic.example")
    resources = list(Resource.objects.filter(clinic=world.clinic))
    return build_board(
        visits_of_day(user=user, clinic=world.clinic, day=THURSDAY),
        resources,
        closed_times(clinic=world.clinic, resources=resources, day=THURSDAY),
        view=view,
        zone=world.clinic.zone,
        now=now,
    )


def lane(found: LaneBoard, name: str) -> Lane:
    return next(
        each for group in found.groups for each in group.lanes if each.resource.name == name
    )


def test_board_reaches_from_opening_to_closing(staffed: World) -> None:
    found = board(staffed, at(26, 10, 25))

    assert [mark.text for mark in found.hours] == [f"{hour:02}:00" for hour in range(8, 18)]
    assert (found.track.ticks, found.now_tick) == (120, 29)


def test_now_is_on_the_board_of_its_own_day_only(staffed: World) -> None:
    assert board(staffed, at(25, 10)).now_tick is None


@pytest.mark.parametrize(
    ("view", "groups"),
    [
        ("all", ["specialists", "rooms", "bays", "equipment"]),
        ("specialists", ["specialists"]),
        ("rooms", ["rooms"]),
        ("bays", ["bays"]),
    ],
)
def test_view_chooses_the_groups(staffed: World, view: str, groups: list[str]) -> None:
    assert [group.key for group in board(staffed, at(26, 8), view).groups] == groups


@pytest.mark.parametrize(
    ("now", "state"), [(at(26, 9), ""), (at(26, 9, 15), "is-on"), (at(26, 9, 35), "is-done")]
)
def test_block_is_planned_then_on_then_done(staffed: World, now: datetime, state: str) -> None:
    book(staffed)

    (block,) = lane(board(staffed, now), "Dr Amara Osei").blocks

    assert (block.place.at, block.place.length, block.tone) == (15, 4, "proc")
    assert block.state == state


def test_turnover_follows_in_the_room_and_not_with_the_doctor(staffed: World) -> None:
    visit = book(staffed)
    room = visit.allocations.get(resource__kind="room").resource.name
    found = board(staffed, at(26, 8))

    (doctors,) = lane(found, "Dr Amara Osei").blocks
    (rooms,) = lane(found, room).blocks

    assert doctors.turnover is None
    assert rooms.turnover is not None
    assert (rooms.turnover.at, rooms.turnover.length) == (19, 2)


def test_name_is_whole_or_initials(staffed: World) -> None:
    book(staffed)
    book(staffed, "consult_pain", at(26, 11), who=NGOZI)
    found = board(staffed, at(26, 8))

    short, long = lane(found, "Dr Amara Osei").blocks

    assert (short.shown, short.said) == ("OB", "Olena Bondar, Procedure 09:15–09:35")
    assert long.shown == "Ngozi Okoro"


def test_five_minutes_are_too_narrow_to_be_a_link(staffed: World) -> None:
    book(staffed, "tpi")  # five minutes to prepare
    blocks = [
        block
        for each in board(staffed, at(26, 8)).groups
        for one in each.lanes
        for block in one.blocks
    ]

    assert [block.is_link for block in blocks if block.tone == "prep"] == [False]
    assert all(block.is_link for block in blocks if block.tone != "prep")
    assert [block.shown for block in blocks if block.tone == "prep"] == [""]
