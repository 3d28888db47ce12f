"""Who may open which page for staff."""

import pytest
from django.test import Client

from clinics.models import ClinicMembership
from people.models import Role, User
from tests.web.conftest import PRACTICE, SignIn
from tests.world import World

EXPORT = "/staff/calendars/export.ics?scope=clinic&from=2026-11-01&to=2026-11-30"
PAGES = [
    "/staff/day/",
    "/staff/board/",
    "/staff/board/?view=all",
    "/staff/calendars/",
    "/staff/alerts/",
    EXPORT,
]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", Role)
def test_page_opens_for_those_who_treat_and_organise(
    role: Role, page: str, signed_in: SignIn
) -> None:
    response = signed_in(role).get(page)

    assert response.status_code == (200 if role in PRACTICE else 403)
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("page", PAGES)
def test_anonymous_is_sent_to_sign_in_and_back(page: str, staffed: World, client: Client) -> None:
    response = client.get(page)

    assert response.status_code == 302
    assert response["Location"].startswith("/staff/?next=/staff/")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_can_be_written_here(method: str, page: str, signed_in: SignIn) -> None:
    assert getattr(signed_in(Role.MANAGER), method)(page).status_code == 405


@pytest.mark.parametrize("page", PAGES)
def test_account_that_is_switched_off_is_out_at_once(page: str, signed_in: SignIn) -> None:
    browser = signed_in(Role.RECEPTION)
    User.objects.filter(role=Role.RECEPTION).update(is_active=False)

    assert browser.get(page).status_code == 302


def test_wrong_role_is_told_kindly_and_shown_the_way(signed_in: SignIn) -> None:
    response = signed_in(Role.ADMIN).get("/staff/day/")

    assert b"signed in as administrator" in response.content
    assert b'href="/admin/"' in response.content


def test_member_of_no_clinic_is_told_whom_to_ask(signed_in: SignIn) -> None:
    browser = signed_in(Role.RECEPTION)
    ClinicMembership.objects.all().delete()

    response = browser.get("/staff/board/")

    assert response.status_code == 403
    assert b"Ask your manager" in response.content


@pytest.mark.parametrize(
    "query",
    [
        "?date=tomorrow",
        "?date=2026-02-30",
        "?date=2026-11-1",
        "?date=20261101",
        "?date=0001-01-01",
        "?date=9999-12-31",
        "?date=%00",
        "?date=" + "9" * 10_000,
    ],
)
@pytest.mark.parametrize("page", ["/staff/day/", "/staff/board/"])
def test_day_that_cannot_be_is_refused_in_words(page: str, query: str, signed_in: SignIn) -> None:
    response = signed_in(Role.RECEPTION).get(page + query)

    assert response.status_code == 400
    assert "Write year, month and day" in response.content.decode()


@pytest.mark.parametrize("asked", ["0", "x", "-1", "%00", "1e3", "9" * 40])
@pytest.mark.parametrize("page", ["/staff/day/", "/staff/board/"])
def test_unknown_practitioner_is_not_found(page: str, asked: str, signed_in: SignIn) -> None:
    assert signed_in(Role.RECEPTION).get(f"{page}?practitioner={asked}").status_code == 404


@pytest.mark.parametrize("page", ["/staff/day/", "/staff/board/"])
def test_practitioner_of_another_clinic_is_not_found(
    page: str, signed_in: SignIn, elsewhere: World
) -> None:
    foreign = elsewhere["Dr Amara Osei"].pk

    response = signed_in(Role.MANAGER).get(f"{page}?practitioner={foreign}&date=2026-11-26")

    assert response.status_code == 404
    assert b"Hannes" not in response.content
