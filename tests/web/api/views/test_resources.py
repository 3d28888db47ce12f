"""GET practitioners/, resources/ and schedule/."""

from typing import Any

import pytest

from people.models import Role
from tests.web.api.conftest import Caller, booking, caller_as
from tests.world import World, build_clinic


def test_practitioners_with_what_they_can_do(world: World, reception: Caller):
    person = world["Dr Amara Osei"].practitioner
    person.speciality = "Pain medicine"
    person.save()
    found = {each["name"]: each for each in reception.get("practitioners/").json()["practitioners"]}
    assert found.keys() == {"Dr Amara Osei", "Dr Lena Vogt", "Dr Sofia Marchenko"}
    osei = found["Dr Amara Osei"]
    assert (osei["id"], osei["speciality"]) == (world["Dr Amara Osei"].pk, "Pain medicine")
    assert "spine_intervention" in osei["capabilities"]


def test_resources_in_use(world: World, reception: Caller):
    world["Bay 3"].is_active = False
    world["Bay 3"].save()
    found = reception.get("resources/").json()["resources"]
    names = {each["name"]: each["kind"] for each in found}
    assert names["Bay 1"] == "bay"
    assert "Bay 3" not in names


def test_each_clinic_has_its_own(world: World, reception: Caller):
    other = caller_as(build_clinic(slug="harbour"), Role.RECEPTION)
    for path, name in (("resources/", "resources"), ("practitioners/", "practitioners")):
        ours = {each["id"] for each in reception.get(path).json()[name]}
        theirs = {each["id"] for each in other.get(path).json()[name]}
        assert ours
        assert ours.isdisjoint(theirs)


@pytest.mark.parametrize("path", ["practitioners/", "resources/", "schedule/"])
def test_these_are_for_staff(world: World, path: str):
    assert Caller().get(path).status_code == 401


def test_the_schedule_is_one_local_day(reception: Caller):
    def at(start: str, **fields: Any) -> str:
        return reception.post("appointments/", booking(start, **fields)).json()["uid"]

    thursday = at("2026-11-26T09:00:00+02:00")
    at("2026-11-27T09:00:00+02:00", procedures=["consult_pain"])
    day = reception.get("schedule/", date="2026-11-26").json()
    assert (day["date"], day["time_zone"]) == ("2026-11-26", "Europe/Kyiv")
    assert [each["uid"] for each in day["appointments"]] == [thursday]
    visit = day["appointments"][0]
    assert visit["patient"]["full_name"] == "Olena Bondar"
    assert visit["phases"][0]["resources"]


def test_the_schedule_is_of_today_if_nothing_is_said(reception: Caller):
    assert reception.get("schedule/").json()["date"] == "2026-11-02"


@pytest.mark.parametrize("day", ["today", "2026-02-30", "0001-01-01", "9999-12-31", "2026-11"])
def test_a_bad_day(reception: Caller, day: str):
    assert reception.get("schedule/", date=day).status_code == 400


BAD_LISTS = ["from=x", "to=2026-11-01", "practitioner=x", "status=held", "status=nope", "limit=0",
             "limit=501", "from=2026-11-02&to=2027-02-11", "after=x",
             "after=00000000-0000-4000-8000-000000000000"]  # fmt: skip


@pytest.mark.parametrize("query", BAD_LISTS)
def test_a_bad_list(reception: Caller, query: str):
    assert reception.get(f"appointments/?{query}").status_code == 400
