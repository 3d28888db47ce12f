"""Rows of several tables in one statement are the rows the ORM would have written."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from pytest_django import DjangoAssertNumQueries

from scheduling.models import Appointment, AppointmentProcedure, VisitPhase
from scheduling.selectors.plan import plan_visit
from scheduling.services.rows import insert_together
from scheduling.services.visits import create_visit
from tests.world import NOW, at, build_clinic, load_test_catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit() -> Appointment:
    load_test_catalogue()
    plan = plan_visit(clinic=build_clinic().clinic, codes=["tpi"], now=NOW)
    fields = {"hold_expires_at": NOW + timedelta(minutes=15)}
    held = {"status": "held", "by": None, "source": "online"}
    return create_visit(plan, start=at(3, 9), now=NOW, **held, **fields)


def test_tables_are_written_together(
    visit: Appointment, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    VisitPhase.objects.all().delete()
    AppointmentProcedure.objects.update(side="left", levels=["L4", "L5"])
    known = AppointmentProcedure.objects.select_related("procedure_type").get()
    during = DateTimeTZRange(at(3, 9), at(3, 10))
    with django_assert_num_queries(1):
        insert_together(
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
            ]
        )
    assert [row.levels for row in visit.procedures.all()] == [["L4", "L5"], [], ["L4", "L5"]]
    phase = visit.phases.get()
    assert (phase.kind, phase.planned, phase.started_at) == ("procedure", during, None)


def test_nothing_to_write_asks_nobody(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        insert_together([])
