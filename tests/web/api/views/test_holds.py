"""POST holds/, PATCH and DELETE holds/{id}/."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from people.models import Role
from scheduling.core.status import Status
from scheduling.models import Allocation, Appointment
from tests.web.api.conftest import Caller, booking, caller_as
from tests.world import NOW, World

START = "2026-11-26T09:00:00+02:00"


@pytest.fixture
def held(patient: Caller) -> dict[str, Any]:
    response = patient.post("holds/", {"procedures": ["caudal"], "start": START})
    assert response.status_code == 201
    return response.json()


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch):
    def move(minutes: int) -> None:
        monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(minutes=minutes))

    return move


def test_a_hold_keeps_the_time_and_says_how_long(held: dict[str, Any]):
    assert held.pop("id")
    assert len(held.pop("token")) == 43
    assert held == {
        "expires_at": "2026-11-02T09:15:00+02:00",
        "start": START,
        "procedure_at": "2026-11-26T09:15:00+02:00",
        "finish_at": "2026-11-26T10:00:00+02:00",
    }


def test_the_start_of_a_hold_may_be_written_in_any_offset(patient: Caller):
    body = {"procedures": ["caudal"], "start": "2026-11-26T07:00:00Z"}
    assert patient.post("holds/", body).json()["start"] == START


def test_a_held_time_is_gone_for_others(world: World, patient: Caller, held: dict[str, Any]):
    bays = [each.pk for each in world.resources.values() if each.kind == "bay"]
    assert Allocation.objects.filter(released_at=None, resource__in=bays).exists()
    body = {"procedures": ["caudal"], "start": START}
    answers = [patient.post("holds/", body) for _ in range(3)]
    assert [each.status_code for each in answers] == [201, 409, 409]


def test_the_loser_gets_the_three_nearest_times(patient: Caller):
    body = {"procedures": ["consult_pain"], "start": START}
    assert patient.post("holds/", body).status_code == 201  # the only consulting room
    problem = patient.post("holds/", body).json()
    assert problem["type"] == "urn:baywise:problem:slot-taken"
    window = {"from_": "2026-11-25", "to": "2026-11-27"}
    free = patient.get("slots/", procedure="consult_pain", limit=500, **window).json()["slots"]
    wished = datetime.fromisoformat(START)
    free.sort(key=lambda each: abs(datetime.fromisoformat(each["start"]) - wished))
    assert problem["nearest"] == sorted(free[:3], key=lambda each: each["start"])


def test_a_hold_outside_of_hours_offers_the_nearest(patient: Caller):
    body = {"procedures": ["caudal"], "start": "2026-11-28T09:00:00+02:00"}
    problem = patient.post("holds/", body)
    assert problem.status_code == 409
    assert len(problem.json()["nearest"]) == 3


def test_short_notice_names_the_rule(patient: Caller):
    body = {"procedures": ["caudal"], "start": "2026-11-02T10:00:00+02:00"}
    problem = patient.post("holds/", body)
    assert problem.status_code == 409
    assert problem.json()["rules"] == ["notice"]


def test_operations_are_refused_with_the_way_to_a_consultation(patient: Caller):
    problem = patient.post("holds/", {"procedures": ["spinal_fusion"], "start": START})
    assert problem.status_code == 409
    assert "consult_neurosurgeon" in problem.json()["book_instead"]


@pytest.mark.parametrize("way", ["body", "header"])
def test_extending_keeps_the_time_for_another_full_span(
    patient: Caller, held: dict[str, Any], later: Any, way: str
):
    later(10)
    path, token = f"holds/{held['id']}/", held["token"]
    if way == "body":
        response = patient.call("PATCH", path, {"token": token})
    else:
        response = patient.call("PATCH", path, X_Hold_Token=token)
    assert response.status_code == 200
    assert response.json() == {
        **{name: value for name, value in held.items() if name != "token"},
        "expires_at": "2026-11-02T09:25:00+02:00",
    }


def test_releasing_frees_the_time_at_once_and_may_be_repeated(
    patient: Caller, held: dict[str, Any]
):
    path, token = f"holds/{held['id']}/", held["token"]
    by_header = patient.call("DELETE", path, X_Hold_Token=token)
    by_body = patient.call("DELETE", path, {"token": token})
    for response in (by_header, by_body):
        assert (response.status_code, response.content) == (204, b"")
    assert not Allocation.objects.filter(released_at=None).exists()


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
@pytest.mark.parametrize("token", ["", "wrong", "é", "x" * 5000])
def test_without_its_secret_a_hold_does_not_exist(
    patient: Caller, held: dict[str, Any], method: str, token: str
):
    foreign = patient.call(method, f"holds/{held['id']}/", X_Hold_Token=token)
    unknown = patient.call(method, f"holds/{uuid4()}/", X_Hold_Token=token)
    assert foreign.status_code == unknown.status_code == 404
    assert foreign.json() == unknown.json()


def test_an_expired_hold_is_gone(patient: Caller, held: dict[str, Any], later: Any):
    later(15)
    extended = patient.call("PATCH", f"holds/{held['id']}/", {"token": held["token"]})
    ref = {"id": held["id"], "token": held["token"]}
    booked = patient.post("appointments/", booking(None, procedures=None, hold=ref))
    assert [extended.status_code, booked.status_code] == [410, 410]
    assert booked.json()["type"] == "urn:baywise:problem:hold-expired"


def test_an_expired_hold_is_free_for_the_next(patient: Caller, later: Any):
    body = {"procedures": ["consult_pain"], "start": START}
    assert patient.post("holds/", body).status_code == 201
    later(16)
    assert patient.post("holds/", body).status_code == 201


def test_a_hold_becomes_the_booking(patient: Caller, held: dict[str, Any]):
    ref = {"id": held["id"], "token": held["token"]}
    response = patient.post("appointments/", booking(None, procedures=None, hold=ref))
    assert response.status_code == 201
    assert response.json()["uid"] == held["id"]
    assert response.json()["start"] == held["start"]
    assert Appointment.objects.get().status == Status.REQUESTED


def test_a_hold_can_be_booked_once(patient: Caller, held: dict[str, Any]):
    body = booking(None, procedures=None, hold={"id": held["id"], "token": held["token"]})
    assert patient.post("appointments/", body).status_code == 201
    again = patient.post("appointments/", body)
    extended = patient.call("PATCH", f"holds/{held['id']}/", {"token": held["token"]})
    assert [again.status_code, extended.status_code] == [409, 409]
    assert again.json()["type"] == "urn:baywise:problem:not-possible"


def test_another_persons_hold_cannot_be_booked(patient: Caller, held: dict[str, Any]):
    for ref in ({"id": held["id"], "token": "wrong"}, {"id": str(uuid4()), "token": held["token"]}):
        response = patient.post("appointments/", booking(None, procedures=None, hold=ref))
        assert response.status_code == 404


@pytest.mark.parametrize(
    ("role", "status"),
    [("doctor", 201), ("reception", 201), ("manager", 201), ("nurse", 403), ("admin", 403)],
)
def test_who_of_the_staff_holds_times(world: World, role: str, status: int):
    caller = caller_as(world, Role(role))
    body = {"procedures": ["caudal"], "start": "2026-11-02T09:30:00+02:00"}
    assert caller.post("holds/", body).status_code == status
