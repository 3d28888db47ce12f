"""Every item of the catalogue is bookable, or honestly refused, according to its online policy."""

import json

import pytest

from procedures.models import Need, ProcedureType
from tests.web.api.conftest import NGOZI_TYPED, OLENA_TYPED, Caller
from tests.world import CATALOGUE, World, add_resource

POLICIES = {
    entry["code"]: entry["online_policy"]
    for entry in json.loads(CATALOGUE.read_text())["procedures"]
}
# What a patient without an order gets: the status of the answer and of the visit.
EXPECTED = {
    "open": (201, "booked"),
    "order_or_review": (201, "requested"),
    "order_only": (409, None),
    "staff": (409, None),
}


@pytest.fixture
def equipped(world: World) -> World:
    """Give the clinic whoever and whatever its catalogue asks for."""
    has = [(each.kind, set(each.capabilities)) for each in world.resources.values()]
    for number, need in enumerate(Need.objects.all()):
        wanted = set(need.capabilities)
        if sum(kind == need.kind and wanted <= skills for kind, skills in has) < need.quantity:
            add_resource(world, need.kind, f"{need.kind} {number}", need.capabilities)
            has.append((need.kind, wanted))
    return world


def test_the_catalogue_is_whole():
    assert len(POLICIES) == 31


@pytest.mark.parametrize("code", POLICIES)
def test_online_policy(equipped: World, patient: Caller, reception: Caller, code: str):
    found = reception.get("slots/", procedure=code, from_="2026-11-25", limit=2).json()["slots"]
    first, second = (each["start"] for each in found)
    offered = patient.get("slots/", procedure=code, from_="2026-11-25", limit=1).json()
    status, visit = EXPECTED[POLICIES[code]]

    body = {"procedures": [code], "start": first, "patient": OLENA_TYPED}
    answer = patient.post("appointments/", body)
    assert answer.status_code == status
    assert answer.json().get("status" if visit else "none") == visit
    if status == 409:
        assert "consult_pain" in answer.json()["book_instead"]
    assert bool(offered["slots"]) == (POLICIES[code] != "staff")
    assert patient.get(f"procedures/{code}/").json()["bookable_online"] == bool(offered["slots"])

    by_staff = {"procedures": [code], "start": second, "patient": NGOZI_TYPED}
    booked = reception.post("appointments/", by_staff)
    if booked.status_code == 409:  # the patient's visit took the only room
        third = booked.json()["nearest"][-1]["start"]
        booked = reception.post("appointments/", {**by_staff, "start": third})
    assert (booked.status_code, booked.json()["status"]) == (201, "booked")
    missing = "missing_order" in booked.json()["flags"]
    assert missing == (POLICIES[code] != "open")


@pytest.mark.parametrize("code", [code for code, policy in POLICIES.items() if policy == "staff"])
def test_what_only_staff_book_cannot_be_held(world: World, patient: Caller, code: str):
    body = {"procedures": [code], "start": "2026-11-26T09:00:00+02:00"}
    assert patient.post("holds/", body).status_code == 409


def test_the_nine_are_requested_without_an_order(world: World):
    nine = ProcedureType.objects.filter(category="minimally_invasive").exclude(
        code="medial_branch_block"
    )
    assert nine.count() == 9
    assert {each.online_policy for each in nine} == {"order_or_review"}
