"""Every page of the staff passes axe, at every width; a doctor and reception do their work."""

from pathlib import Path

import pytest
from icalendar import Calendar

from people.models import Role
from tests.browser.checks import problems
from tests.browser.conftest import Open
from tests.browser.staff_walks import STAFF_WALKS, dated, sign_in, staff_clinic, visiting_day

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("walk", STAFF_WALKS)
def test_every_page_of_the_staff_is_usable(walk: str, open_browser: Open) -> None:
    visitor = open_browser()
    staff_clinic(visitor.site.world)
    for stop in STAFF_WALKS[walk]:
        stop.way(visitor)
        visitor.page.locator("main").get_by_text(stop.words).first.wait_for()
        assert problems(visitor) == [], stop.name


@pytest.mark.parametrize(("width", "scripts"), [(1280, True), (390, False)])
def test_reception_finds_a_patient_and_takes_the_calendar(
    width: int, scripts: bool, open_browser: Open, tmp_path: Path
) -> None:
    visitor = open_browser(width=width, scripts=scripts)
    staff_clinic(visitor.site.world)
    page = visitor.page

    sign_in(visitor.open(dated("/staff/board/")), Role.RECEPTION)
    page.get_by_label("Find by name or reference").fill("ngozi")
    visitor.press("Find")
    assert page.locator(".list .person").all_inner_texts() == ["Ngozi Okoro"]

    page.get_by_role("link", name="Calendars").click()
    page.get_by_label("Whose calendar").select_option("Dr Amara Osei")
    page.get_by_label("Names and reference").check()
    page.get_by_label("First day").fill(visiting_day().isoformat())
    page.get_by_label("Last day").fill(visiting_day().isoformat())
    with page.expect_download() as download:
        page.get_by_role("button", name="Download .ics").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)

    events = Calendar.from_ical(file.read_bytes()).events
    assert {(str(each["summary"]), str(each["status"])) for each in events} == {
        ("Olena Bondar", "CONFIRMED"),
        ("Ngozi Okoro", "CONFIRMED"),
        ("Hannes Meier", "CANCELLED"),
    }
    assert visitor.troubles == []


def test_doctor_signs_in_sees_the_day_and_signs_out(open_browser: Open) -> None:
    visitor = open_browser(width=1280, scripts=False)
    staff_clinic(visitor.site.world)
    page = visitor.page

    sign_in(visitor.open(dated("/staff/day/")), Role.DOCTOR)
    assert page.locator(".later .person").all_inner_texts() == ["Olena Bondar", "Ngozi Okoro"]
    page.get_by_role("button", name="Sign out").click()

    assert page.locator("h1").inner_text() == "Staff sign-in"
    visitor.open(dated("/staff/day/"))
    assert page.locator("h1").inner_text() == "Staff sign-in"
