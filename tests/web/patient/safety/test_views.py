"""The safety questions over HTTP: where each answer leads, and that an urgent one ends there."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from intake.models import ClinicAlert, TriageRecord
from procedures.models import SafetyQuestion
from procedures.selectors import safety_questions
from scheduling.core.status import Status
from scheduling.models import Allocation, Appointment, Order
from tests.web.patient.conftest import OLENA_OPENS, Clock, Walk
from tests.world import World, at

START = at(26, 9)
CODES = {
    "emergency": ["saddle_bladder_bowel", "new_weakness", "after_procedure"],
    "today": ["fall_or_change", "unwell"],
    "consultation": ["pain_pattern"],
}
URGENT = [(tier, code) for tier in ("emergency", "today") for code in CODES[tier]]
STOP = {"emergency": "/book/emergency/", "today": "/book/today/"}

Ask = Callable[[Client], HttpResponse]

# Everything between the need and the ticket, as a browser asks for it.
WAYS: dict[str, Ask] = {
    "start": lambda browser: browser.get("/"),
    "need": lambda browser: browser.post("/", {"need": "consultation"}),
    "first question": lambda browser: browser.get("/book/safety/1/"),
    "back and another answer": lambda browser: browser.post("/book/safety/1/", {"answer": "no"}),
    "last question": lambda browser: browser.post("/book/safety/6/", {"answer": "no"}),
    "list": lambda browser: browser.get("/book/?need=all"),
    "times": lambda browser: browser.get("/book/tfesi/"),
    "times of a consultation": lambda browser: browser.get("/book/consult_neurologist/"),
    "unknown procedure": lambda browser: browser.get("/book/nothing/"),
    "head": lambda browser: browser.head("/book/tfesi/"),
    "hold": lambda browser: browser.post("/book/tfesi/", {"start": START.isoformat()}),
    "hold a consultation": lambda browser: browser.post(
        "/book/consult_neurologist/", {"start": START.isoformat()}
    ),
    "keep longer": lambda browser: browser.post("/book/hold/", {"next": "/book/check/"}),
    "details": lambda browser: browser.get("/book/details/"),
    "health": lambda browser: browser.post("/book/health/", {}),
    "check": lambda browser: browser.get("/book/check/"),
    "confirm": lambda browser: browser.post("/book/check/"),
    "ticket": lambda browser: browser.get("/book/done/"),
}


def stopped(walk: Walk, tier: str, code: str, answer: str = "yes") -> Walk:
    walk.safe(**{code: answer})
    assert TriageRecord.objects.latest("pk").outcome == tier
    return walk


def test_table_knows_every_shipped_question(world: World) -> None:
    shipped: dict[str, list[str]] = {}
    for question in safety_questions():
        shipped.setdefault(question.tier, []).append(question.code)
    assert shipped == CODES


@pytest.mark.parametrize("answer", ["yes", "unsure"])
@pytest.mark.parametrize(("tier", "code"), URGENT)
def test_urgent_answer_leads_to_its_page_and_tells_the_clinic(
    tier: str, code: str, answer: str, fresh: Walk
) -> None:
    stopped(fresh, tier, code, answer)
    alert = ClinicAlert.objects.get()
    assert alert.kind == {"emergency": "emergency", "today": "call_today"}[tier]
    assert alert.triage.answers[-1]["answer"] in (answer, "no")
    page = fresh.client.get(STOP[tier]).content.decode()
    assert "112" in page
    assert "If you pressed this by mistake, call us" in page


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("tier", "code"), URGENT)
def test_no_way_leads_from_an_urgent_answer_to_a_time(
    tier: str, code: str, way: str, fresh: Walk
) -> None:
    stopped(fresh, tier, code)
    answer = WAYS[way](fresh.client)
    assert (answer.status_code, answer.url) == (302, STOP[tier])
    assert not Appointment.objects.exists()
    assert TriageRecord.objects.count() == ClinicAlert.objects.count() == 1


@pytest.mark.parametrize("tier", ["emergency", "today"])
def test_time_that_was_kept_goes_back(tier: str, walk: Walk) -> None:
    walk.keep(START)
    walk.details()
    stopped(walk, tier, CODES[tier][0])
    assert Appointment.objects.get().status == Status.EXPIRED
    assert not Allocation.objects.filter(released_at=None).exists()
    assert "booking" not in walk.client.session


@pytest.mark.parametrize("tier", ["emergency", "today"])
def test_a_part_of_a_page_is_no_way_round(tier: str, fresh: Walk) -> None:
    stopped(fresh, tier, CODES[tier][0])
    answer = fresh.client.get("/book/tfesi/?day=2026-11-26", headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == STOP[tier]
    assert answer.content == b""


@pytest.mark.parametrize("tier", ["emergency", "today"])
def test_stop_page_offers_no_way_on(tier: str, fresh: Walk) -> None:
    stopped(fresh, tier, CODES[tier][0])
    page = fresh.client.get(STOP[tier]).content.decode()
    main = page.split("<main")[1].split("</main>")[0]
    assert 'href="/' not in main
    assert 'action="' not in re.sub(r'action="/(i18n|language)/', "", main)


def test_stop_lasts_a_day_and_then_asks_anew(fresh: Walk, clock: Clock) -> None:
    stopped(fresh, "emergency", "new_weakness")
    assert timedelta(hours=23) < timedelta(seconds=fresh.client.session.get_expiry_age())
    clock.now += timedelta(hours=23, minutes=59)
    assert fresh.client.get("/book/tfesi/").url == "/book/emergency/"
    clock.now += timedelta(minutes=2)
    assert fresh.client.get("/book/tfesi/").url.startswith("/book/safety/1/")


def test_emergency_page_says_what_to_do(fresh: Walk, world: World) -> None:
    world.clinic.emergency_number = "103"
    world.clinic.save()
    stopped(fresh, "emergency", "new_weakness")
    page = fresh.client.get("/book/emergency/").content.decode()
    for words in ('href="tel:103"', "What to say", "No times are shown", "We have told the clinic"):
        assert words in page
    assert "<title>This needs help now" in page


def test_advice_is_open_to_anybody_and_claims_nothing(fresh: Walk) -> None:
    page = fresh.client.get("/book/emergency/").content.decode()
    assert "Call 112" in page
    assert "We have told the clinic" not in page
    assert fresh.client.post("/book/emergency/").status_code == 405


def test_emergency_needs_no_further_answer(fresh: Walk) -> None:
    answer = fresh.client.post("/book/safety/1/", {"answer": "unsure"})
    assert answer.url == "/book/emergency/"
    assert [each["code"] for each in TriageRecord.objects.get().answers] == ["saddle_bladder_bowel"]


@pytest.mark.parametrize("path", ["/book/", "/book/tfesi/", "/book/details/", "/book/check/"])
def test_without_answers_every_step_leads_to_the_first_question(path: str, fresh: Walk) -> None:
    assert fresh.client.get(path).url.startswith("/book/safety/1/")
    assert fresh.client.post("/book/tfesi/", {"start": START.isoformat()}).status_code == 302
    assert not Appointment.objects.exists()


def test_after_the_questions_the_wished_page_opens(fresh: Walk) -> None:
    asked = fresh.client.get("/book/tfesi/?day=2026-11-26").url
    for number in range(1, 7):
        assert f"/safety/{number}/" in asked
        asked = fresh.client.post(asked, {"answer": "no"}).url
    assert asked == "/book/tfesi/?day=2026-11-26"


@pytest.mark.parametrize("wished", ["//evil.example/book/", "https://evil.example", "/admin/", "/"])
def test_questions_never_lead_out_of_the_booking(wished: str, fresh: Walk) -> None:
    for number in range(1, 7):
        answer = fresh.client.post(f"/book/safety/{number}/?next={wished}", {"answer": "no"})
    assert answer.url == "/book/"


def test_question_cannot_be_skipped(fresh: Walk) -> None:
    fresh.client.post("/book/safety/1/", {"answer": "no"})
    assert fresh.client.get("/book/safety/6/").url == "/book/safety/2/"
    assert fresh.client.post("/book/safety/6/", {"answer": "no"}).url == "/book/safety/2/"
    assert fresh.client.get("/book/safety/7/").status_code == 404
    assert fresh.client.get("/book/safety/0/").status_code == 404
    assert not TriageRecord.objects.exists()


@pytest.mark.parametrize("typed", [{}, {"answer": ""}, {"answer": "perhaps"}])
def test_question_wants_one_of_three_answers(typed: dict[str, str], fresh: Walk) -> None:
    page = fresh.client.post("/book/safety/1/", typed)
    assert page.status_code == 200
    assert "Answer yes, no or not sure." in page.content.decode()
    assert "safety" not in fresh.client.session


def test_going_back_keeps_answers_and_another_one_counts(walk: Walk) -> None:
    page = walk.client.get("/book/safety/4/").content.decode()
    assert 'value="no" required' in page or "checked" in page
    assert "Safety questions 4 of 6" in page
    walk.client.post("/book/safety/4/", {"answer": "yes"})
    assert walk.client.get("/book/tfesi/").url.startswith("/book/safety/1/")
    walk.client.post("/book/safety/5/", {"answer": "no"})
    assert walk.client.post("/book/safety/6/", {"answer": "no"}).url == "/book/today/"


def test_every_booking_asks_anew(walk: Walk) -> None:
    visit = walk.book(START)
    record = TriageRecord.objects.get(appointment=visit)
    assert record.outcome == "clear"
    assert walk.client.get("/book/tfesi/").url.startswith("/book/safety/1/")
    assert "checked" not in walk.client.get("/book/safety/1/").content.decode()


def test_beginning_again_asks_anew(walk: Walk) -> None:
    assert walk.client.post("/", {"need": "consultation"}).url == "/book/safety/1/"
    assert walk.client.get("/book/").url.startswith("/book/safety/1/")


def test_old_answers_do_not_last(walk: Walk, clock: Clock) -> None:
    clock.now += timedelta(hours=4, minutes=1)
    assert walk.client.get("/book/tfesi/").url.startswith("/book/safety/1/")


def test_with_an_order_the_questions_come_too_and_name_the_patient(
    fresh: Walk, order: Order
) -> None:
    assert fresh.client.post("/", OLENA_OPENS | {"code": order.code}).url == "/book/safety/1/"
    assert fresh.client.get("/book/tfesi/").url.startswith("/book/safety/1/")
    stopped(fresh, "emergency", "new_weakness")
    assert ClinicAlert.objects.get().triage.patient == order.patient


def test_question_added_meanwhile_is_asked_before_anything_is_decided(fresh: Walk) -> None:
    fresh.client.post("/book/safety/1/", {"answer": "no"})
    SafetyQuestion.objects.create(code="new", text="And this?", tier="emergency", position=0)
    for number in range(1, 7):
        answer = fresh.client.post(f"/book/safety/{number}/", {"answer": "no"})
    assert answer.url == "/book/safety/7/"
    assert fresh.client.post("/book/safety/7/", {"answer": "no"}).url == "/book/"


def test_nothing_is_booked_while_there_are_no_questions(fresh: Walk) -> None:
    SafetyQuestion.objects.all().delete()
    page = fresh.client.get("/book/safety/1/")
    assert page.status_code == 503
    assert "Please call us to book" in page.content.decode()
    assert fresh.client.get("/book/tfesi/").url.startswith("/book/safety/1/")


def test_titles_and_addresses_tell_no_answer(fresh: Walk) -> None:
    page = fresh.client.get("/book/safety/1/").content.decode()
    assert "<title>Safety questions, 1 of 6" in page
    answer = fresh.client.post("/book/safety/1/", {"answer": "no"})
    assert answer.url == "/book/safety/2/"
    assert "no-store" in answer["Cache-Control"]


def test_answers_stay_while_reading(walk: Walk) -> None:
    before = dict(walk.client.session)
    for path in ("/book/safety/1/", "/book/emergency/", "/book/today/", "/book/"):
        walk.client.get(path)
    assert dict(walk.client.session) == before
    assert TriageRecord.objects.filter(answered_at=timezone.now()).count() == 1
