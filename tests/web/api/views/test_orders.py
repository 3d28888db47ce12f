"""POST orders/ and GET orders/{code}/."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import timezone

from people.models import AccessLog, Patient, Role
from scheduling.models import Order
from tests.web.api.conftest import NGOZI_TYPED, OLENA_TYPED, Caller, booking, caller_as
from tests.world import World, build_clinic

ORDER: dict[str, Any] = {
    "patient": OLENA_TYPED,
    "procedure": "tfesi",
    "side": "left",
    "level": "L5",
    "valid_until": "2026-12-31",
}


def test_a_doctor_signs_and_reads_an_order(doctor: Caller):
    response = doctor.post("orders/", ORDER)
    assert response.status_code == 201
    order = response.json()
    assert order["patient"]["full_name"] == "Olena Bondar"
    assert (order["procedure"], order["side"], order["levels"]) == ("tfesi", "left", ["L5"])
    assert (order["signed_by"], order["signed_at"]) == (
        "Dr Amara Osei", "2026-11-02T09:00:00+02:00",
    )  # fmt: skip
    assert (order["times_allowed"], order["is_revoked"]) == (1, False)
    assert doctor.get(f"orders/{order['code']}/").json() == order
    assert AccessLog.objects.get().what == "api order"


def test_a_code_may_be_typed_in_any_way(doctor: Caller):
    code = doctor.post("orders/", ORDER).json()["code"]
    assert doctor.get(f"orders/{code.lower().replace('-', '')}/").json()["code"] == code


def test_an_order_opens_for_its_patient_alone(doctor: Caller, patient: Caller):
    code = doctor.post("orders/", ORDER).json()["code"]
    body = booking(procedures=["tfesi"], order_code=code)
    assert patient.post("appointments/", {**body, "patient": NGOZI_TYPED}).status_code == 400
    other_side = patient.post("appointments/", {**body, "side": "right"})
    assert other_side.json()["errors"][0]["field"] == "side"
    assert patient.post("appointments/", body).status_code == 201


BAD = {
    "no side": {"side": None},
    "no level": {"level": None},
    "a level of nowhere": {"level": "L9"},
    "a level that is none": {"level": "knee"},
    "three levels": {"level": ["L3", "L4", "L5"]},
    "over already": {"valid_until": "2026-11-01"},
    "no day": {"valid_until": "soon"},
    "zero times": {"times_allowed": 0},
    "31 times": {"times_allowed": 31},
    "born tomorrow": {"patient": {**OLENA_TYPED, "date_of_birth": "2026-11-03"}},
    "two sides": {"side": ["left", "right"]},
    "procedure as a list": {"procedure": ["tfesi"]},
}


@pytest.mark.parametrize("change", BAD.values(), ids=BAD)
def test_a_bad_order_leaves_nothing_behind(doctor: Caller, change: dict[str, Any]):
    assert doctor.post("orders/", {**ORDER, **change}).status_code == 400
    assert not Order.objects.exists()
    assert not Patient.objects.exists()


def test_an_order_for_what_is_left_of_the_evening(world: World, monkeypatch: pytest.MonkeyPatch):
    """West of Greenwich it is tomorrow in UTC already."""
    harbour = build_clinic(slug="harbour", time_zone="America/St_Johns")
    doctor = caller_as(harbour, Role.DOCTOR)
    person = harbour["Dr Amara Osei"].practitioner
    person.user_id = harbour.clinic.memberships.get().user_id
    person.save()
    evening = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)  # 22:30 on the 2nd
    monkeypatch.setattr(timezone, "now", lambda: evening)
    assert doctor.post("orders/", {**ORDER, "valid_until": "2026-11-02"}).status_code == 400
    assert doctor.post("orders/", {**ORDER, "valid_until": "2026-11-03"}).status_code == 201


def test_an_order_for_an_unknown_procedure(doctor: Caller):
    assert doctor.post("orders/", {**ORDER, "procedure": "nope"}).status_code == 404


@pytest.mark.parametrize("code", ["MC4-K7T-9D", "nope", "%00", "x" * 500])
def test_an_unknown_code(doctor: Caller, code: str):
    assert doctor.get(f"orders/{code}/").status_code == 404


@pytest.mark.parametrize(
    ("role", "status"),
    [(None, 401), ("nurse", 403), ("reception", 403), ("manager", 403), ("admin", 403)],
)
def test_orders_are_for_doctors(world: World, doctor: Caller, role: str | None, status: int):
    code = doctor.post("orders/", ORDER).json()["code"]
    caller = caller_as(world, Role(role), "colleague") if role else Caller()
    assert caller.get(f"orders/{code}/").status_code == status
    assert caller.post("orders/", ORDER).status_code == status


def test_a_doctor_without_a_profile_cannot_sign(world: World):
    response = caller_as(world, Role.DOCTOR, "locum").post("orders/", ORDER)
    assert response.status_code == 403
    assert not Patient.objects.exists()


def test_orders_of_another_clinic_do_not_exist(doctor: Caller):
    code = doctor.post("orders/", ORDER).json()["code"]
    other = caller_as(build_clinic(slug="harbour"), Role.DOCTOR)
    assert other.get(f"orders/{code}/").status_code == 404
