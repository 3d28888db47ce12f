"""Rows of several tables in one statement are the rows the ORM would have written."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from pytest_django import DjangoAssertNumQueries

from people.models import Patient
from scheduling.models import Allocation, Appointment, AppointmentProcedure, VisitPhase
from scheduling.selectors.plan import VisitPlan, plan_visit
from scheduling.services.bulk_insert import insert_linked
from scheduling.services.visits import VisitRows, new_visit
from tests.world import NOW, World, at, build_clinic, load_test_catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    load_test_catalogue()
    return build_clinic()


@pytest.fixture
def plan(world: World) -> VisitPlan:
    return plan_visit(clinic=world.clinic, codes=["tpi"], now=NOW)


def held(plan: VisitPlan) -> VisitRows:
    fields = {"hold_expires_at": NOW + timedelta(minutes=15)}
    status = {"status": "held", "by": None, "source": "online"}
    return new_visit(plan, start=at(3, 9), now=NOW, **status, **fields)


def taken(world: World, visit: Appointment, room: str) -> Allocation:
    during = DateTimeTZRange(at(3, 9), at(3, 10))
    room = world[room]
    return Allocation(
        clinic=world.clinic, resource=room, appointment=visit, phases=["procedure"], during=during
    )


def test_tables_are_written_together(
    plan: VisitPlan, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    written = held(plan)
    assert written.insert()
    visit = written.appointment
    VisitPhase.objects.all().delete()
    AppointmentProcedure.objects.update(side="left", levels=["L4", "L5"])
    known = AppointmentProcedure.objects.select_related("procedure_type").get()
    during = DateTimeTZRange(at(3, 9), at(3, 10))
    with django_assert_num_queries(1):
        insert_linked(
            [visit],
            [
                *(
                    AppointmentProcedure(
                        appointment=visit,
                        procedure_type=known.procedure_type,
                        position=position,
                        side="left",
                        levels=levels,
                    )
                    for position, levels in ((1, []), (2, ["L4", "L5"]))
                ),
                VisitPhase(appointment=visit, kind="procedure", position=0, planned=during),
            ],
        )
    assert [row.levels for row in visit.procedures.all()] == [["L4", "L5"], [], ["L4", "L5"]]
    phase = visit.phases.get()
    assert (phase.kind, phase.planned, phase.started_at) == ("procedure", during, None)


def test_rows_point_at_heads_that_are_as_new_as_they_are(
    world: World, plan: VisitPlan, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    olena = Patient(full_name="Olena Bondar", date_of_birth=date(1968, 3, 14))
    status = {"status": "booked", "by": None, "source": "online"}
    written = new_visit(plan, start=at(3, 9), now=NOW, patient=olena, **status)
    visit = written.appointment
    with django_assert_num_queries(1):
        assert written.insert([taken(world, visit, "Procedure A")])
    kept = Appointment.objects.get(pk=visit.pk)
    assert kept.patient == olena == Patient.objects.get()
    assert (kept.uid, kept.during, kept.patient_id) == (visit.uid, visit.during, visit.patient_id)
    assert kept.procedures.get().procedure_type == plan.types[0]
    assert kept.phases.count() == len(plan.demand.phases)
    allocation = kept.allocations.get()
    assert (allocation.start_minute, allocation.released_at) == (plan_minute(at(3, 9)), None)
    assert allocation.created_at is not None


def plan_minute(instant: object) -> int:
    return int(instant.timestamp()) // 60  # type: ignore[attr-defined]


def test_a_refused_row_is_told_and_leaves_no_id(world: World, plan: VisitPlan) -> None:
    first, second = held(plan), held(plan)
    assert first.insert([taken(world, first.appointment, "Procedure A")])
    rooms = ("Procedure A", "Procedure B")
    with transaction.atomic():
        assert not second.insert([taken(world, second.appointment, room) for room in rooms])
        transaction.set_rollback(True)
    assert second.appointment.pk is None
    assert Appointment.objects.get() == first.appointment


def test_nothing_to_write_asks_nobody(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert insert_linked([])
