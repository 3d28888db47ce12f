"""The link in a message: what it opens, when it is replaced, when it ends; and the way without."""

import re
from datetime import timedelta
from secrets import randbelow

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from intake.services.reschedule import reschedule_appointment
from scheduling.core.reference import new_reference
from scheduling.models import Appointment
from scheduling.services.cancellation import cancel_appointment
from scheduling.services.links import manage_token
from tests.web.patient.conftest import Clock, Walk
from tests.world import NOW, World, at

START = at(26, 9)
WITHOUT_TOKENS = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
TARAS = {"birth_day": "9", "birth_month": "8", "birth_year": "1966"}


@pytest.fixture
def visit(walk: Walk) -> Appointment:
    return walk.book(START)


def opened(token: str) -> Client:
    browser = Client()
    browser.get(f"/visit/{token}/")
    return browser


def text_of(browser: Client, path: str = "/visit/") -> str:
    return " ".join(browser.get(path).content.decode().split())


def move(world: World, visit: Appointment) -> None:
    visit.refresh_from_db()
    reschedule_appointment(
        clinic=world.clinic, uid=visit.uid, revision=visit.revision, start=at(27, 11), now=NOW
    )


def test_an_older_link_shows_the_new_time_and_changes_nothing(
    world: World, visit: Appointment
) -> None:
    old = manage_token(visit)
    move(world, visit)
    browser = opened(old)
    page = text_of(browser)
    assert "Friday 27 November 2026" in page
    assert "The link you opened is from an older message." in page
    assert "/visit/cancel/" not in page
    assert "/visit/change/" not in page
    for way in ("/visit/cancel/", "/visit/change/", "/visit/change/check/"):
        assert browser.post(way, {"revision": 2, "reason": "ill"}).url == "/visit/find/"
    assert browser.get("/visit/appointment.ics").status_code == 404
    visit.refresh_from_db()
    assert visit.status == "booked"
    newest = text_of(opened(manage_token(visit)))
    assert "/visit/cancel/" in newest


def test_an_older_link_of_a_cancelled_visit_says_cancelled(
    world: World, visit: Appointment
) -> None:
    old = manage_token(visit)
    move(world, visit)
    visit.refresh_from_db()
    cancel_appointment(
        clinic=world.clinic, uid=visit.uid, revision=visit.revision, reason="", now=NOW
    )
    page = text_of(opened(old))
    assert "<title>Your visit is cancelled" in page
    assert "Book another visit" in page


@pytest.mark.parametrize("is_old", [False, True], ids=["newest", "older"])
def test_a_link_ends_some_weeks_after_the_visit(
    world: World, visit: Appointment, clock: Clock, is_old: bool
) -> None:
    token = manage_token(visit)
    if is_old:
        move(world, visit)
    visit.refresh_from_db()
    clock.now = visit.during.upper + timedelta(days=30) - timedelta(seconds=1)
    assert Client().get(f"/visit/{token}/").url == "/visit/"
    clock.now += timedelta(seconds=1)
    page = Client().get(f"/visit/{token}/")
    assert page.status_code == 410
    assert "This link has expired" in page.content.decode()
    assert "visit" not in page.cookies


@pytest.mark.parametrize(
    ("status", "later", "said", "way"),
    [
        ("booked", timedelta(minutes=5), "Your visit has begun", "Call 044 000 12 34"),
        ("in_procedure", timedelta(minutes=5), "Your visit has begun", "Call 044 000 12 34"),
        ("booked", timedelta(days=2), "This visit is over", "Book another visit"),
        ("discharged", timedelta(minutes=30), "This visit is over", "When to get help now"),
        ("no_show", timedelta(days=2), "You did not come", "Book another visit"),
    ],
)
def test_what_is_not_ahead_any_more_says_so_and_what_to_do(
    visit: Appointment, clock: Clock, status: str, later: timedelta, said: str, way: str
) -> None:
    Appointment.objects.filter(pk=visit.pk).update(status=status)
    clock.now = START + later
    page = text_of(opened(manage_token(visit)))
    assert said in page
    assert way in page
    for closed in ("/visit/cancel/", "/visit/change/", "/visit/coming/", "/visit/tell/"):
        assert closed not in page


@pytest.mark.parametrize("forged", ["", "x", "WyJhIixmYWxzZV0:1vN:abc"])
def test_a_cookie_of_somebody_elses_making_opens_nothing(visit: Appointment, forged: str) -> None:
    browser = Client()
    browser.cookies["visit"] = forged
    assert browser.get("/visit/").url == "/visit/find/"


def test_the_cookie_is_for_this_browser_session_alone(walk: Walk, visit: Appointment) -> None:
    cookie = walk.client.cookies["visit"]
    assert (cookie["max-age"], cookie["httponly"], cookie["samesite"]) == ("", True, "Lax")


def test_unknown_and_wrong_are_the_same_answer_and_the_same_work(visit: Appointment) -> None:
    known = TARAS | {"reference": visit.reference}
    tried = [
        known | {"birth_day": "10"},
        known | {"birth_day": "10", "reference": new_reference(randbelow)},
        known,
    ]
    pages, work = [], []
    for typed in tried:
        with CaptureQueriesContext(connection) as queries:
            pages.append(Client().post("/visit/find/", typed))
        work.append(sum("scheduling_appointment" in each["sql"] for each in queries))
    assert work == [1, 1, 1]
    wrong, unknown, right = (WITHOUT_TOKENS.sub("", page.content.decode()) for page in pages)
    assert "There is no booking with this reference and date of birth" in wrong
    assert wrong.replace(visit.reference, "") == unknown.replace(tried[1]["reference"], "")
    assert (right, pages[2].url) == ("", "/visit/")


def test_a_reference_is_not_tried_for_ever(visit: Appointment) -> None:
    """Whether it is known makes no difference, and the right date comes too late as well."""
    for reference in (visit.reference, new_reference(randbelow)):
        typed = TARAS | {"reference": reference}
        for day in range(1, 11):
            assert (
                Client().post("/visit/find/", typed | {"birth_day": str(day + 10)}).status_code
                == 200
            )
        page = Client().post("/visit/find/", typed)
        assert page.status_code == 429
        assert "This reference was tried too often." in page.content.decode()


def test_what_is_too_long_ago_is_not_found_by_reference_either(
    visit: Appointment, clock: Clock
) -> None:
    typed = TARAS | {"reference": visit.reference}
    clock.now = visit.during.upper + timedelta(days=30)
    assert "There is no booking" in Client().post("/visit/find/", typed).content.decode()
