"""GET slots/ and slots/days/."""

import itertools
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clinics.models import Resource
from tests.web.api.conftest import Caller, booking
from tests.world import World, add_resource, build_clinic


def test_slots_are_offers_with_the_clinics_offset(world: World, patient: Caller):
    day = {"from_": "2026-11-26", "to": "2026-11-26"}
    answer = patient.get("slots/", procedure="caudal", part="morning", **day).json()
    assert answer["slots"][0] == {
        "start": "2026-11-26T08:00:00+02:00",
        "procedure_at": "2026-11-26T08:15:00+02:00",
        "finish_at": "2026-11-26T09:00:00+02:00",
        "practitioner": {"id": world["Dr Amara Osei"].pk, "name": "Dr Amara Osei"},
    }
    assert answer["next"] is None


def test_slots_are_answered_without_caching_or_cookies(patient: Caller):
    response = patient.get("slots/", procedure="caudal")
    assert response.headers["Cache-Control"] == "no-store"
    assert not response.cookies


def test_slots_default_to_two_weeks_from_today(patient: Caller):
    slots = patient.get("slots/", procedure="caudal", part="evening", limit=500).json()["slots"]
    days = [each["start"][:10] for each in slots]
    assert (min(days), max(days)) == ("2026-11-02", "2026-11-16")


def test_patients_get_the_notice_and_staff_do_not(patient: Caller, reception: Caller):
    starts = [
        who.get("slots/", procedure="consult_pain").json()["slots"][0]["start"]
        for who in (patient, reception)
    ]
    assert starts == ["2026-11-02T11:00:00+02:00", "2026-11-02T09:10:00+02:00"]


def test_empty_parameters_are_as_if_absent(patient: Caller):
    asked = patient.get(
        "slots/", procedure="caudal", from_="", to="", part="", practitioner="", limit="", clinic=""
    )
    assert asked.json() == patient.get("slots/", procedure="caudal").json()


def test_pages_join_to_the_whole_without_gap_or_repetition(patient: Caller):
    window = {"procedure": "caudal", "from_": "2026-11-26", "to": "2026-11-27"}
    whole = patient.get("slots/", limit=500, **window).json()["slots"]
    pages, answer = [], patient.get("slots/", limit=7, **window).json()
    pages.append(answer["slots"])
    while answer["next"]:
        parts = urlsplit(answer["next"])
        answer = patient.get(f"{parts.path}?{parts.query}").json()
        pages.append(answer["slots"])
    assert list(itertools.chain(*pages)) == whole
    assert [len(page) for page in pages[:-1]] == [7] * (len(pages) - 1)


def test_next_is_null_when_the_page_ends_with_the_last_start(patient: Caller):
    window = {"procedure": "caudal", "from_": "2026-11-26", "to": "2026-11-26"}
    count = len(patient.get("slots/", limit=500, **window).json()["slots"])
    assert patient.get("slots/", limit=count, **window).json()["next"] is None
    assert patient.get("slots/", limit=count - 1, **window).json()["next"]


@pytest.mark.parametrize("plus", ["+", "%2B"])
def test_after_may_have_its_plus_sign_unescaped(patient: Caller, plus: str):
    path = f"slots/?procedure=caudal&to=2026-11-26&after=2026-11-26T09:00:00{plus}02:00"
    assert patient.get(path).json()["slots"][0]["start"] == "2026-11-26T09:10:00+02:00"


@pytest.mark.parametrize(
    ("part", "first", "last"),
    [("morning", "08:00", "11:50"), ("afternoon", "12:00", "16:50"), ("evening", "17:00", "17:20")],
)
def test_part_of_the_day(patient: Caller, part: str, first: str, last: str):
    day = {"from_": "2026-11-26", "to": "2026-11-26"}
    found = patient.get("slots/", procedure="consult_pain", part=part, **day).json()["slots"]
    assert [found[0]["start"][11:16], found[-1]["start"][11:16]] == [first, last]


def test_only_with_the_practitioner_asked_for(world: World, patient: Caller):
    vogt = world["Dr Lena Vogt"].pk
    found = patient.get("slots/", procedure="tfesi", practitioner=vogt).json()["slots"]
    assert {each["practitioner"]["id"] for each in found} == {vogt}


def test_a_practitioner_who_does_not_do_it_has_no_slots(world: World, patient: Caller):
    neurologist = world["Dr Sofia Marchenko"].pk
    assert patient.get("slots/", procedure="tfesi", practitioner=neurologist).json()["slots"] == []


def test_practitioner_is_null_when_the_visit_has_none(world: World, reception: Caller):
    add_resource(world, "nurse", "Nurse Iryna", ["preassessment"])
    found = reception.get("slots/", procedure="nurse_preassessment").json()["slots"]
    assert found[0]["practitioner"] is None


