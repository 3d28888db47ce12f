"""What patients say and tick before the visit: that they come, and what is ready."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from intake.services.booking import book_appointment
from intake.services.reschedule import reschedule_appointment
from scheduling.models import Appointment
from scheduling.services.links import manage_token
from tests.web.patient.conftest import Clock, Walk, text_of
from tests.world import NOW, World, at, request_for

START = at(26, 9)


@pytest.fixture
def visit(walk: Walk) -> Appointment:
    return walk.book(START)


def say(browser: Client, visit: Appointment, answer: str = "yes", **typed: object) -> HttpResponse:
    return browser.post("/visit/coming/", {"answer": answer, "revision": visit.revision} | typed)


def told(visit: Appointment) -> list[str]:
    events = visit.events.filter(what__startswith="confirm").order_by("pk")
    return list(events.values_list("what", flat=True))


def test_one_press_tells_the_clinic_and_another_takes_it_back(
    walk: Walk, visit: Appointment
) -> None:
    assert "Are you coming?" not in text_of(walk.client.get("/book/done/"))
    assert "Are you coming?" in text_of(walk.client.get("/visit/"))
    assert say(walk.client, visit).url == "/visit/#coming"
    assert say(walk.client, visit).url == "/visit/#coming"
    visit.refresh_from_db()
    assert (visit.coming_at, visit.revision) == (NOW, 3)
    assert "We know that you are coming" in text_of(walk.client.get("/visit/"))
    say(walk.client, visit, "undo")
    visit.refresh_from_db()
    assert visit.coming_at is None
    assert told(visit) == ["confirmed_by_patient", "confirmation_withdrawn"]


def test_a_look_at_the_address_says_nothing(walk: Walk, visit: Appointment) -> None:
    assert walk.client.get("/visit/coming/", {"answer": "yes", "revision": 2}).url == "/visit/"
    assert Client().post("/visit/coming/", {"answer": "yes"}).url == "/visit/find/"
    assert say(walk.client, visit, "perhaps").url == "/visit/"
    assert told(visit) == []


def test_a_time_that_was_not_seen_is_not_confirmed(
    world: World, walk: Walk, visit: Appointment
) -> None:
    moved = reschedule_appointment(
        clinic=world.clinic, uid=visit.uid, revision=visit.revision, start=at(27, 9), now=NOW
    )
    page = say(walk.client, visit)
    assert page.status_code == 409
    assert "Your visit has changed meanwhile" in text_of(page)
    say(walk.client, moved)
    visit.refresh_from_db()
    assert visit.coming_at is not None
    reschedule_appointment(
        clinic=world.clinic, uid=visit.uid, revision=visit.revision, start=START, now=NOW
    )
    visit.refresh_from_db()
    assert visit.coming_at is None


def test_nothing_is_confirmed_once_it_has_begun(
    walk: Walk, visit: Appointment, clock: Clock
) -> None:
    clock.now = START
    walk.client.get(f"/visit/{manage_token(visit)}/")
    say(walk.client, visit)
    visit.refresh_from_db()
    assert visit.coming_at is None
    assert "I am coming" not in text_of(walk.client.get("/visit/"))


def test_a_request_is_not_confirmed(world: World) -> None:
    asked = book_appointment(
        clinic=world.clinic, codes=["tfesi"], start=START, request=request_for(), now=NOW
    )
    browser = Client()
    browser.get(f"/visit/{manage_token(asked)}/")
    assert "I am coming" not in text_of(browser.get("/visit/"))
    say(browser, asked)
    asked.refresh_from_db()
    assert (asked.coming_at, asked.status) == (None, "requested")


def test_the_list_is_kept_with_the_visit(walk: Walk, visit: Appointment) -> None:
    listed = walk.client.get("/visit/").context["checklist"].items
    done = [listed[0].code, "escort", "x" * 500]
    assert walk.client.post("/visit/ready/", {"done": done}).url == "/visit/#ready"
    page = text_of(walk.client.get("/visit/"))
    assert f"1 of {len(listed)} done" in page
    assert page.count(" checked") == 1
    swap = walk.client.post("/visit/ready/", {"done": []}, headers={"HX-Request": "true"})
    assert text_of(swap).startswith('<p class="hint" id="ready-count"> 0 of')
    assert not visit.preparation_ticks.exists()
    visit.refresh_from_db()
    assert visit.revision == 2


def test_who_needs_somebody_to_take_them_home_ticks_that_first(world: World) -> None:
    asked = book_appointment(
        clinic=world.clinic, codes=["tfesi"], start=START, request=request_for(), now=NOW
    )
    browser = Client()
    browser.get(f"/visit/{manage_token(asked)}/")
    browser.post("/visit/ready/", {"done": ["escort"]})
    first = browser.get("/visit/").context["checklist"].items[0]
    assert (first.text, first.when, first.is_done) == ("Somebody takes me home", "Arranged", True)


def test_a_list_of_the_past_is_left_alone(walk: Walk, visit: Appointment, clock: Clock) -> None:
    listed = walk.client.get("/visit/").context["checklist"].items
    clock.now = START + timedelta(hours=1)
    walk.client.get(f"/visit/{manage_token(visit)}/")
    walk.client.post("/visit/ready/", {"done": [listed[0].code]})
    assert not visit.preparation_ticks.exists()
