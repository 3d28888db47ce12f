"""Who calls, how often, and what every answer has in common."""

import logging

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client, override_settings

from people.models import ApiToken, Role
from people.services.api_tokens import revoke_api_token
from tests.web.api.conftest import Caller, booking, caller_as
from tests.world import NOW, World
from web.api.views import slots
from web.errors import ErrorInfo, describe

BAD_HEADERS = ["Bearer", "Bearer ", "Bearer nope", "Bearer a b", "nope", "Token nope", "Basic eDp5",
               "Bearer " + "x" * 5000, "Bearer é", "Bearer \x00", ""]  # fmt: skip


@pytest.mark.parametrize("header", BAD_HEADERS)
@pytest.mark.parametrize("path", ["procedures/", "appointments/", "nowhere/"])
def test_whoever_means_to_sign_in_is_not_served_as_somebody_else(
    patient: Caller, header: str, path: str
):
    response = patient.call("GET", path, Authorization=header)
    if path == "nowhere/":
        assert response.status_code == 404
        return
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == 'Bearer realm="api"'
    assert response.json()["status"] == 401


def test_a_revoked_key_opens_nothing(reception: Caller):
    assert reception.get("appointments/").status_code == 200
    revoke_api_token(token=ApiToken.objects.get(), now=NOW)
    assert reception.get("appointments/").status_code == 401


def test_a_key_ends_with_the_account(reception: Caller):
    user = ApiToken.objects.get().user
    user.is_active = False
    user.save()
    assert reception.get("appointments/").status_code == 401


def test_the_scheme_may_be_written_in_any_case(reception: Caller):
    token = reception.token
    assert Caller(headers={"Authorization": f"bearer {token}"}).get("resources/").status_code == 200


def test_a_signed_in_browser_is_a_patient_here(world: World):
    """Cookies open nothing: no page can use a colleague's session against the API."""
    caller_as(world, Role.MANAGER)
    browser = Client()
    browser.force_login(ApiToken.objects.get().user)
    assert browser.get("/api/v1/appointments/").status_code == 401


def test_a_member_of_no_clinic_has_nothing_to_see(world: World, reception: Caller):
    world.clinic.memberships.all().delete()
    for path in ("appointments/", "resources/", "schedule/", "slots/?procedure=caudal"):
        assert reception.get(path).status_code == 404


# --- How often ----------------------------------------------------------------------------------
@pytest.fixture
def slow():
    """Allow three searches and two bookings a day, counted in a corner of the cache of our own."""
    location = settings.CACHES["default"]["LOCATION"].rpartition("/")[0] + "/9"
    caches = {"default": {**settings.CACHES["default"], "LOCATION": location}}
    rates = {"search": "3/day", "booking": "2/day"}
    framework = {**settings.REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": rates}
    with override_settings(CACHES=caches, REST_FRAMEWORK=framework):
        yield


def test_patients_are_slowed_down_and_told_for_how_long(world: World, slow: None):
    caller = Caller(address="198.51.100.21")
    answers = [caller.get("procedures/caudal/") for _ in range(4)]
    assert [each.status_code for each in answers] == [200, 200, 200, 429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 86400
    assert answers[-1].json()["title"] == "Too Many Requests"
    assert Caller(address="198.51.100.22").get("procedures/caudal/").status_code == 200


def test_bookings_have_a_limit_of_their_own(world: World, slow: None):
    caller = Caller(address="198.51.100.31")
    caller.get("slots/", procedure="caudal")
    answers = [caller.post("appointments/", {}).status_code for _ in range(3)]
    assert answers == [400, 400, 429]
    assert caller.get("slots/", procedure="caudal").status_code == 200


def test_an_ipv6_subscriber_is_one_caller(world: World, slow: None):
    answers = [
        Caller(address=f"2001:db8:1:2::{number:x}").get("procedures/caudal/").status_code
        for number in range(1, 5)
    ]
    assert answers == [200, 200, 200, 429]
    assert Caller(address="2001:db8:1:3::1").get("procedures/caudal/").status_code == 200


def test_staff_are_never_slowed_down(reception: Caller, slow: None):
    for _ in range(5):
        assert reception.get("procedures/caudal/").status_code == 200
        assert reception.post("appointments/", {}).status_code == 400


def test_without_a_cache_patients_still_book(world: World):
    broken = {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}
    with override_settings(CACHES={"default": broken}):
        caller = Caller()
        assert caller.get("slots/", procedure="caudal").status_code == 200
        assert caller.post("appointments/", booking()).status_code == 201


# --- Every answer -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "path",
    ["/api/", "/api/v1/", "/api/v2/slots/", "/api/v1/nope/", "/api/v1/holds/x/", "/api/v1/%00/"],
)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE", "OPTIONS"])
def test_an_unknown_address_is_a_problem_document(patient: Caller, path: str, method: str):
    response = patient.call(method, path)
    assert response.status_code == 404
    assert response.headers["Content-Type"] == "application/problem+json"


def test_a_forgotten_slash_is_put_back_with_method_and_query(patient: Caller):
    response = patient.get("/api/v1/slots?procedure=caudal&limit=3")
    assert response.status_code == 308
    assert response.headers["Location"] == "/api/v1/slots/?procedure=caudal&limit=3"
    assert patient.post("/api/v1/holds", {}).status_code == 308


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "slots/"), ("DELETE", "procedures/"), ("GET", "holds/"), ("PUT", "appointments/"),
     ("OPTIONS", "slots/"), ("PATCH", "schedule/")],
)  # fmt: skip
def test_a_wrong_method(reception: Caller, method: str, path: str):
    response = reception.call(method, path)
    assert response.status_code == 405
    assert response.headers["Allow"]
    assert response.json()["title"] == "Method Not Allowed"


@pytest.mark.parametrize("accept", ["text/html", "application/problem+json", "image/png", "x"])
def test_json_is_answered_whatever_is_accepted(patient: Caller, accept: str):
    response = patient.call("GET", "procedures/caudal/", Accept=accept)
    assert response.headers["Content-Type"] == "application/json"


def test_errors_are_in_english_for_every_browser(patient: Caller):
    asked = {"Accept-Language": "uk"}
    ukrainian = Caller(headers=asked).get("slots/", procedure="caudal", limit=0).json()
    assert ukrainian == patient.get("slots/", procedure="caudal", limit=0).json()


def test_a_fault_of_ours_tells_nothing_of_itself(
    patient: Caller, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("secret of the inside")

    monkeypatch.setattr(slots, "available_slots", fail)
    with caplog.at_level(logging.ERROR):
        response = Client().get("/api/v1/slots/?procedure=caudal")
    assert response.status_code == 500
    assert response.json() == {
        "type": "urn:baywise:problem:internal-error",
        "title": "Something went wrong on our side",
        "status": 500,
    }
    assert "API call failed" in caplog.text


def test_a_database_away_is_said_with_a_time_to_come_back(
    patient: Caller, monkeypatch: pytest.MonkeyPatch
):
    def fail(*args: object, **kwargs: object) -> None:
        raise OperationalError("connection to 10.0.0.7 refused")

    monkeypatch.setattr(slots, "available_slots", fail)
    response = Client().get("/api/v1/slots/?procedure=caudal")
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"
    assert b"10.0.0.7" not in response.content


def test_errors_nobody_expected_are_described_without_their_text():
    info = describe(ValueError("secret"))
    assert info == ErrorInfo(500, "Something went wrong on our side", slug="internal-error")
