"""The visits of a day, and what each uses when."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intake.selectors.day import visits_of_day
from intake.services.booking import book_appointment
from intake.services.holds import hold_slot
from intake.services.reschedule import reschedule_appointment
from people.models import Role, User
from scheduling.models import Appointment
from scheduling.selectors.day import practitioner_resource
from scheduling.services.cancellation import cancel_appointment
from tests.world import NGOZI, NOW, OLENA, World, at, build_clinic, request_for, staff

DAY = date(2026, 11, 26)


@pytest.fixture
def rita(world: World) -> User:
    return staff(world, Role.RECEPTION, "rita@clinic.example")


def book(
    world: World, rita: User, start: datetime, *, who: object = OLENA, doctor: str = "Dr Amara Osei"
) -> Appointment:
    return book_appointment(
        clinic=world.clinic,
        codes=["tfesi"],
        start=start,
        request=request_for(who),  # type: ignore[arg-type]
        now=NOW,
        by=rita,
        practitioner=world[doctor].pk,
    )


def test_visit_tells_when_each_resource_is_used(world: World, rita: User) -> None:
    book(world, rita, at(26, 9))

    (visit,) = visits_of_day(user=rita, clinic=world.clinic, day=DAY)

    used = {each.resource.kind: (each.start, each.end) for each in visit.uses if each.is_lead}
    room = next(each for each in visit.uses if each.resource.kind == "room")
    assert used == {"practitioner": (at(26, 9, 15), at(26, 9, 35))}
    assert (room.start, room.end, room.reserved_until) == (
        at(26, 9, 15),
        at(26, 9, 35),
        at(26, 9, 45),
    )
    assert visit.names("bay", "observation") != []
    assert visit.used(world["Dr Amara Osei"]) == (at(26, 9, 15), at(26, 9, 35))
    assert visit.used(world["Dr Lena Vogt"]) is None


def test_called_off_visit_still_tells_what_it_used(world: World, rita: User) -> None:
    visit = book(world, rita, at(26, 9))
    cancel_appointment(
        clinic=world.clinic, uid=visit.uid, revision=1, reason="ill", now=NOW, by=rita
    )

    (found,) = visits_of_day(
        user=rita, clinic=world.clinic, day=DAY, resource=world["Dr Amara Osei"]
    )

    assert found.appointment.status == "cancelled"
    assert found.used(world["Dr Amara Osei"]) == (at(26, 9, 15), at(26, 9, 35))


def test_visit_moved_to_a_colleague_is_gone_from_the_first_day_list(
    world: World, rita: User
) -> None:
    visit = book(world, rita, at(26, 9))
    moved = reschedule_appointment(
        clinic=world.clinic,
        uid=visit.uid,
        revision=1,
        start=at(26, 10),
        now=NOW,
        by=rita,
        practitioner=world["Dr Lena Vogt"].pk,
    )
    cancel_appointment(
        clinic=world.clinic,
        uid=visit.uid,
        revision=moved.revision,
        reason="",
        now=at(3, 9),
        by=rita,
    )

    def seen(doctor: str) -> int:
        return len(visits_of_day(user=rita, clinic=world.clinic, day=DAY, resource=world[doctor]))

    assert (seen("Dr Amara Osei"), seen("Dr Lena Vogt")) == (0, 1)


def test_held_time_is_nobodys_visit(world: World, rita: User) -> None:
    hold_slot(clinic=world.clinic, codes=["tfesi"], start=at(26, 9), now=NOW)

    assert visits_of_day(user=rita, clinic=world.clinic, day=DAY) == []


def test_day_is_the_clinics_own(world: World, rita: User) -> None:
    book(world, rita, at(26, 9))

    for other in (date(2026, 11, 25), date(2026, 11, 27)):
        assert visits_of_day(user=rita, clinic=world.clinic, day=other) == []


def test_stranger_sees_nobody(world: World, rita: User) -> None:
    book(world, rita, at(26, 9))
    elsewhere = build_clinic(slug="elsewhere")
    stranger = staff(elsewhere, Role.MANAGER, "stranger@elsewhere.example")

    assert visits_of_day(user=stranger, clinic=world.clinic, day=DAY) == []
    assert visits_of_day(user=rita, clinic=elsewhere.clinic, day=DAY) == []


def test_queries_do_not_grow_with_the_visits(world: World, rita: User) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as counted:
            for visit in visits_of_day(user=rita, clinic=world.clinic, day=DAY):
                assert visit.lead is not None
                assert [row.procedure_type.name for row in visit.appointment.procedures.all()]
                assert visit.appointment.patient is not None
                assert list(visit.appointment.phases.all())
        return len(counted)

    book(world, rita, at(26, 9))
    one = cost()
    book(world, rita, at(26, 11), who=NGOZI, doctor="Dr Lena Vogt")

    assert cost() == one == 5


def test_doctor_has_the_calendar_of_the_own_profile_only(world: World) -> None:
    doctor = staff(world, Role.DOCTOR, "osei@clinic.example")
    profile = world["Dr Amara Osei"].practitioner
    assert profile is not None
    assert practitioner_resource(doctor, world.clinic) is None
    profile.user = doctor
    profile.save()

    assert practitioner_resource(doctor, world.clinic) == world["Dr Amara Osei"]
    assert practitioner_resource(doctor, build_clinic(slug="elsewhere").clinic) is None
