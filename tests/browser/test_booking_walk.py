"""A person books, on the phone and at the desk, with scripts and without."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from icalendar import Calendar

from scheduling.core.reference import normalise_reference
from scheduling.core.status import Status
from scheduling.models import Appointment
from tests.browser.checks import violations
from tests.browser.conftest import Open
from tests.browser.visitor import QUESTION, Visitor

pytestmark = pytest.mark.django_db(transaction=True)


def shown_reference(visitor: Visitor) -> str:
    return normalise_reference(visitor.page.locator(".ref").inner_text())


def test_calendar_file_and_links_say_nothing_clinical(open_browser: Open, tmp_path: Path) -> None:
    visitor = open_browser().booked()
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("link", name="Phone calendar").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    (event,) = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    visit = Appointment.objects.get(reference=shown_reference(visitor))
    assert event["summary"] == "Appointment, MedClinic"
    assert event.decoded("dtstart") == visit.during.lower
    assert event.decoded("dtend") == visit.during.upper
    google = visitor.page.get_by_role("link", name="Google").get_attribute("href")
    assert parse_qs(urlsplit(google).query)["text"] == ["Appointment, MedClinic"]
    everything = file.read_text() + str(google)
    assert not re.search("tfesi|inject|lumbar|Olena|Osei", everything, re.IGNORECASE)


def test_choosing_a_day_moves_the_focus_to_its_times(open_browser: Open) -> None:
    visitor = open_browser()
    page = visitor.order().page
    page.locator(".days a").nth(3).click()
    page.locator(".days li:nth-child(4) a[aria-current]").wait_for()
    page.locator("#times-title:focus").wait_for()
    assert page.locator("#status").inner_text().startswith("Times on ")
    assert "day=" in page.url
    page.go_back()
    page.locator(".days li:nth-child(1) a[aria-current]").wait_for()
    assert page.locator("h1").count() == 1
    assert visitor.troubles == []


def test_errors_are_focused_and_lead_to_the_field(open_browser: Open) -> None:
    visitor = open_browser(scripts=False)
    page = visitor.booking("/book/tfesi/").time().press("Continue").page
    assert page.title().startswith("Error: ")
    summary = page.locator(".errors")
    assert summary.locator(":focus").count() + page.locator(".errors:focus").count() == 1
    summary.get_by_role("link", name="Enter the full name").click()
    assert page.locator("#id_full_name:focus").count() == 1


def test_change_on_the_check_page_comes_back_to_it(open_browser: Open) -> None:
    visitor = open_browser()
    page = visitor.booking("/book/tfesi/").time().details().healthy().page
    page.get_by_role("link", name="Change contact").click()
    page.get_by_label("Email").fill("bondar@mail.example")
    visitor.press("Continue")
    assert page.locator("h1").inner_text() == "Check your answers"
    page.get_by_role("link", name="Change date and time").click()
    visitor.later()
    assert page.locator("h1").inner_text() == "Check your answers"
    assert page.get_by_text("Email to bondar@mail.example").count() == 1


def test_shortly_before_the_end_a_dialog_asks_and_its_button_keeps_the_time(
    open_browser: Open,
) -> None:
    visitor = open_browser()
    page = visitor.page
    page.clock.install()
    visitor.booking("/book/tfesi/").time()
    page.get_by_label("Full name").fill("Taras")
    page.clock.fast_forward("10:30")
    assert page.locator("#status").inner_text() == "We keep your time for 5 more minutes."
    assert not page.get_by_role("dialog").is_visible()
    page.clock.fast_forward("03:00")
    assert page.get_by_role("dialog", name="Do you need more time?").is_visible()
    assert violations(page) == []
    page.get_by_role("dialog").get_by_role("button", name="Keep longer").click()
    page.wait_for_load_state()
    assert page.get_by_label("Full name").input_value() == "Taras"
    assert not page.get_by_role("dialog").is_visible()
    assert visitor.troubles == []


def test_no_way_back_from_an_emergency_answer_to_a_time(open_browser: Open) -> None:
    visitor = open_browser()
    page = visitor.order().page
    held = visitor.time().page.url
    assert held.endswith("/book/health/")
    visitor.open("/book/safety/2/").answer("Not sure")
    emergency = page.url
    assert emergency.endswith("/book/emergency/")
    assert page.locator("main").get_by_role("link", name="Call 112").count() == 1
    page.go_back()
    if QUESTION.match(urlsplit(page.url).path):
        visitor.answer("No")
    assert page.url == emergency
    for path in ("/", "/book/", "/book/tfesi/", "/book/details/", "/book/check/"):
        assert visitor.open(path).page.url == emergency
    assert Appointment.objects.get().status == Status.EXPIRED
    assert visitor.troubles == []
