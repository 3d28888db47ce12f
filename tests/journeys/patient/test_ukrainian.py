"""A booking in Ukrainian, page by page: no English is left over."""

import re
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from clinics.models import Resource
from intake.services.consent import load_consent_texts
from procedures.selectors import safety_questions
from scheduling.models import Order
from tests.languages import english_in_calendar, english_in_page, say_in_ukrainian
from tests.web.patient.conftest import OLENA_OPENS, Clock, Walk
from tests.world import World, at

START = at(26, 9)
NOTHING = {"answer": ""}


@pytest.fixture
def walk(world: World) -> Walk:
    """A Ukrainian browser that has answered nothing yet, at a clinic that writes Ukrainian."""
    say_in_ukrainian(world.clinic)
    return Walk(Client(headers={"Accept-Language": "uk"}))


def read(walk: Walk, address: str) -> HttpResponse:
    page: HttpResponse = walk.client.get(address, follow=True)
    assert '<html lang="uk">' in page.content.decode(), address
    assert english_in_page(page) == [], address
    return page


def refused(page: HttpResponse) -> None:
    """Look at an answer that says what is wrong."""
    assert "Є проблема" in page.content.decode()
    assert english_in_page(page) == []


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/privacy/",
        "/accessibility/",
        "/visit/find/",
        "/nowhere/",
        "/book/safety/1/",
        "/visit/",
        "/visit/not-a-token/",
    ],
)
def test_pages_that_anybody_may_open(walk: Walk, address: str) -> None:
    page = walk.client.get(address, follow=True)
    assert english_in_page(page) == []


def test_every_safety_question_and_what_stops(walk: Walk) -> None:
    for number, question in enumerate(safety_questions(), start=1):
        read(walk, f"/book/safety/{number}/")
        refused(walk.client.post(f"/book/safety/{number}/", NOTHING))
        walk.client.post(f"/book/safety/{number}/", {"answer": "no"})
        assert question.text_uk
    walk.client.post("/book/safety/1/", {"answer": "yes"})
    read(walk, "/book/emergency/")


def test_the_call_that_is_promised(walk: Walk) -> None:
    urgent = next(each.code for each in safety_questions() if each.tier == "today")
    walk.safe(**{urgent: "yes"})
    read(walk, "/book/today/")
    refused(walk.client.post("/book/today/", {"phone": "abc"}))
    walk.client.post("/book/today/", {"phone": "050 000 47 15"})
    read(walk, "/book/today/")


@pytest.mark.parametrize(
    "need",
    ["", "consultation", "follow_up", "scan", "unsure", "order"],
    ids=lambda need: need or "all",
)
def test_the_list_of_procedures(walk: Walk, need: str) -> None:
    walk.safe()
    read(walk, f"/book/?need={need}")


def test_booking_from_the_time_to_the_code(walk: Walk) -> None:
    load_consent_texts()
    walk.safe()
    read(walk, "/book/medicines/")
    refused(walk.client.post("/book/medicines/", NOTHING))
    walk.takes("no")
    walk.sees("")
    read(walk, "/book/tfesi/")
    refused(walk.client.post("/book/specialist/", {"next": "/book/tfesi/"}))
    osei = Resource.objects.get(name="Dr Amara Osei")
    walk.client.post("/book/specialist/", {"next": "/book/tfesi/", "practitioner": osei.pk})
    read(walk, "/book/tfesi/")
    read(walk, "/book/tfesi/?day=2026-11-27&month=2026-12")
    refused(walk.client.post("/book/tfesi/", NOTHING))
    walk.sees("any")
    read(walk, "/book/tfesi/?part=morning&clinician=female&room=step_free")
    read(walk, "/book/tfesi/?weekday=7&language=fr")
    walk.keep(START)
    read(walk, "/book/details/")
    refused(walk.client.post("/book/details/", NOTHING))
    refused(walk.client.post("/book/details/", {"phone": "abc", "birth_day": "40"}))
    refused(walk.client.post("/book/details/", {"who": "other"}))
    walk.details(language="uk", who="other", carer_name="Olena Bondar", relation="child")
    ticks = re.findall(r'name="(consent-[0-9-]+)"', read(walk, "/book/health/").content.decode())
    assert ticks
    refused(walk.client.post("/book/health/", NOTHING))
    read(walk, "/book/consent/")
    walk.healthy(**dict.fromkeys(ticks, "on"))
    read(walk, "/book/check/")
    walk.client.post("/book/check/")
    read(walk, "/book/code/")
    refused(walk.client.post("/book/code/", {"code": "000000"}))
    walk.prove()
    read(walk, "/book/done/")
    assert english_in_calendar(walk.client.get("/visit/appointment.ics")) == []


def test_adding_a_procedure_and_days_that_are_hidden(walk: Walk) -> None:
    walk.safe()
    walk.client.post("/book/more/", {"to": "caudal"})
    read(walk, "/book/more/")
    walk.client.post("/book/more/", {"add": "tpi"})
    read(walk, "/book/time/")
    walk.takes("yes", "warfarin")
    read(walk, "/book/tfesi/")


def test_opening_an_order(walk: Walk, order: Order) -> None:
    refused(walk.client.post("/", NOTHING))
    refused(walk.client.post("/", {"need": "order", "code": "A7P-4MD-2XЖ"}))
    refused(walk.client.post("/", OLENA_OPENS | {"code": "MC4-K7T-9D"}))
    walk.client.post("/", OLENA_OPENS | {"code": order.code})
    walk.safe()
    read(walk, "/book/tfesi/")
    walk.keep(START)
    walk.healthy()
    read(walk, "/book/check/")


def test_a_visit_that_is_looked_at_moved_and_cancelled(walk: Walk, clock: Clock) -> None:
    visit = walk.book(START)
    walk.safe()
    read(walk, "/visit/")
    walk.client.post("/visit/coming/", {"answer": "yes", "revision": visit.revision})
    read(walk, "/visit/")
    read(walk, "/visit/tell/")
    refused(walk.client.post("/visit/tell/", NOTHING))
    walk.client.post("/visit/tell/", {"topics": ["new_medicine"], "text": "Нові ліки"})
    read(walk, "/visit/tell/done/")
    read(walk, "/visit/change/")
    refused(walk.client.post("/visit/change/", NOTHING))
    walk.client.post("/visit/change/", {"start": at(27, 9).isoformat()})
    read(walk, "/visit/change/check/")
    walk.client.post("/visit/change/check/", {"revision": visit.revision})
    read(walk, "/visit/")
    read(walk, "/visit/cancel/")
    walk.client.post("/visit/cancel/", {"reason": "better"})
    read(walk, "/visit/")


def test_a_time_that_was_kept_too_long(walk: Walk, clock: Clock) -> None:
    walk.safe()
    walk.keep(START)
    clock.now += timedelta(hours=1)
    page = walk.client.get("/book/details/", follow=True)
    assert english_in_page(page) == []
