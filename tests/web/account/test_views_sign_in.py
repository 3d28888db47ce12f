"""Signing in and out, with e-mail and password."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, reverse

from people.models import Role, User
from tests.web.conftest import SignIn
from tests.world import PASSWORD, World

WRONG = "do not belong together"


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: str) -> HttpResponse:
    return client.post("/staff/", {"login": email, "password": password, **more})


@pytest.mark.parametrize(
    ("role", "home"),
    [
        (Role.DOCTOR, "/staff/day/"),
        (Role.NURSE, "/staff/board/"),
        (Role.RECEPTION, "/staff/board/"),
        (Role.MANAGER, "/staff/board/"),
        (Role.ADMIN, "/admin/"),
    ],
)
def test_everybody_begins_where_their_work_is(
    role: Role, home: str, staffed: World, client: Client
) -> None:
    response = sign_in(client, f"{role.value}@clinic.example")

    assert (response.status_code, response["Location"]) == (302, home)
    assert client.get("/staff/")["Location"] == home


def test_address_may_be_typed_in_capitals(staffed: World, client: Client) -> None:
    assert sign_in(client, " Doctor@Clinic.EXAMPLE ").status_code == 302


def test_one_returns_to_the_page_one_wanted(staffed: World, client: Client) -> None:
    page = client.get("/staff/?next=/staff/calendars/")
    assert b'name="next" value="/staff/calendars/"' in page.content

    response = sign_in(client, "doctor@clinic.example", next="/staff/calendars/")

    assert response["Location"] == "/staff/calendars/"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"]
)
def test_nobody_is_sent_to_a_foreign_site(elsewhere: str, staffed: World, client: Client) -> None:
    response = sign_in(client, "doctor@clinic.example", next=elsewhere)

    assert response["Location"] == "/staff/day/"


@pytest.mark.parametrize("email", ["doctor@clinic.example", "nobody@clinic.example"])
def test_wrong_password_says_the_same_whoever_it_is(
    email: str, staffed: World, client: Client
) -> None:
    response = sign_in(client, email, "guessed")

    assert response.status_code == 200
    assert WRONG in response.content.decode()
    assert b"guessed" not in response.content


@pytest.mark.parametrize(
    ("email", "password", "words"),
    [
        ("", PASSWORD, "Enter your e-mail address."),
        ("doctor@clinic.example", "", "Enter your password."),
        ("doctor", PASSWORD, "Enter a whole e-mail address"),
        ("x" * 10_000 + "@clinic.example", PASSWORD, "There is a problem"),
        ("doc\x00tor@clinic.example", PASSWORD, "There is a problem"),
        ("👩@clinic.example", PASSWORD, "There is a problem"),
        ("doctor@clinic.example", "\x00", "There is a problem"),
        ("doctor@clinic.example", "💊" * 5_000, WRONG),
    ],
)
def test_what_is_wrong_is_said_at_the_top(
    email: str, password: str, words: str, staffed: World, client: Client
) -> None:
    response = sign_in(client, email, password)

    assert response.status_code == 200
    assert words in response.content.decode()
    assert b'role="alert"' in response.content


def test_ten_failures_lock_this_person_here_and_nobody_else(staffed: World, client: Client) -> None:
    for _ in range(9):
        assert sign_in(client, "doctor@clinic.example", "guessed").status_code == 200

    locked = sign_in(client, "doctor@clinic.example", "guessed")

    assert locked.status_code == 429
    assert b"Too many tries" in locked.content
    assert sign_in(client, "doctor@clinic.example").status_code == 429
    assert sign_in(client, "nurse@clinic.example").status_code == 302
    away = Client(REMOTE_ADDR="203.0.113.9")
    assert sign_in(away, "doctor@clinic.example").status_code == 302


def test_account_that_is_switched_off_cannot_sign_in(staffed: World, client: Client) -> None:
    User.objects.update(is_active=False)

    sign_in(client, "doctor@clinic.example")

    assert "_auth_user_id" not in client.session


def test_sign_out_ends_the_session_and_is_no_link(signed_in: SignIn) -> None:
    browser = signed_in(Role.DOCTOR)

    assert browser.get("/staff/sign-out/").status_code == 405
    assert "_auth_user_id" in browser.session
    assert browser.post("/staff/sign-out/")["Location"] == "/staff/"
    assert "_auth_user_id" not in browser.session


@pytest.mark.parametrize("name", ["account_signup", "account_reset_password", "account_email"])
def test_there_is_no_way_to_make_or_take_over_an_account(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_page_is_never_kept(staffed: World, client: Client) -> None:
    assert "no-store" in client.get("/staff/")["Cache-Control"]


def test_page_stands_before_any_clinic_does(db: None, client: Client) -> None:
    assert client.get("/staff/").status_code == 200
