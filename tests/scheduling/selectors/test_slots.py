"""What is offered, by example: whom to see, which days, what else is near."""

from datetime import UTC, date, datetime, timedelta

import pytest

from clinics.core.intervals import epoch_minute
from clinics.errors import InvalidRequest
from clinics.models import Closure, Resource
from intake.services.booking import book_appointment
from intake.services.holds import hold_slot
from people.models import Role
from scheduling.errors import RuleBroken, SlotTaken
from scheduling.models import Appointment
from scheduling.selectors.plan import plan_visit
from scheduling.selectors.slots import available_slots, free_days, nearest_slots
from scheduling.services.cancellation import cancel_appointment
from tests.world import HANNES, NGOZI, NOW, OLENA, World, add_resource, at, request_for, staff

MONDAY, TUESDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 22)


def starts(world: World, *codes: str, day: date = MONDAY, **wish: object) -> list[str]:
    """Return the wall times offered on a day."""
    plan = plan_visit(clinic=world.clinic, codes=codes, now=NOW, **wish)  # type: ignore[arg-type]
    found = available_slots(plan, first=day, last=day, now=NOW)
    return [f"{slot.start.astimezone(world.clinic.zone):%H:%M}" for slot in found]


def book(world: World, start: datetime, code: str = "consult_pain", **wish: object) -> Appointment:
    wish = {"request": request_for(OLENA), "now": NOW} | wish
    return book_appointment(clinic=world.clinic, codes=[code], start=start, **wish)


def resources_of(appointment: Appointment) -> set[str]:
    return set(
        Resource.objects.filter(
            allocations__appointment=appointment, allocations__released_at=None
        ).values_list("name", flat=True)
    )


def test_a_day_is_offered_from_the_first_to_the_last_arrival(world: World) -> None:
    """Preparation from 8:00, discharge by 18:00: 65 minutes of visit, on every tenth minute."""
    offered = starts(world, "tfesi")
    assert (offered[0], offered[-1], len(offered)) == ("08:00", "16:50", 54)


def test_nothing_is_offered_when_the_doors_are_closed(world: World) -> None:
    assert starts(world, "tfesi", day=SUNDAY) == []
    Closure.objects.create(
        clinic=world.clinic, during=(at(23, 12), at(23, 18)), reason="Staff meeting"
    )
    assert starts(world, "tfesi")[-1] == "10:50"  # home by 11:55


def test_turnover_does_not_reach_into_a_closure(world: World) -> None:
    Closure.objects.create(clinic=world.clinic, during=(at(23, 12), at(23, 18)), reason="Closed")
    assert starts(world, "medication_review")[-1] == "11:30"  # leaves 11:50, clean 11:55


def test_a_patient_is_never_let_in_while_the_clinic_is_closed(world: World) -> None:
    """Preparing for an X-ray takes five minutes and nobody's time."""
    add_resource(world, "practitioner", "Dana Kovalenko", ["radiographer"])
    add_resource(world, "room", "X-ray", ["xray_room"])
    assert starts(world, "xray_functional")[0] == "08:00"
    Closure.objects.create(clinic=world.clinic, during=(at(23, 8), at(23, 8, 51)), reason="Closed")
    assert starts(world, "xray_functional")[0] == "09:00"


def test_a_slot_says_when_to_come_and_when_it_is_over(world: World) -> None:
    plan = plan_visit(clinic=world.clinic, codes=["celiac_plexus"], now=NOW)
    slot = available_slots(plan, first=MONDAY, last=MONDAY, now=NOW, limit=1)[0]
    assert (slot.start, slot.procedure_at, slot.finish_at) == (
        at(23, 8),
        at(23, 8, 20),
        at(23, 9, 50),
    )
    assert slot.practitioner_name in ("Dr Amara Osei", "Dr Lena Vogt")


def test_only_the_wanted_practitioner_is_offered(world: World) -> None:
    osei, vogt = world["Dr Amara Osei"].pk, world["Dr Lena Vogt"].pk
    add_resource(world, "room", "Consulting 2", ["consulting_room"])
    book(world, at(23, 9), practitioner=osei)
    assert "09:00" not in starts(world, "consult_pain", practitioner=osei)
    assert "09:00" in starts(world, "consult_pain", practitioner=vogt)
    plan = plan_visit(clinic=world.clinic, codes=["consult_pain"], now=NOW, practitioner=vogt)
    slots = available_slots(plan, first=MONDAY, last=MONDAY, now=NOW)
    assert {slot.practitioner_id for slot in slots} == {vogt}


def test_the_third_specialist_does_not_do_blocks(world: World) -> None:
    marchenko = world["Dr Sofia Marchenko"].pk
    assert starts(world, "tfesi", practitioner=marchenko) == []
    assert starts(world, "tpi", practitioner=marchenko) != []


def test_a_cancelled_visit_is_offered_again_at_once(world: World) -> None:
    room_is_free = starts(world, "consult_pain")
    visit = book(world, at(23, 9))
    assert "09:00" not in starts(world, "consult_pain")
    cancel_appointment(
        clinic=world.clinic, uid=visit.uid, revision=visit.revision, reason="", now=NOW
    )
    assert starts(world, "consult_pain") == room_is_free


