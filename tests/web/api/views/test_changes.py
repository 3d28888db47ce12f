"""POST appointments/{uid}/reschedule/ and cancel/."""

from typing import Any
from uuid import uuid4

import pytest

from people.models import Role
from scheduling.models import Allocation, Appointment, AppointmentEvent
from tests.web.api.conftest import NGOZI_TYPED, Caller, booking, caller_as
from tests.world import World

LATER = "2026-11-27T11:00:00+02:00"


@pytest.fixture
def booked(reception: Caller) -> dict[str, Any]:
    return reception.post("appointments/", booking(procedures=["consult_pain"])).json()


def test_moving_takes_the_new_time_and_frees_the_old(reception: Caller, booked: dict[str, Any]):
    path = f"appointments/{booked['uid']}/reschedule/"
    response = reception.post(path, {"start": LATER, "revision": 1})
    assert response.status_code == 200
    moved = response.json()
    assert (moved["start"], moved["revision"], moved["uid"]) == (LATER, 2, booked["uid"])
    assert {each["start"][:10] for each in moved["phases"]} == {"2026-11-27"}
    assert moved == reception.get(f"appointments/{booked['uid']}/").json()
    other = booking(procedures=["consult_pain"], patient=NGOZI_TYPED)
    assert reception.post("appointments/", other).status_code == 201


def test_moving_to_a_practitioner(world: World, reception: Caller, booked: dict[str, Any]):
    vogt = world["Dr Lena Vogt"].pk
    body = {"start": LATER, "revision": 1, "practitioner": vogt}
    moved = reception.post(f"appointments/{booked['uid']}/reschedule/", body).json()
    assert moved["practitioner"]["id"] == vogt


def test_a_taken_time_leaves_the_visit_where_it_was(reception: Caller, booked: dict[str, Any]):
    other = booking(LATER, procedures=["consult_pain"], patient=NGOZI_TYPED)
    reception.post("appointments/", other)
    path = f"appointments/{booked['uid']}/reschedule/"
    lost = reception.post(path, {"start": LATER, "revision": 1})
    assert lost.status_code == 409
    assert len(lost.json()["nearest"]) == 3
    now = reception.get(f"appointments/{booked['uid']}/").json()
    assert (now["start"], now["revision"]) == (booked["start"], 1)


def test_cancelling_frees_everything_and_keeps_the_visit(reception: Caller, booked: dict[str, Any]):
    path = f"appointments/{booked['uid']}/cancel/"
    answer = reception.post(path, {"reason": "The patient is ill", "revision": 1}).json()
    assert (answer["status"], answer["revision"]) == ("cancelled", 2)
    assert not Allocation.objects.filter(released_at=None).exists()
    visit = Appointment.objects.get()
    assert visit.cancel_reason == "The patient is ill"
    assert AppointmentEvent.objects.filter(what="cancelled", by__role="reception").exists()


@pytest.mark.parametrize("step", ["reschedule", "cancel"])
def test_a_stale_revision_is_refused_with_the_present_one(
    reception: Caller, booked: dict[str, Any], step: str
):
    path = f"appointments/{booked['uid']}/"
    reception.post(f"{path}reschedule/", {"start": LATER, "revision": 1})
    stale = reception.post(f"{path}{step}/", {"start": booked["start"], "revision": 1})
    assert stale.status_code == 409
    assert stale.json()["type"] == "urn:baywise:problem:stale-revision"
    assert stale.json()["revision"] == 2


@pytest.mark.parametrize("step", ["reschedule", "cancel"])
def test_what_is_over_cannot_be_changed(reception: Caller, booked: dict[str, Any], step: str):
    path = f"appointments/{booked['uid']}/"
    reception.post(f"{path}cancel/", {"revision": 1})
    again = reception.post(f"{path}{step}/", {"start": LATER, "revision": 2})
    assert again.status_code == 409
    assert again.json()["type"] == "urn:baywise:problem:not-possible"


BAD = {
    "no revision": {"start": LATER},
    "revision 0": {"start": LATER, "revision": 0},
    "huge revision": {"start": LATER, "revision": 10**30},
    "revision as a list": {"start": LATER, "revision": [1]},
    "reason with NUL": {"start": "x", "revision": 1, "reason": "\0"},
    "long reason": {"start": "x", "revision": 1, "reason": "x" * 201},
    "reason as a list": {"start": "x", "revision": 1, "reason": ["ill"]},
}


@pytest.mark.parametrize("step", ["reschedule", "cancel"])
@pytest.mark.parametrize("body", BAD.values(), ids=BAD)
def test_bad_changes(reception: Caller, booked: dict[str, Any], step: str, body: dict[str, Any]):
    assert reception.post(f"appointments/{booked['uid']}/{step}/", body).status_code == 400
    assert Appointment.objects.get().revision == 1


@pytest.mark.parametrize("step", ["reschedule", "cancel"])
@pytest.mark.parametrize(
    ("role", "status"),
    [(None, 401), ("doctor", 200), ("manager", 200), ("nurse", 403), ("admin", 403)],
)
def test_who_changes_visits(
    world: World, booked: dict[str, Any], step: str, role: str | None, status: int
):
    caller = caller_as(world, Role(role), "colleague") if role else Caller()
    body = {"start": LATER, "revision": 1}
    response = caller.post(f"appointments/{booked['uid']}/{step}/", body)
    assert response.status_code == status


def test_an_unknown_visit(reception: Caller):
    for step in ("reschedule", "cancel"):
        path = f"appointments/{uuid4()}/{step}/"
        assert reception.post(path, {"start": LATER, "revision": 1}).status_code == 404


def test_a_held_time_is_not_changed_by_staff(patient: Caller, reception: Caller):
    held = patient.post("holds/", {"procedures": ["caudal"], "start": LATER}).json()
    path = f"appointments/{held['id']}/cancel/"
    assert reception.post(path, {"revision": 1}).status_code == 404
