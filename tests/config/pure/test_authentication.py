import pytest
from django.test import RequestFactory

from config.authentication import LockoutBackend, client_address, lockout_username


@pytest.mark.parametrize(
    ("trusted", "forwarded", "expected"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "1.1.1.1, 203.0.113.9", "203.0.113.9"),
        (2, "1.1.1.1, 203.0.113.9, 198.51.100.7", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),
        (1, "", "192.0.2.1"),
    ],
    ids=["no proxy", "one", "forged in front of one", "two", "too few hops", "header missing"],
)
def test_client_address_believes_our_own_proxies_only(settings, trusted, forwarded, expected):
    settings.TRUSTED_PROXIES = trusted
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == expected


@pytest.mark.parametrize("field", ["email", "username", "login"])
def test_lockout_counts_one_address_however_it_is_sent(field):
    request = RequestFactory().post("/staff/", {})
    assert lockout_username(request, {field: " Doctor@Clinic.example "}) == "doctor@clinic.example"


def test_lockout_reads_the_form_when_there_are_no_credentials():
    request = RequestFactory().post("/staff/", {"login": "Doctor@Clinic.example"})
    assert lockout_username(request, None) == "doctor@clinic.example"


def test_a_sign_in_without_a_request_is_not_stopped():
    assert LockoutBackend().authenticate(None, username="a", password="b") is None
