"""The doctor's day list as a page."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from people.models import Patient, Practitioner, Role
from scheduling.models import Appointment
from tests.web.conftest import DAY, SignIn, book
from tests.world import HANNES, NGOZI, World, at


def test_doctor_sees_the_own_day(busy_day: World, signed_in: SignIn) -> None:
    page = signed_in(Role.DOCTOR).get(f"/staff/day/?date={DAY}").content.decode()

    visit = Appointment.objects.get(patient__full_name="Olena Bondar")
    for words in (
        "Thursday 26 November",
        "Olena Bondar",
        "09:15",
        "Transforaminal epidural steroid injection",
        visit.allocations.get(resource__kind="room").resource.name,
        "No doctor&#x27;s order",
        "Booked",
    ):
        assert words in page, words
    assert "Ngozi" not in page
    assert visit.uid.hex not in page


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.NURSE, Role.MANAGER])
def test_colleagues_choose_whose_day(role: Role, busy_day: World, signed_in: SignIn) -> None:
    browser = signed_in(role)
    vogt = busy_day["Dr Lena Vogt"].pk

    page = browser.get(f"/staff/day/?date={DAY}&practitioner={vogt}").content.decode()

    assert "Ngozi Okoro" in page
    assert "Olena" not in page
    assert f'<option value="{vogt}" selected>' in page


def test_today_is_the_clinics(signed_in: SignIn, staffed: World) -> None:
    before = timezone.now()
    page = signed_in(Role.DOCTOR).get("/staff/day/").content.decode()
    days = {
        f"{moment.astimezone(staffed.clinic.zone):%A %-d %B}" for moment in (before, timezone.now())
    }

    assert any(f"<h1>{day}</h1>" in page for day in days)
    assert 'aria-current="date"' in page


def test_neighbouring_days_are_links_that_keep_the_doctor(
    staffed: World, signed_in: SignIn
) -> None:
    vogt = staffed["Dr Lena Vogt"].pk

    page = signed_in(Role.NURSE).get(f"/staff/day/?practitioner={vogt}&date=2026-12-31")

    for day in ("2026-12-30", "2027-01-01"):
        assert f"?practitioner={vogt}&amp;date={day}" in page.content.decode()


def test_empty_day_says_so(staffed: World, signed_in: SignIn) -> None:
    page = signed_in(Role.DOCTOR).get(f"/staff/day/?date={DAY}").content.decode()

    assert "No visits on this day." in page


def test_doctor_without_a_calendar_is_told_whom_to_ask(staffed: World, signed_in: SignIn) -> None:
    Practitioner.objects.update(user=None)

    page = signed_in(Role.DOCTOR).get("/staff/day/").content.decode()

    assert "You have no calendar at this clinic yet." in page


def test_names_are_text_and_nothing_else(busy_day: World, signed_in: SignIn) -> None:
    Patient.objects.filter(full_name="Olena Bondar").update(full_name="<b>O</b>' \"{{ 7 }} 👩‍⚕️")

    page = signed_in(Role.DOCTOR).get(f"/staff/day/?date={DAY}").content.decode()

    assert "&lt;b&gt;O&lt;/b&gt;&#x27; &quot;{{ 7 }} 👩‍⚕️" in page


def test_stranger_sees_nobody(busy_day: World, stranger: Client) -> None:
    page = stranger.get(f"/staff/day/?date={DAY}").content.decode()

    assert "Elsewhere" in page
    for name in ("Olena", "Ngozi"):
        assert name not in page


def test_queries_do_not_grow_with_the_visits(staffed: World, signed_in: SignIn) -> None:
    browser = signed_in(Role.DOCTOR)

    def cost() -> int:
        with CaptureQueriesContext(connection) as counted:
            assert browser.get(f"/staff/day/?date={DAY}").status_code == 200
        return len(counted)

    book(staffed, start=at(26, 9))
    one = cost()
    book(staffed, start=at(26, 11), who=NGOZI)
    book(staffed, "consult_pain", at(26, 14), who=HANNES)

    # session, user, clinic, own calendar; visits with four relations; hours, extra, closed, away;
    # requests that wait, alerts, clinics of one's own, the look written down
    assert cost() == one == 17
