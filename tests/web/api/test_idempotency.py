"""Idempotency-Key: the same request sent twice is answered once."""

import pytest

from people.models import Role
from scheduling.models import Appointment, IdempotencyKey
from tests.web.api.conftest import NGOZI_TYPED, Caller, booking, caller_as
from tests.world import World

KEY = {"Idempotency_Key": "f1c5b3d2-7d1e-4f0a-9f59-0d6f4f6f6a01"}


def test_the_same_key_gives_the_same_answer(patient: Caller):
    first = patient.post("appointments/", booking(), **KEY)
    again = patient.post("appointments/", booking(), **KEY)
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert Appointment.objects.count() == 1


def test_a_held_time_is_booked_once_however_often_it_is_sent(patient: Caller):
    held = patient.post(
        "holds/", {"procedures": ["caudal"], "start": "2026-11-26T09:00:00+02:00"}
    ).json()
    ref = {"id": held["id"], "token": held["token"]}
    body = booking(None, procedures=None, hold=ref)
    answers = [patient.post("appointments/", body, **KEY) for _ in range(3)]
    assert [each.status_code for each in answers] == [201] * 3
    assert all(each.json() == answers[0].json() for each in answers)


def test_members_in_another_order_are_the_same_request(patient: Caller):
    body = booking()
    first = patient.post("appointments/", body, **KEY)
    again = patient.post("appointments/", dict(reversed(body.items())), **KEY)
    assert first.json() == again.json()


def test_the_same_key_with_another_body_is_refused(patient: Caller):
    patient.post("appointments/", booking(), **KEY)
    other = patient.post("appointments/", booking(patient=NGOZI_TYPED), **KEY)
    assert other.status_code == 409
    assert other.json()["type"] == "urn:baywise:problem:key-reused"
    assert Appointment.objects.count() == 1


def test_without_a_key_every_request_is_its_own(patient: Caller):
    first = patient.post("appointments/", booking())
    again = patient.post("appointments/", booking())
    assert [first.status_code, again.status_code] == [201, 409]


def test_a_failed_request_uses_no_key_up(patient: Caller):
    bad = booking("2026-11-29T09:00:00+02:00")
    assert patient.post("appointments/", bad, **KEY).status_code == 409
    assert not IdempotencyKey.objects.exists()
    assert patient.post("appointments/", booking(), **KEY).status_code == 201


def test_callers_do_not_share_keys(world: World, patient: Caller, reception: Caller):
    neighbour = Caller(address="198.51.100.7")
    colleague = caller_as(world, Role.MANAGER)
    starts = [f"2026-11-{day}T09:00:00+02:00" for day in (24, 25, 26, 27)]
    uids = set()
    for caller, start in zip((patient, neighbour, reception, colleague), starts, strict=True):
        typed = {**NGOZI_TYPED, "full_name": f"Ngozi Okoro {start[8:10]}"}
        answer = caller.post("appointments/", booking(start, patient=typed), **KEY)
        assert answer.status_code == 201
        uids.add(answer.json()["uid"])
    assert len(uids) == 4


def test_what_is_stored_has_no_link_and_no_person(patient: Caller):
    answer = patient.post("appointments/", booking(), **KEY).json()
    stored = IdempotencyKey.objects.get()
    assert "manage_url" not in stored.answer
    assert {**stored.answer, "manage_url": answer["manage_url"]} == answer
    kept = str(stored.answer) + stored.caller
    assert "Olena" not in kept
    assert "192.0.2.1" not in kept


@pytest.mark.parametrize("key", ["", "   ", "x" * 256, "a\x01b", "a\tb", "a\x7fb", "a\x85b"])
def test_a_bad_key_is_refused(patient: Caller, key: str):
    response = patient.post("appointments/", booking(), Idempotency_Key=key)
    assert response.status_code == 400
    assert response.json()["errors"][0]["field"] == "Idempotency-Key"
    assert not Appointment.objects.exists()


@pytest.mark.parametrize("key", ["x" * 255, "é", "a key with spaces"])
def test_an_odd_but_plain_key_is_taken(patient: Caller, key: str):
    assert patient.post("appointments/", booking(), Idempotency_Key=key).status_code == 201
