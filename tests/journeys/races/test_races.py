"""Everybody wants the same: as many winners as there is room, an answer for everyone else."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from intake.services.booking import book_appointment, confirm_hold
from intake.services.holds import hold_slot
from intake.services.reschedule import reschedule_appointment
from scheduling.core.status import LIVE
from scheduling.errors import PatientBusy, SlotTaken
from scheduling.models import Appointment
from tests.journeys.races.racing import deadlocks, of_type, overlapping_pairs, person, race
from tests.world import NOW, OLENA, World, add_resource, at, build_clinic, request_for

START = at(3, 9)
CROWDS = pytest.mark.parametrize("clients", [8, 32])
Work = Callable[[], Any]


@pytest.fixture(autouse=True)
def nobody_is_used_twice(world: World) -> Any:
    """After every race: no overlap by an independent look, and no deadlock."""
    before = deadlocks()
    yield
    assert overlapping_pairs() == 0
    assert deadlocks() == before


def book(world: World, number: int, **fields: Any) -> Work:
    wish = {"codes": ["tfesi"], "start": START, "now": NOW} | fields
    wish.setdefault("request", request_for(person(number)))
    return partial(book_appointment, clinic=world.clinic, **wish)


def hold(world: World, **fields: Any) -> Work:
    wish = {"codes": ["tfesi"], "start": START} | fields
    return partial(hold_slot, clinic=world.clinic, now=NOW, **wish)


def assert_only(outcomes: list[Any], winners: int, won: type = Appointment) -> None:
    """Check the number of winners, and that every loser is offered other times."""
    losers = of_type(outcomes, SlotTaken)
    others = [each for each in outcomes if not isinstance(each, (won, SlotTaken))]
    assert others == []
    assert len(outcomes) - len(losers) == winners
    assert all(1 <= len(loser.nearest) <= 3 for loser in losers)
    assert all(slot.start != START for loser in losers for slot in loser.nearest)


@CROWDS
def test_one_specialist_at_one_time_is_booked_once(world: World, clients: int) -> None:
    osei = world["Dr Amara Osei"].pk
    outcomes = race([book(world, n, practitioner=osei) for n in range(clients)])
    assert_only(outcomes, 1)


@CROWDS
def test_any_specialist_is_booked_as_often_as_there_are_rooms(world: World, clients: int) -> None:
    outcomes = race([book(world, n) for n in range(clients)])
    assert_only(outcomes, 2)


@CROWDS
def test_the_last_bay_is_given_once(transactional_db: None, clients: int) -> None:
    world = build_clinic(slug="one-bay", bays=1, rooms=4)
    add_resource(world, "practitioner", "Dr Third", ["spine_intervention"])
    outcomes = race([book(world, n) for n in range(clients)])
    assert_only(outcomes, 1)


@CROWDS
def test_one_patient_is_in_one_place(world: World, clients: int) -> None:
    """Different times, rooms and specialists, but the same person."""
    works = [
        book(world, 0, request=request_for(OLENA), codes=[code], start=at(3, 9, 10 * (n % 3)))
        for n, code in zip(range(clients), ["consult_pain", "consult_neurologist"] * clients,
                           strict=False)
    ]  # fmt: skip
    outcomes = race(works)
    assert len(of_type(outcomes, Appointment)) == 1
    assert len(of_type(outcomes, PatientBusy)) + len(of_type(outcomes, SlotTaken)) == clients - 1


@CROWDS
def test_partial_overlaps_never_share_a_resource(world: World, clients: int) -> None:
    works = [
        book(world, n, start=at(3, 9, 10 * (n % 6)), codes=["tfesi" if n % 2 else "celiac_plexus"])
        for n in range(clients)
    ]
    outcomes = race(works)
    booked, lost = of_type(outcomes, Appointment), of_type(outcomes, SlotTaken)
    assert len(booked) + len(lost) == clients
    assert len(booked) >= 2
    assert all(loser.nearest for loser in lost)


@CROWDS
def test_a_held_time_is_held_by_one(world: World, clients: int) -> None:
    osei = world["Dr Amara Osei"].pk
    outcomes = race([hold(world, practitioner=osei) for _ in range(clients)])
    assert_only(outcomes, 1, won=tuple)


@CROWDS
def test_holds_and_bookings_clash_alike(world: World, clients: int) -> None:
    osei = world["Dr Amara Osei"].pk
    works = [
        hold(world, practitioner=osei) if n % 2 else book(world, n, practitioner=osei)
        for n in range(clients)
    ]
    outcomes = race(works)
    winners = [each for each in outcomes if not isinstance(each, SlotTaken)]
    assert len(winners) == 1
    assert isinstance(winners[0], (Appointment, tuple))


@CROWDS
def test_moving_and_booking_clash_alike(world: World, clients: int) -> None:
    osei = world["Dr Amara Osei"].pk
    movers = [
        book(world, n, start=at(4 + n // 8, 9 + n % 8), practitioner=osei)()
        for n in range(clients // 2)
    ]
    works = [
        partial(
            reschedule_appointment,
            clinic=world.clinic,
            uid=each.uid,
            revision=each.revision,
            start=START,
            practitioner=osei,
            now=NOW,
        )
        for each in movers
    ] + [book(world, 100 + n, practitioner=osei) for n in range(clients // 2)]
    outcomes = race(works)
    assert_only(outcomes, 1)
    live = Appointment.objects.filter(status__in=LIVE)
    assert live.count() == live.filter(allocations__released_at=None).distinct().count()
    assert {each.pk for each in movers} <= set(live.values_list("pk", flat=True))


@CROWDS
def test_an_expired_hold_is_taken_over_once(world: World, clients: int) -> None:
    osei = world["Dr Amara Osei"].pk
    hold(world, practitioner=osei)()
    later = at(2, 9, 30)
    outcomes = race([book(world, n, practitioner=osei, now=later) for n in range(clients)])
    assert_only(outcomes, 1)


def test_confirming_and_taking_over_an_expiring_hold_have_one_winner(world: World) -> None:
    """The holder confirms in time, a rival's clock says it has run out: one of them, not both."""
    osei = world["Dr Amara Osei"].pk
    kept, token = hold(world, practitioner=osei)()
    confirm = partial(
        confirm_hold,
        clinic=world.clinic,
        uid=kept.uid,
        token=token,
        request=request_for(OLENA),
        now=NOW,
    )
    later = at(2, 9, 30)
    outcomes = race([confirm, *(book(world, n, practitioner=osei, now=later) for n in range(7))])
    assert len(of_type(outcomes, Appointment)) == 1


@CROWDS
def test_a_clinic_sells_out_completely(world: World, clients: int) -> None:
    """Demand beyond capacity fills every place: nobody is turned away while one is free."""
    starts = [at(3, 9), at(3, 10, 10), at(3, 11, 20), at(3, 13)]
    outcomes = race([book(world, n, start=starts[n % 4]) for n in range(clients)])
    assert_only(
        [each for n, each in enumerate(outcomes) if n % 4 == 0],
        winners=2 if clients // 4 >= 2 else clients // 4,
    )
    assert len(of_type(outcomes, Appointment)) == min(clients, 8)
