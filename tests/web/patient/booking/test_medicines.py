"""Blood thinners on the pages: asked before the times, told as words, never as empty days."""

from datetime import timedelta

import pytest

from intake.models import ScreeningAnswers
from scheduling.models import Appointment, Order
from tests.web.patient.conftest import OLENA_OPENS, Clock, Walk, text_of
from tests.world import at

TOO_SOON, SOON_ENOUGH = at(6, 9), at(9, 9)


@pytest.fixture
def asked(walk: Walk) -> Walk:
    """A browser that has not been asked about blood thinners yet."""
    session = walk.client.session
    session["booking"] = session["booking"] | {"thinner": ""}
    session.save()
    return walk


def test_it_is_asked_before_the_times_where_it_matters(asked: Walk) -> None:
    page = asked.client.get("/book/tfesi/")
    assert page.url == "/book/medicines/?next=%2Fbook%2Ftfesi%2F"
    question = text_of(asked.client.get(page.url))
    assert "Do you take a blood thinner" in question
    assert "Aspirin after a heart attack, a stroke or a stent" in question
    assert "First available" not in question
    assert asked.client.get("/book/consult_neurologist/").status_code == 200
    assert asked.client.get("/book/tpi/").status_code == 200  # the low class goes on as usual


def test_without_an_answer_it_goes_no_further(asked: Walk) -> None:
    page = asked.client.post("/book/medicines/", {"next": "/book/tfesi/"})
    assert "Answer yes, no or not sure." in text_of(page)
    assert asked.client.get("/book/tfesi/").status_code == 302


@pytest.mark.parametrize("wished", ["//evil.example/", "/staff/", "/book/tfesi/"])
def test_it_leads_back_to_our_pages_only(asked: Walk, wished: str) -> None:
    page = asked.client.post("/book/medicines/", {"answer": "no", "next": wished})
    assert page.url == (wished if wished.startswith("/book/") else "/book/time/")


def test_the_page_says_why_earlier_days_are_not_offered(walk: Walk) -> None:
    assert "blood thinner a doctor" not in text_of(walk.client.get("/book/caudal/"))
    walk.takes("yes", "warfarin")
    page = walk.client.get("/book/caudal/")
    words = text_of(page)
    assert "Because of your blood thinner a doctor looks at your medicines first." in words
    assert "The first day is 07.11.2026" in words
    assert "Do not change any medicine yourself" in words
    assert "stop" not in words.lower().replace("/stop", "")
    assert page.context["first"].start == at(9, 8)  # the Monday after


@pytest.mark.parametrize("which", [["unknown"], ["warfarin", "unknown"], []])
def test_not_known_which_the_longest_time_counts(walk: Walk, which: list[str]) -> None:
    walk.takes("unsure", *which)
    assert "The first day is 12.11.2026" in text_of(walk.client.get("/book/caudal/"))


def test_a_time_inside_it_is_refused_with_the_nearest(walk: Walk) -> None:
    walk.takes("yes", "warfarin")
    page = walk.keep(TOO_SOON, "caudal")
    assert page.status_code == 409
    assert all(slot.start >= SOON_ENOUGH.replace(hour=6) for slot in page.context["nearest"])
    assert not Appointment.objects.exists()


def test_with_an_order_too_it_is_asked_for_and_the_clinic_is_told(walk: Walk, order: Order) -> None:
    walk.client.post("/", OLENA_OPENS | {"code": order.code})
    walk.safe()
    walk.takes("yes", "warfarin")
    walk.keep(SOON_ENOUGH)
    health = walk.client.get("/book/health/")
    assert "anticoagulant" not in health.context["form"].fields  # nothing is asked twice
    walk.healthy()
    check = text_of(walk.client.get("/book/check/"))
    assert "Yes: Warfarin" in check
    assert "You take a blood thinner: a doctor looks at your medicines first." in check
    assert "Ask for this time" in check
    walk.confirm()
    visit = Appointment.objects.get()
    assert visit.status == "requested"
    assert "blood_thinner_review" in visit.flags
    told = ScreeningAnswers.objects.get()
    assert (told.answers["anticoagulant"], told.blood_thinners) == ("yes", ["warfarin"])


def test_what_was_offered_before_midnight_is_booked_after_it(walk: Walk, clock: Clock) -> None:
    clock.now = at(2, 23, 58)
    walk.safe()
    walk.takes("yes", "dabigatran")  # four days: from Friday the 6th on
    walk.keep(at(6, 9), "caudal")
    walk.details()
    clock.now = at(3, 2, 1) - timedelta(hours=2)  # one minute past midnight
    walk.healthy()
    walk.confirm()
    assert Appointment.objects.get().status == "requested"


def test_whoever_begins_again_is_asked_again(walk: Walk) -> None:
    walk.takes("yes", "warfarin")
    walk.client.post("/", {"need": "repeat"})
    assert walk.client.session["booking"]["thinner"] == ""
    assert walk.client.session["booking"]["medicines"] == []
