"""Seeing and cancelling a booking."""

from datetime import timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from scheduling.core.status import Status
from scheduling.services.links import manage_token
from tests.web.patient.conftest import Clock, Walk
from tests.world import at

START = at(26, 9)
TARAS = {"birth_day": "9", "birth_month": "8", "birth_year": "1966"}


def test_the_link_opens_the_visit_and_leaves_the_address_clean(walk: Walk) -> None:
    visit = walk.book(START)
    stranger = Client()
    opened = stranger.get(f"/visit/{manage_token(visit)}/")
    assert opened.url == "/visit/"
    assert visit.reference in stranger.get("/visit/").content.decode()


@pytest.mark.parametrize("token", ["nothing", "x" * 200, "ключ"])
def test_an_unknown_link_is_a_kind_404(token: str, walk: Walk) -> None:
    page = walk.client.get(f"/visit/{token}/")
    assert page.status_code == 404
    assert "Find my booking" in page.content.decode()


def test_reference_and_birth_date_find_the_visit(walk: Walk) -> None:
    visit = walk.book(START)
    stranger = Client()
    typed = TARAS | {"reference": visit.reference.replace("-", " ").lower()}
    assert stranger.post("/visit/find/", typed).url == "/visit/"
    wrong = Client().post("/visit/find/", typed | {"birth_day": "10"})
    assert "There is no booking with this reference" in wrong.content.decode()


def test_a_stranger_sees_nothing(walk: Walk) -> None:
    walk.book(START)
    stranger = Client()
    assert stranger.get("/visit/").url == "/visit/find/"
    assert stranger.get("/visit/cancel/").url == "/visit/find/"
    assert stranger.get("/visit/appointment.ics").status_code == 404
    assert stranger.get("/book/done/").url == "/"


def test_cancelling_asks_first_and_then_frees_the_time(walk: Walk) -> None:
    visit = walk.book(START)
    page = walk.client.get("/visit/cancel/")
    assert page.context["form"]["revision"].value() == visit.revision
    refused = walk.client.post("/visit/cancel/", {"revision": visit.revision})
    assert "Choose a reason." in refused.content.decode()
    answer = {"revision": visit.revision, "reason": "ill"}
    assert walk.client.post("/visit/cancel/", answer).url == "/visit/"
    visit.refresh_from_db()
    assert (visit.status, visit.cancel_reason) == (Status.CANCELLED, "ill")
    assert not visit.allocations.filter(released_at=None).exists()
    assert "Your visit is cancelled" in walk.client.get("/visit/").content.decode()


def test_a_stale_page_does_not_cancel(walk: Walk) -> None:
    visit = walk.book(START)
    page = walk.client.post("/visit/cancel/", {"revision": visit.revision - 1, "reason": "ill"})
    assert page.status_code == 409
    visit.refresh_from_db()
    assert visit.status == Status.BOOKED


def test_within_the_cutoff_the_page_says_call_us(walk: Walk, clock: Clock) -> None:
    visit = walk.book(START)
    clock.now = START - timedelta(hours=23)
    answer = {"revision": visit.revision, "reason": "ill"}
    walk.client.post("/visit/find/", TARAS | {"reference": visit.reference})
    assert walk.client.post("/visit/cancel/", answer).url == "/visit/"
    assert "please call" in walk.client.get("/visit/").content.decode()
    visit.refresh_from_db()
    assert visit.status == Status.BOOKED


def test_the_calendar_file_is_neutral(walk: Walk) -> None:
    visit = walk.book(START)
    answer = walk.client.get("/visit/appointment.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["summary"] == "Appointment, MedClinic"
    assert event["uid"].startswith(str(visit.uid))


def test_get_ready_dates_are_clinic_days_and_the_past_is_today(walk: Walk, clock: Clock) -> None:
    walk.keep(at(4, 9))
    walk.details()
    walk.healthy()
    walk.confirm()
    text = walk.client.get("/book/done/").content.decode()
    assert "On Wednesday 4 November" in text
    assert "By Tuesday 3 November" in text
    assert "Today" in text
    assert "October" not in text
