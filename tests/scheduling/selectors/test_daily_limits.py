"""So many on a day and no more: not offered, not bookable, said in words, free where not set."""

from datetime import date, timedelta

import pytest

from intake.services.booking import book_appointment, confirm_hold
from intake.services.holds import hold_slot
from intake.services.reschedule import reschedule_appointment
from people.models import Role, User
from procedures.catalogue import current_catalogue
from procedures.models import ProcedureType
from scheduling.errors import RuleBroken
from scheduling.models import Appointment
from scheduling.selectors.explain import explain_visit
from scheduling.selectors.plan import plan_visit
from scheduling.selectors.slots import free_days
from scheduling.services.cancellation import cancel_appointment
from tests.scheduling.undo import undone
from tests.world import HANNES, NGOZI, NOW, OLENA, World, at, request_for, staff

MONDAY, TUESDAY = date(2026, 11, 9), date(2026, 11, 10)
CODES = ["consult_pain"]


@pytest.fixture
def one_a_day(world: World) -> World:
    ProcedureType.objects.filter(code="consult_pain").update(max_per_day=1)
    return world


def book(world: World, start: object, who: object = OLENA, by: User | None = None) -> Appointment:
    return book_appointment(
        clinic=world.clinic, codes=CODES, start=start, request=request_for(who), now=NOW, by=by
    )


def open_days(world: World, now: object = NOW) -> list[date]:
    plan = plan_visit(clinic=world.clinic, codes=CODES, now=now)
    return [day for day, _ in free_days(plan, first=MONDAY, last=TUESDAY, now=now)]


def test_a_full_day_is_neither_offered_nor_bookable(one_a_day: World) -> None:
    assert open_days(one_a_day) == [MONDAY, TUESDAY]
    book(one_a_day, at(9, 9))
    assert open_days(one_a_day) == [TUESDAY]
    with pytest.raises(RuleBroken, match="at most 1") as broken, undone():
        book(one_a_day, at(9, 14), NGOZI)
    assert {each.rule for each in broken.value.refusals} == {"max_per_day"}
    assert {slot.start.date() for slot in broken.value.nearest}.isdisjoint({MONDAY})


def test_another_clinic_and_another_procedure_have_days_of_their_own(one_a_day: World) -> None:
    book(one_a_day, at(9, 9))
    plan = plan_visit(clinic=one_a_day.clinic, codes=["consult_neurologist"], now=NOW)
    assert free_days(plan, first=MONDAY, last=MONDAY, now=NOW)


def test_what_is_called_off_frees_its_place(one_a_day: World) -> None:
    visit = book(one_a_day, at(9, 9))
    cancel_appointment(
        clinic=one_a_day.clinic, uid=visit.uid, revision=visit.revision, reason="", now=NOW
    )
    assert open_days(one_a_day) == [MONDAY, TUESDAY]


def test_a_hold_keeps_its_place_until_it_ends(one_a_day: World) -> None:
    hold, token = hold_slot(clinic=one_a_day.clinic, codes=CODES, start=at(9, 9), now=NOW)
    assert open_days(one_a_day) == [TUESDAY]
    assert open_days(one_a_day, NOW + timedelta(minutes=15)) == [MONDAY, TUESDAY]
    visit = confirm_hold(
        clinic=one_a_day.clinic, uid=hold.uid, token=token, request=request_for(), now=NOW
    )
    assert visit.status == "booked"


def test_a_visit_moves_within_its_day(one_a_day: World) -> None:
    visit, other = book(one_a_day, at(9, 9)), book(one_a_day, at(10, 9), NGOZI)
    move = {"clinic": one_a_day.clinic, "now": NOW}
    moved = reschedule_appointment(uid=visit.uid, revision=1, start=at(9, 15), **move)
    assert moved.during.lower == at(9, 15)
    with pytest.raises(RuleBroken), undone():
        reschedule_appointment(uid=other.uid, revision=1, start=at(9, 9), **move)


def test_staff_may_go_past_it_and_leave_a_flag(one_a_day: World) -> None:
    rita = staff(one_a_day, Role.RECEPTION, "rita@clinic.example")
    assert book(one_a_day, at(9, 9), by=rita).flags == ["screening_open"]
    assert "max_per_day" in book(one_a_day, at(9, 14), HANNES, by=rita).flags


def test_the_day_says_why_it_is_full(one_a_day: World) -> None:
    book(one_a_day, at(9, 9))
    plan = plan_visit(clinic=one_a_day.clinic, codes=CODES, now=NOW)
    (day,) = explain_visit(plan, first=MONDAY, last=MONDAY, now=NOW).days()
    assert any("all places of this day are taken" in each for each in day.reasons)


def test_it_costs_a_query_only_where_it_is_set(
    one_a_day: World, django_assert_num_queries: object
) -> None:
    current_catalogue()  # read anew after the change
    for codes, queries in ((["consult_neurologist"], 1), (CODES, 2)):
        with django_assert_num_queries(queries):
            plan_visit(clinic=one_a_day.clinic, codes=codes, now=NOW)
