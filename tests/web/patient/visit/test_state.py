"""What the page of a visit says of a request, and of the answer to it."""

from datetime import timedelta

import pytest
from django.test import Client

from intake.services.booking import book_appointment
from intake.services.booking_requests import (
    accept_request,
    decline_request,
    expire_unanswered_requests,
)
from people.models import Role
from scheduling.core.booking_requests import DeclineReason
from scheduling.models import Appointment
from scheduling.services.links import manage_token
from tests.web.patient.conftest import Clock
from tests.world import NOW, World, at, request_for, staff


@pytest.fixture
def asked(world: World) -> Appointment:
    return book_appointment(
        clinic=world.clinic, codes=["tfesi"], start=at(26, 9), request=request_for(), now=NOW
    )


def page_of(visit: Appointment) -> str:
    """Return what whoever has the link reads."""
    browser = Client()
    browser.get(f"/visit/{manage_token(visit)}/")
    return " ".join(browser.get("/visit/").content.decode().split())


def decline(world: World, visit: Appointment, reason: DeclineReason) -> None:
    decline_request(
        clinic=world.clinic,
        uid=visit.uid,
        revision=visit.revision,
        by=staff(world, Role.DOCTOR, "amara@medclinic.example"),
        now=NOW,
        reason=reason,
        note="severe stenosis",
    )


def test_a_request_says_until_when_we_answer(asked: Appointment) -> None:
    page = page_of(asked)
    assert "Requested, not booked yet" in page
    assert "We answer by Tuesday 3 November, 9:00: we write to you, or call." in page


def test_an_accepted_request_is_a_booking(world: World, asked: Appointment) -> None:
    accept_request(
        clinic=world.clinic,
        uid=asked.uid,
        revision=1,
        by=staff(world, Role.DOCTOR, "amara@medclinic.example"),
        now=NOW,
    )
    page = page_of(asked)
    assert "Your visit is booked" in page
    assert "We answer by" not in page


@pytest.mark.parametrize(
    ("reason", "said", "ways"),
    [
        ("consultation", "would like to see you first", ["/book/?need=consultation"]),
        ("other_time", "your visit cannot be at this time", ["/"]),
        ("call", "would like to talk with you first", []),
        ("not_here", "we cannot do this here", []),
        ("other", "we cannot book this time for you", ["/"]),
    ],
)
def test_a_declined_request_says_what_to_do(
    world: World, asked: Appointment, reason: str, said: str, ways: list[str]
) -> None:
    decline(world, asked, DeclineReason(reason))
    page = page_of(asked)
    assert "<title>Your request was not booked" in page
    assert said in page
    assert 'href="tel:+380440001234"' in page
    assert [way for way in ("/book/?need=consultation",) if f'href="{way}"' in page] == [
        way for way in ways if way != "/"
    ]
    assert ("Choose another time" in page) == (ways == ["/"])
    assert "stenosis" not in page
    assert "Add it to your calendar" not in page


def test_an_unanswered_request_says_sorry(asked: Appointment, clock: Clock) -> None:
    clock.now = NOW + timedelta(days=1)
    assert expire_unanswered_requests(now=clock.now) == 1
    page = page_of(asked)
    assert "<title>Your request has ended" in page
    assert "we did not answer your request in time" in page
    assert 'href="tel:+380440001234"' in page
    assert "Choose another time" in page


def test_what_has_ended_cannot_be_cancelled(world: World, asked: Appointment) -> None:
    decline(world, asked, DeclineReason.CALL)
    browser = Client()
    browser.get(f"/visit/{manage_token(asked)}/")
    assert browser.get("/visit/cancel/").url == "/visit/"
