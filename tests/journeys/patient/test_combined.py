"""Two procedures in one visit: one arrival, one rest, one confirmation."""

from datetime import timedelta

import pytest

from procedures.models import ProcedureType
from scheduling.models import Appointment, Order
from tests.web.patient.conftest import OLENA_OPENS, Walk, text_of
from tests.world import at

START = at(26, 9)
TIMES, MORE = "/book/time/", "/book/more/"


@pytest.fixture
def caudal(walk: Walk) -> Walk:
    """Somebody who looks at the times of a caudal injection and wants more."""
    assert walk.client.post(MORE, {"to": "caudal"}).url == MORE
    return walk


def add(walk: Walk, code: str, **place: str) -> object:
    placed = {"placed": "1", **place} if place else {}
    return walk.client.post(MORE, {"add": code, **placed})


def take(walk: Walk, start: object = START) -> object:
    return walk.client.post(TIMES, {"start": start.isoformat()})  # type: ignore[attr-defined]


def test_the_list_says_what_goes_together_and_why_something_does_not(caudal: Walk) -> None:
    words = text_of(caudal.client.get(MORE))
    good, _, refused = words.partition("Not in the same visit")
    assert good.index("Goes well together") < good.index("tailbone")
    assert "Only one epidural steroid injection in one region of the spine on one day." in refused
    assert "the body rests for 48 hours before therapy or exercise" in refused
    assert "a doctor should agree" in words  # R7: a test block beside a caudal injection
    assert "First available" not in words


def test_one_arrival_one_rest_one_confirmation(caudal: Walk) -> None:
    assert add(caudal, "ganglion_impar").url == TIMES
    page = text_of(caudal.client.get(TIMES))
    assert "2 procedures, one after the other" in page
    assert "Take away:" in page
    take(caudal)
    caudal.details()
    caudal.healthy()
    check = text_of(caudal.client.get("/book/check/"))
    assert "Procedures, in one visit" in check
    assert "2 procedures, one after the other" in check
    caudal.confirm()

    visit = Appointment.objects.get()
    codes = [row.procedure_type.code for row in visit.procedures.all()]
    assert codes == ["caudal", "ganglion_impar"]
    types = {each.code: each for each in ProcedureType.objects.filter(code__in=codes)}
    minutes = (
        max(each.preparation_minutes for each in types.values())
        + sum(each.procedure_minutes for each in types.values())
        + max(each.observation_minutes for each in types.values())
    )
    assert visit.during.upper - visit.during.lower == timedelta(minutes=minutes)
    assert [phase.kind for phase in visit.phases.all()] == [
        "preparation",
        "procedure",
        "observation",
    ]
    assert "2 procedures, one after the other" in text_of(caudal.client.get("/book/done/"))


def test_an_order_covers_one_and_a_doctor_looks_at_the_other(walk: Walk, order: Order) -> None:
    walk.client.post("/", OLENA_OPENS | {"code": order.code})
    walk.safe()
    assert walk.client.post(MORE, {"to": ""}).url == MORE  # the chosen one, not named again
    asked = text_of(add(walk, "prf_drg"))
    assert "Which side?" in asked
    assert "Choose the side." in text_of(add(walk, "prf_drg", level="lumbar"))
    assert add(walk, "prf_drg", side="left", level="lumbar").url == TIMES
    take(walk)
    walk.healthy()
    assert "You have no order for this" in text_of(walk.client.get("/book/check/"))
    walk.confirm()
    visit = Appointment.objects.get()
    assert (visit.status, visit.order) == ("requested", order)
    assert [(row.procedure_type.code, row.side, row.levels) for row in visit.procedures.all()] == [
        ("tfesi", "left", ["L5"]),
        ("prf_drg", "left", ["lumbar"]),
    ]


def test_a_second_epidural_depends_on_the_region(walk: Walk, order: Order) -> None:
    walk.client.post("/", OLENA_OPENS | {"code": order.code})
    walk.safe()
    walk.client.post(MORE, {"to": "tfesi"})
    refused = add(walk, "ilesi", level="lumbar")
    assert refused.status_code == 409  # type: ignore[attr-defined]
    assert "Only one epidural steroid injection in one region" in text_of(refused)
    assert walk.client.session["booking"]["added"] == []
    assert add(walk, "ilesi", level="cervical").url == TIMES
    assert take(walk).url == "/book/health/"


@pytest.mark.parametrize("code", ["ilesi", "microdiscectomy", "physiotherapy", "mri_spine"])
def test_what_is_not_on_the_list_is_not_added(caudal: Walk, code: str) -> None:
    page = add(caudal, code, side="left", level="lumbar")
    assert page.status_code == 409  # type: ignore[attr-defined]
    assert caudal.client.session["booking"]["added"] == []


def test_a_kept_time_goes_back_when_the_visit_changes(caudal: Walk) -> None:
    caudal.keep(START, "caudal")
    add(caudal, "ganglion_impar")
    assert Appointment.objects.get().status == "expired"
    take(caudal)
    caudal.client.post(MORE, {"remove": "ganglion_impar"})
    assert caudal.client.session["booking"]["hold_id"] == ""
    take(caudal)
    assert Appointment.objects.filter(status="held").get().procedures.count() == 1


def test_without_a_procedure_there_is_nothing_to_add_to(walk: Walk) -> None:
    assert walk.client.get(MORE).url == "/book/"
    assert walk.client.get("/book/").status_code == 200


def test_whom_a_doctor_has_to_see_first_adds_no_procedure(fresh: Walk) -> None:
    fresh.safe(pain_pattern="yes")
    fresh.client.post(MORE, {"to": "caudal"})
    assert "ganglion" not in text_of(fresh.client.get(MORE)).lower()
    assert add(fresh, "ganglion_impar").status_code == 409  # type: ignore[attr-defined]