def test_a_hold_stands_in_the_way_until_it_runs_out(world: World) -> None:
    hold, _ = hold_slot(clinic=world.clinic, codes=["consult_pain"], start=at(23, 9), now=NOW)
    assert "09:00" not in starts(world, "consult_pain")
    assert hold.hold_expires_at is not None
    plan = plan_visit(clinic=world.clinic, codes=["consult_pain"], now=hold.hold_expires_at)
    again = available_slots(plan, first=MONDAY, last=MONDAY, now=hold.hold_expires_at)
    assert at(23, 9) in [slot.start for slot in again]
    book(world, at(23, 9), now=hold.hold_expires_at)


def test_the_loser_is_offered_the_nearest_times(world: World) -> None:
    book(world, at(23, 12))
    with pytest.raises(SlotTaken) as lost:
        book(world, at(23, 12), request=request_for(HANNES))
    assert [slot.start for slot in lost.value.nearest] == [
        at(23, 11, 10),
        at(23, 11, 20),
        at(23, 12, 40),
    ]


NEIGHBOURS = [
    pytest.param([(9, 0)], id="after a visit"),
    pytest.param([(10, 20)], id="before a visit"),
    pytest.param([(9, 0), (10, 20)], id="between two"),
]


@pytest.mark.parametrize("taken", NEIGHBOURS)
def test_a_room_in_use_is_filled_up_before_another_is_broken_into(
    world: World, taken: list[tuple[int, int]]
) -> None:
    """Booking looks beyond the edges of the visit itself."""
    second = add_resource(world, "room", "Consulting 2", ["consulting_room"])
    for (hour, minute), details in zip(taken, (OLENA, HANNES), strict=False):
        visit = book(world, at(23, hour, minute), request=request_for(details))
        visit.allocations.filter(resource__kind="room").update(resource=second)
    assert "Consulting 2" in resources_of(book(world, at(23, 9, 40), request=request_for(NGOZI)))


WINDOWS = [
    pytest.param(date.min, date(2026, 10, 1), id="long ago"),
    pytest.param(date(9999, 12, 1), date.max, id="the end of the calendar"),
    pytest.param(TUESDAY, MONDAY, id="backwards"),
]


@pytest.mark.parametrize(("first", "last"), WINDOWS)
def test_days_that_cannot_be_booked_are_empty(world: World, first: date, last: date) -> None:
    plan = plan_visit(clinic=world.clinic, codes=["tfesi"], now=NOW)
    assert available_slots(plan, first=first, last=last, now=NOW) == []
    assert free_days(plan, first=first, last=last, now=NOW) == []


def test_a_window_without_end_ends_at_the_horizon(world: World) -> None:
    plan = plan_visit(clinic=world.clinic, codes=["tfesi"], now=NOW)
    days = free_days(plan, first=date.min, last=date.max, now=NOW)
    today = NOW.date()
    assert days[0][0] == today
    assert days[-1][0] == date(2027, 1, 29)  # the last Friday of 90 days
    assert len(days) == 65


FAR = [
    pytest.param(datetime(2027, 6, 1, 9, tzinfo=UTC), id="beyond the horizon"),
    pytest.param(datetime(9999, 12, 31, 23, 50, tzinfo=UTC), id="the end of the calendar"),
]


@pytest.mark.parametrize("start", FAR)
@pytest.mark.parametrize("is_staff", [False, True])
def test_a_start_too_far_ahead_is_refused_to_anybody(
    world: World, start: datetime, is_staff: bool
) -> None:
    by = staff(world, Role.RECEPTION, "desk@clinic.example") if is_staff else None
    with pytest.raises((RuleBroken, InvalidRequest)):
        book(world, start, by=by)


def test_beyond_the_horizon_the_last_free_times_are_the_nearest(world: World) -> None:
    plan = plan_visit(clinic=world.clinic, codes=["consult_pain"], now=NOW)
    near = nearest_slots(plan, start=datetime(2027, 6, 1, 9, tzinfo=UTC), now=NOW)
    assert [slot.start for slot in near] == [
        datetime(2027, 1, 29, 15, minute, tzinfo=UTC) for minute in (0, 10, 20)
    ]


def test_a_time_that_has_begun_is_neither_offered_nor_bookable(world: World) -> None:
    desk = staff(world, Role.RECEPTION, "desk@clinic.example")
    now = at(23, 9) + timedelta(seconds=30)
    plan = plan_visit(clinic=world.clinic, codes=["consult_pain"], now=now, is_staff=True)
    first = available_slots(plan, first=MONDAY, last=MONDAY, now=now, limit=1)[0]
    assert epoch_minute(first.start) == epoch_minute(at(23, 9, 10))
    with pytest.raises(InvalidRequest, match="already passed"):
        book(world, at(23, 9), now=now, by=desk)


@pytest.mark.parametrize("count", [1, 3, 40])
@pytest.mark.parametrize("hour", [8, 13, 17])
def test_the_nearest_are_those_of_a_look_at_all_days(world: World, hour: int, count: int) -> None:
    plan = plan_visit(clinic=world.clinic, codes=["tpi"], now=NOW)
    Closure.objects.create(
        clinic=world.clinic, during=(at(4, 8), at(5, 8)), reason="The day after is closed"
    )
    wish = at(3, hour)
    around = available_slots(plan, first=date(2026, 11, 2), last=date(2026, 11, 17), now=NOW)
    nearest = sorted(around, key=lambda slot: abs(slot.start - wish))[:count]
    found = nearest_slots(plan, start=wish, now=NOW, count=count)
    assert found == sorted(nearest, key=lambda slot: slot.start)
