"""The second step of signing in."""

import time
from urllib.parse import quote

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client

from people.models import Role, User
from tests.web.conftest import SignIn
from tests.world import PASSWORD, World

SECONDS_PER_CODE = 30


@pytest.fixture
def secret(staffed: World) -> str:
    """Give the doctor an authenticator."""
    made = generate_totp_secret()
    TOTP.activate(User.objects.get(role=Role.DOCTOR), made)
    return made


def password_given(client: Client) -> None:
    response = client.post("/staff/", {"login": "doctor@clinic.example", "password": PASSWORD})
    assert response["Location"] == "/staff/account/two-steps/authenticate/"


def test_password_alone_lets_nobody_in(secret: str, client: Client) -> None:
    password_given(client)

    assert client.get("/staff/day/").status_code == 302
    page = client.get("/staff/account/two-steps/authenticate/").content.decode()
    assert 'class="bar"' in page
    assert '<label for="id_code">' in page


def test_code_opens_the_day(secret: str, client: Client) -> None:
    password_given(client)
    code = format_hotp_value(hotp_value(secret, int(time.time()) // SECONDS_PER_CODE))

    response = client.post("/staff/account/two-steps/authenticate/", {"code": code})

    assert response["Location"] == "/staff/day/"
    assert client.get("/staff/day/").status_code == 200


@pytest.mark.parametrize("code", ["", "000000", "x", "\x00", "9" * 10_000])
def test_wrong_code_stays_outside(code: str, secret: str, client: Client) -> None:
    password_given(client)

    response = client.post("/staff/account/two-steps/authenticate/", {"code": code})

    assert response.status_code == 200
    assert b'class="error"' in response.content
    assert client.get("/staff/day/").status_code == 302


def test_one_turns_it_on_after_the_password_again(staffed: World, client: Client) -> None:
    client.post("/staff/", {"login": "doctor@clinic.example", "password": PASSWORD})

    assert b"/two-steps/" in client.get("/staff/day/").content
    activate = "/staff/account/two-steps/totp/activate/"
    again = f"/staff/account/password/?next={quote(activate, safe='')}"
    assert client.get(activate)["Location"] == again
    client.post("/staff/account/password/", {"password": PASSWORD, "next": activate})

    page = client.get(activate).content.decode()

    assert "data:image/svg+xml" in page
    assert not Authenticator.objects.exists()


def test_every_role_finds_it(signed_in: SignIn) -> None:
    for role in Role:
        assert signed_in(role).get("/staff/account/two-steps/").status_code == 200
