"""The pages of the staff in Ukrainian: no English is left over but what the clinic calls things."""

import pytest
from django.http import HttpResponse
from django.test import Client

from intake.services.booking import book_appointment
from people.models import Role
from scheduling.models import Appointment
from tests.languages import english_in_page, say_in_ukrainian
from tests.web.conftest import DAY, SignIn
from tests.web.staff.alerts.test_views import alarm
from tests.world import NGOZI, NOW, World, at, request_for

# What the clinic of the tests calls its rooms and people.
ROOMS = {"Procedure", "Treatment", "Consulting", "Bay", "generator"}
PEOPLE = {"doctor", "reception", "Ngozi", "Okoro"}
PAGES = {
    Role.DOCTOR: [f"/staff/day/?date={DAY}", "/staff/requests/", "/staff/calendars/"],
    Role.RECEPTION: [
        f"/staff/board/?date={DAY}&view=list",
        f"/staff/board/?date={DAY}&view=all",
        f"/staff/day/?date={DAY}",
        "/staff/requests/",
        "/staff/calendars/",
        "/staff/alerts/",
        "/staff/board/?date=30.11",
        "/staff/calendars/export.ics?from=x",
    ],
}


def left_over(page: HttpResponse) -> list[str]:
    return [word for word in english_in_page(page) if word not in ROOMS | PEOPLE]


@pytest.fixture
def asked(busy_day: World) -> Appointment:
    """A day with visits, and a request that waits for an answer."""
    say_in_ukrainian(busy_day.clinic)
    alarm(busy_day, language="uk")
    return book_appointment(
        clinic=busy_day.clinic,
        codes=["caudal"],
        start=at(26, 14),
        request=request_for(NGOZI, screening={"anticoagulant": "yes"}),
        now=NOW,
    )


@pytest.mark.parametrize("role", PAGES)
def test_pages_of_a_day(asked: Appointment, signed_in: SignIn, role: Role) -> None:
    browser = signed_in(role)
    browser.cookies["django_language"] = "uk"
    for address in PAGES[role]:
        page = browser.get(address)
        assert '<html lang="uk">' in page.content.decode(), address
        assert left_over(page) == [], address


def test_declining_a_request(asked: Appointment, signed_in: SignIn) -> None:
    browser = signed_in(Role.DOCTOR)
    browser.cookies["django_language"] = "uk"
    address = f"/staff/requests/{asked.uid}/decline/"
    assert left_over(browser.get(address)) == []
    assert left_over(browser.post(address, {"reason": ""})) == []


def test_the_record_of_a_visit(asked: Appointment, signed_in: SignIn) -> None:
    browser = signed_in(Role.DOCTOR)
    browser.cookies["django_language"] = "uk"
    assert left_over(browser.get(f"/staff/visits/{asked.uid}/")) == []


def test_signing_in(asked: Appointment) -> None:
    browser = Client(headers={"Accept-Language": "uk"})
    assert left_over(browser.get("/staff/")) == []
    wrong = {"login": "nobody@clinic.example", "password": "wrong"}
    assert left_over(browser.post("/staff/", wrong)) == []
