"""Staff of several clinics work at one at a time, and see nothing of another."""

import re
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from clinics.models import ClinicMembership
from intake.models import ClinicAlert
from intake.services.booking import book_appointment
from intake.services.triage import record_triage
from people.models import Role, User
from tests.web.conftest import DAY, PRACTICE, SignIn
from tests.world import NGOZI, NOW, World, at, request_for
from web.staff.access import home_of

SWITCH = "/staff/clinic/"
NAMES = ("Olena", "Ngozi", "Bondar", "Okoro")
PAGES = [
    f"/staff/board/?date={DAY}",
    f"/staff/board/?date={DAY}&view=all",
    f"/staff/day/?date={DAY}",
    "/staff/requests/",
    "/staff/alerts/",
    "/staff/calendars/",
    f"/staff/calendars/export.ics?scope=clinic&from={DAY}&to={DAY}&detail=full",
]


@pytest.fixture
def two(busy_day: World, elsewhere: World) -> World:
    """Return the second clinic, in Lisbon, at which manager and doctor work as well."""
    for role in (Role.MANAGER, Role.DOCTOR):
        ClinicMembership.objects.create(
            clinic=elsewhere.clinic, user=User.objects.get(email=f"{role.value}@clinic.example")
        )
    book_appointment(  # a request: the first clinic's inbox is not empty
        clinic=busy_day.clinic,
        codes=["tfesi"],
        start=at(26, 13),
        request=request_for(NGOZI),
        now=NOW,
    )
    record_triage(clinic=busy_day.clinic, answers={"new_weakness": "yes"}, now=NOW)
    return elsewhere


def go_to(browser: Client, world: World) -> None:
    assert browser.post(SWITCH, {"clinic": world.clinic.slug}).status_code == 302


def said(answer: HttpResponse) -> str:
    main: str = answer.content.decode().split("<main")[1]
    return main


def test_switch_leads_to_the_start_page_of_the_other_clinic(two: World, signed_in: SignIn) -> None:
    browser = signed_in(Role.MANAGER)
    page = browser.get(PAGES[0]).content.decode()
    assert "Olena Bondar" in page
    assert re.search(r'<option value="elsewhere">\s*Elsewhere</option>', page)
    assert browser.post(SWITCH, {"clinic": "elsewhere"}).url == "/staff/board/"
    page = browser.get(PAGES[0]).content.decode()
    assert re.search(r'<option value="elsewhere" selected>\s*Elsewhere</option>', page)
    assert "Hannes Meier" in page
    assert "<b>10:00</b>" in page  # noon in Kyiv
    browser.post(SWITCH, {"clinic": "medclinic"})
    assert "Olena Bondar" in browser.get(PAGES[0]).content.decode()
    assert signed_in(Role.DOCTOR).post(SWITCH, {"clinic": "elsewhere"}).url == "/staff/day/"


@pytest.mark.parametrize("role", [Role.MANAGER, Role.DOCTOR])
@pytest.mark.parametrize("path", PAGES)
def test_pages_of_one_clinic_tell_nothing_of_the_other(
    path: str, role: Role, two: World, busy_day: World, signed_in: SignIn
) -> None:
    browser = signed_in(role)
    assert "Hannes" not in browser.get(path).content.decode()
    go_to(browser, two)
    page = browser.get(path).content.decode()
    assert not [name for name in NAMES if name in page]
    assert "Alerts (" not in page
    assert "Requests (" not in page
    assert "urgent answer" not in page


def test_nothing_of_the_other_clinic_can_be_asked_for_or_changed(
    two: World, busy_day: World, signed_in: SignIn
) -> None:
    browser = signed_in(Role.DOCTOR)
    go_to(browser, two)
    osei = busy_day["Dr Amara Osei"].pk
    request = busy_day.clinic.appointments.get(status="requested")
    alert = ClinicAlert.objects.get()
    answer = {"revision": request.revision, "reason": "call"}
    for path in (
        f"/staff/day/?practitioner={osei}",
        f"/staff/board/?practitioner={osei}",
        f"/staff/calendars/?scope=practitioner:{osei}",
        f"/staff/calendars/export.ics?scope=practitioner:{osei}&from={DAY}&to={DAY}",
    ):
        assert browser.get(path).status_code == 404, path
    for path in (
        f"/staff/requests/{request.uid}/accept/",
        f"/staff/requests/{request.uid}/decline/",
        f"/staff/alerts/{alert.uid}/acknowledge/",
    ):
        assert browser.post(path, answer).status_code == 404, path
    request.refresh_from_db()
    alert.refresh_from_db()
    assert (request.status, alert.acknowledged_at) == ("requested", None)


@pytest.mark.parametrize("role", PRACTICE)
def test_nobody_goes_where_they_do_not_work(
    role: Role, elsewhere: World, signed_in: SignIn
) -> None:
    browser = signed_in(role)
    assert "bar__clinic" not in browser.get("/staff/alerts/").content.decode()
    foreign = browser.post(SWITCH, {"clinic": "elsewhere"})
    unknown = browser.post(SWITCH, {"clinic": "nowhere"})
    assert (foreign.status_code, unknown.status_code) == (404, 404)
    assert said(foreign) == said(unknown)
    assert browser.post(SWITCH, {"clinic": "\x00"}).status_code == 404
    assert browser.post(SWITCH).status_code == 404
    assert f'href="{home_of(User.objects.get(email=f"{role.value}@clinic.example"))}"' in said(
        unknown
    )
    assert "Hannes" not in browser.get(PAGES[0]).content.decode()


def test_switch_is_a_button_for_staff_only(staffed: World, signed_in: SignIn) -> None:
    assert signed_in(Role.MANAGER).get(SWITCH).status_code == 405
    assert signed_in(Role.ADMIN).post(SWITCH, {"clinic": "medclinic"}).status_code == 403
    assert Client().post(SWITCH, {"clinic": "medclinic"}).url.startswith("/staff/?next=")


def test_who_no_longer_works_there_is_back_at_once(two: World, signed_in: SignIn) -> None:
    browser = signed_in(Role.MANAGER)
    go_to(browser, two)
    ClinicMembership.objects.filter(clinic=two.clinic, user__role=Role.MANAGER).delete()
    page = browser.get(PAGES[0]).content.decode()
    assert "Hannes" not in page
    assert "Olena Bondar" in page


def test_choice_ends_with_the_session(two: World, signed_in: SignIn) -> None:
    browser = signed_in(Role.MANAGER)
    go_to(browser, two)
    browser.post("/staff/sign-out/")
    browser.force_login(
        User.objects.get(email="manager@clinic.example"),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    assert "Olena Bondar" in browser.get(PAGES[0]).content.decode()


def test_today_is_the_clinic_s_own(
    two: World, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    midnight = at(25, 22) + timedelta(hours=2, minutes=30)  # half past ten in the evening in Lisbon
    monkeypatch.setattr(timezone, "now", lambda: midnight)
    browser = signed_in(Role.MANAGER)
    assert "Thursday 26 November" in browser.get("/staff/board/").content.decode()
    go_to(browser, two)
    assert "Wednesday 25 November" in browser.get("/staff/board/").content.decode()