def test_a_combined_visit_takes_the_sum(patient: Caller):
    found = patient.get("slots/", procedure=["consult_pain", "medication_review"]).json()["slots"]
    first = found[0]
    length = datetime.fromisoformat(first["finish_at"]) - datetime.fromisoformat(first["start"])
    parts = [patient.get(f"procedures/{code}/").json()["total_minutes"]
             for code in ("consult_pain", "medication_review")]  # fmt: skip
    assert length == timedelta(minutes=sum(parts))


def test_what_is_not_booked_online_says_so_and_where_to_go(patient: Caller, reception: Caller):
    answer = patient.get("slots/", procedure="spinal_fusion").json()
    assert answer["slots"] == []
    assert answer["next"] is None
    assert "consultation" in answer["refused"]["reason"]
    assert "consult_neurosurgeon" in answer["refused"]["book_instead"]
    assert "refused" not in reception.get("slots/", procedure="spinal_fusion").json()


def test_procedures_that_exclude_each_other_are_refused_with_the_reason(patient: Caller):
    answer = patient.get("slots/", procedure=["tfesi", "ilesi"]).json()
    assert answer["slots"] == []
    assert answer["refused"]["reason"]


def test_days_lists_the_rest_of_the_month_with_the_number_of_starts(patient: Caller):
    days = patient.get("slots/days/", procedure="caudal", month="2026-11").json()["days"]
    free = {each["date"]: each["free"] for each in days}
    assert min(free) == "2026-11-02"
    assert max(free) == "2026-11-30"
    assert free["2026-11-28"] == 0  # a Saturday
    day = {"from_": "2026-11-26", "to": "2026-11-26"}
    slots = patient.get("slots/", procedure="caudal", limit=500, **day).json()["slots"]
    assert free["2026-11-26"] == len(slots) > 0


@pytest.mark.parametrize(("month", "count"), [("2026-12", 31), ("2027-02", 28), ("2026-10", 0)])
def test_days_of_other_months(patient: Caller, month: str, count: int):
    days = patient.get("slots/days/", procedure="caudal", month=month).json()["days"]
    assert len(days) == count


def test_days_default_to_this_month(patient: Caller):
    days = patient.get("slots/days/", procedure="caudal").json()["days"]
    assert days == patient.get("slots/days/", procedure="caudal", month="2026-11").json()["days"]


def test_offsets_follow_the_clocks(patient: Caller, world: World):
    world.clinic.horizon_days = 365
    world.clinic.save()
    window = {"procedure": "caudal", "from_": "2027-03-26", "to": "2027-03-29"}
    starts = [each["start"] for each in patient.get("slots/", limit=500, **window).json()["slots"]]
    assert starts[0] == "2027-03-26T08:00:00+02:00"  # Friday before the change
    assert starts[-1][10:] == "T17:00:00+03:00"  # Monday after it


def test_another_clinic_has_its_own_zone_and_resources(world: World, patient: Caller):
    build_clinic(slug="harbour", time_zone="America/St_Johns")
    found = patient.get("slots/", procedure="caudal", clinic="harbour", from_="2026-11-26")
    slot = found.json()["slots"][0]
    assert slot["start"] == "2026-11-26T08:00:00-03:30"
    assert Resource.objects.get(pk=slot["practitioner"]["id"]).clinic.slug == "harbour"


def test_staff_search_only_the_clinics_they_work_at(world: World, reception: Caller):
    build_clinic(slug="harbour", time_zone="America/St_Johns")
    assert reception.get("slots/", procedure="caudal", clinic="harbour").status_code == 404


def test_every_offer_can_be_held(patient: Caller):
    offers = patient.get("slots/", procedure="rfa_medial_branch", to="2026-11-03").json()["slots"]
    for offer in offers[:: len(offers) // 3]:
        body = {"procedures": ["rfa_medial_branch"], "start": offer["start"]}
        held = patient.post("holds/", body)
        assert held.status_code == 201
        token = held.json()["token"]
        patient.call("DELETE", f"holds/{held.json()['id']}/", X_Hold_Token=token)


QUERIES = 10


@pytest.mark.parametrize("codes", [["tfesi"], ["consult_pain", "medication_review"]])
def test_queries_are_few_and_do_not_grow_with_the_window(
    world: World, patient: Caller, reception: Caller, codes: list[str]
):
    for day in (24, 25, 26):
        reception.post("appointments/", booking(f"2026-11-{day}T09:00:00+02:00"))
    counts = set()
    for who, last in itertools.product((patient, reception), ("2026-11-02", "2027-02-05")):
        with CaptureQueriesContext(
            connection,
        ) as made:
            who.get("slots/", procedure=codes, to=last, limit=500)
        counts.add(len(made))
        assert len(made) <= QUERIES, [each["sql"] for each in made]
    assert len(counts) == 2, "the window must not matter, only the key"
