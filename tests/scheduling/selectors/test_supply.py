"""What the search reads: the right rows, in the same few queries however much there is."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clinics.models import Absence, ExtraHours, WorkingHours
from intake.services.booking import book_appointment
from people.models import Patient
from scheduling.core.slot import Slot
from scheduling.selectors.plan import for_patient, plan_visit
from scheduling.selectors.slots import available_slots, free_days, nearest_slots
from tests.world import (
    HANNES,
    NGOZI,
    NOW,
    OLENA,
    World,
    add_resource,
    at,
    build_clinic,
    request_for,
)

MONDAY = date(2026, 11, 23)
SATURDAY = date(2026, 11, 28)


def slots(
    world: World, code: str = "consult_pain", day: date = MONDAY, days: int = 1
) -> list[Slot]:
    plan = plan_visit(clinic=world.clinic, codes=[code], now=NOW)
    return available_slots(plan, first=day, last=day + timedelta(days=days - 1), now=NOW)


def walls(world: World, **wish: object) -> list[str]:
    found = slots(world, **wish)  # type: ignore[arg-type]
    return [f"{slot.start.astimezone(world.clinic.zone):%H:%M}" for slot in found]


def enlarge(world: World, times: int) -> None:
    """Add specialists, rooms and bays, each with a booking on the day."""
    for number in range(times):
        add_resource(world, "practitioner", f"Dr Number {number}", ["spine_intervention"])
        add_resource(world, "room", f"Procedure {number}", ["procedure_room", "c_arm"])
        add_resource(world, "bay", f"Bay number {number}", ["preparation", "recovery"])


def queries(world: World, *codes: str, days: int, patient: Patient | None = None) -> int:
    with CaptureQueriesContext(connection) as captured:
        plan = plan_visit(clinic=world.clinic, codes=codes, now=NOW)
        if patient is not None:
            plan = for_patient(plan, patient)
        last = MONDAY + timedelta(days=days - 1)
        assert available_slots(plan, first=MONDAY, last=last, now=NOW)
    return len(captured)


def add_hours(world: World, name: str | None, day: date, start: int, end: int) -> None:
    """Add hours on one day: to a resource, or to the doors."""
    resource = world[name] if name else None
    ExtraHours.objects.create(
        clinic=world.clinic, resource=resource, day=day, start=time(start), end=time(end)
    )


VISITS = [
    pytest.param(["tfesi"], id="one procedure"),
    pytest.param(["tfesi", "ganglion_impar"], id="a combined visit"),
]


@pytest.mark.parametrize("codes", VISITS)
def test_as_many_queries_for_two_months_and_a_big_clinic(world: World, codes: list[str]) -> None:
    queries(world, *codes, days=1)  # the first one reads the catalogue
    small = queries(world, *codes, days=1)
    assert small <= 10
    assert queries(world, *codes, days=60) == small
    enlarge(world, 9)
    for details in (OLENA, NGOZI, HANNES):
        book_appointment(
            clinic=world.clinic,
            codes=["tfesi"],
            start=at(23, 9),
            request=request_for(details),
            now=NOW,
        )
    assert queries(world, *codes, days=1) == small
    assert queries(world, *codes, days=60) == small


def test_as_many_queries_for_a_patient_with_a_history(world: World) -> None:
    visit = book_appointment(
        clinic=world.clinic, codes=["tfesi"], start=at(3, 9), request=request_for(), now=NOW
    )
    assert visit.patient is not None
    before = queries(world, "tfesi", days=60, patient=visit.patient)
    assert before <= 10
    for day in (17, 30):
        book_appointment(
            clinic=world.clinic,
            codes=["stellate"],
            start=at(day, 9),
            request=request_for(),
            now=NOW,
        )
    assert queries(world, "tfesi", days=60, patient=visit.patient) == before


def test_counting_days_and_looking_nearby_cost_no_more(world: World) -> None:
    plan = plan_visit(clinic=world.clinic, codes=["tfesi"], now=NOW)
    with CaptureQueriesContext(connection) as counting:
        free_days(plan, first=MONDAY, last=MONDAY + timedelta(days=60), now=NOW)
    with CaptureQueriesContext(connection) as nearby:
        nearest_slots(plan, start=at(23, 9), now=NOW)
    assert len(counting) == len(nearby) <= 5


def test_people_work_their_own_hours_and_rooms_follow_the_doors(world: World) -> None:
    add_hours(world, None, SATURDAY, 9, 12)
    assert walls(world, day=SATURDAY) == []
    add_hours(world, "Dr Amara Osei", SATURDAY, 8, 10)
    assert walls(world, day=SATURDAY) == ["09:00", "09:10", "09:20"]


def test_a_room_with_hours_of_its_own_keeps_them(world: World) -> None:
    WorkingHours.objects.create(
        clinic=world.clinic,
        resource=world["Consulting 1"],
        weekday=MONDAY.weekday(),
        start=time(13),
        end=time(14),
    )
    assert walls(world) == ["13:00", "13:10", "13:20"]


def test_a_room_may_be_cleaned_after_the_doors_have_closed(world: World) -> None:
    assert walls(world, code="medication_review")[-1] == "17:30"  # the room is taken until 17:55
    add_hours(world, "Consulting 1", MONDAY, 18, 19)
    assert walls(world, code="medication_review")[-1] == "17:40"


def test_nobody_works_without_hours_of_their_own(world: World) -> None:
    WorkingHours.objects.filter(resource__kind="practitioner").delete()
    assert slots(world) == []
    add_hours(world, "Dr Amara Osei", MONDAY, 9, 10)
    assert walls(world) == ["09:00", "09:10", "09:20"]


def test_hours_begin_and_end_on_a_day(world: World) -> None:
    hours = WorkingHours.objects.filter(resource__kind="practitioner")
    hours.update(valid_from=MONDAY, valid_until=MONDAY)
    assert slots(world, days=5) == slots(world) != []
    hours.update(valid_from=MONDAY + timedelta(days=1), valid_until=None)
    assert slots(world) == []
    hours.update(valid_from=None, valid_until=MONDAY - timedelta(days=1))
    assert slots(world) == []


def test_a_night_reaches_into_the_next_day(world: World) -> None:
    """The day asked for begins in the middle of it."""
    eve = MONDAY - timedelta(days=1)
    add_hours(world, None, eve, 22, 2)
    add_hours(world, "Dr Lena Vogt", eve, 22, 2)
    assert walls(world)[:9] == [
        "00:00", "00:10", "00:20", "00:30", "00:40", "00:50", "01:00", "01:10", "01:20",
    ]  # fmt: skip
    assert walls(world, day=eve)[-1] == "23:50"


def test_an_absence_takes_every_tick_it_touches(world: World) -> None:
    for name in ("Dr Amara Osei", "Dr Lena Vogt"):
        Absence.objects.create(
            clinic=world.clinic,
            resource=world[name],
            during=(at(23, 8, 41), at(23, 17, 19)),
        )
    assert walls(world) == ["08:00", "17:20"]


def test_a_retired_resource_is_not_offered(world: World) -> None:
    room = world["Consulting 1"]
    room.is_active = False
    room.save()
    assert slots(world) == []


def test_another_clinic_lends_nothing_and_takes_nothing(world: World) -> None:
    other = build_clinic(slug="second", time_zone="America/New_York")
    before = slots(world)
    assert {slot.practitioner_id for slot in before} <= {
        each.pk for each in world.resources.values()
    }
    first = slots(other)[0]
    book_appointment(
        clinic=other.clinic,
        codes=["consult_pain"],
        start=first.start,
        request=request_for(),
        now=NOW,
    )
    assert slots(world) == before
    assert slots(other)[0].start > first.start
