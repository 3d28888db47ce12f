"""POST and GET appointments/, GET appointments/{uid}/."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from intake.models import ScreeningAnswers
from people.models import AccessLog, Patient, Role
from scheduling.models import Appointment
from scheduling.selectors.links import open_link
from tests.web.api.conftest import NGOZI_TYPED, OLENA_TYPED, Caller, booking, caller_as
from tests.world import World, build_clinic


def test_a_booking_says_what_is_used_when(world: World, patient: Caller):
    response = patient.post("appointments/", booking(procedures=["rfa_medial_branch"]))
    assert response.status_code == 201
    answer = response.json()
    assert (answer["status"], answer["revision"]) == ("requested", 1)
    assert answer["procedures"] == ["rfa_medial_branch"]
    assert answer["start"] == "2026-11-26T09:00:00+02:00"
    phases = {each["kind"]: each for each in answer["phases"]}
    assert list(phases) == ["preparation", "procedure", "observation"]
    assert phases["procedure"]["start"] == answer["procedure_at"] == phases["preparation"]["end"]
    assert phases["observation"]["end"] == answer["finish_at"]
    kinds = {name: sorted(each["kind"] for each in phase["resources"])
             for name, phase in phases.items()}  # fmt: skip
    assert kinds == {
        "preparation": ["bay"],
        "procedure": ["equipment", "practitioner", "room"],
        "observation": ["bay"],
    }
    names = {each["id"]: each["name"] for each in phases["procedure"]["resources"]}
    assert all(world[name].pk == id_ for id_, name in names.items())


def test_the_manage_link_opens_the_visit(patient: Caller):
    answer = patient.post("appointments/", booking()).json()
    prefix = f"{settings.SITE_URL}/visit/"
    assert answer["manage_url"].startswith(prefix)
    token = answer["manage_url"].removeprefix(prefix).strip("/")
    assert str(open_link(token, now=timezone.now()).uid) == answer["uid"]


def test_the_answer_to_a_patient_tells_nothing_about_people(patient: Caller):
    response = patient.post("appointments/", booking())
    assert b"Bondar" not in response.content
    assert "flags" not in response.json()


def test_the_patient_is_kept_as_typed_with_a_full_phone_number(patient: Caller):
    patient.post("appointments/", booking())
    kept = Patient.objects.get()
    assert (kept.full_name, kept.phone, kept.language) == ("Olena Bondar", "+380500004712", "uk")


def test_staff_book_at_once_and_see_what_is_missing(reception: Caller):
    answer = reception.post("appointments/", booking(procedures=["tfesi"])).json()
    assert answer["status"] == "booked"
    assert set(answer["flags"]) == {"missing_order", "screening_open", "side_missing"}
    visit = Appointment.objects.get()
    assert (visit.source, visit.created_by.role) == ("api", "reception")


def test_staff_may_book_somebody_without_phone_or_email(reception: Caller, patient: Caller):
    body = booking(patient={"full_name": "Ngozi Okoro", "date_of_birth": "1960-05-02"})
    assert patient.post("appointments/", body).status_code == 400
    assert reception.post("appointments/", body).status_code == 201


@pytest.mark.parametrize(
    ("role", "status"),
    [("doctor", 201), ("reception", 201), ("manager", 201), ("nurse", 403), ("admin", 403)],
)
def test_who_of_the_staff_books(world: World, role: str, status: int):
    assert caller_as(world, Role(role)).post("appointments/", booking()).status_code == status


def test_an_order_confirms_at_once_and_brings_side_and_level(doctor: Caller, patient: Caller):
    order = {
        "patient": OLENA_TYPED,
        "procedure": "tfesi",
        "side": "left",
        "level": ["L4", "L5"],
        "valid_until": "2027-01-31",
    }
    code = doctor.post("orders/", order).json()["code"]
    typed = code.lower().replace("-", " ")
    body = booking(procedures=["tfesi"], order_code=typed, screening=clear(patient, "tfesi"))
    answer = patient.post("appointments/", body).json()
    assert answer["status"] == "booked"
    assert answer["treatments"][0]["side"] == "left"
    assert answer["treatments"][0]["levels"] == ["L4", "L5"]
    used_up = patient.post("appointments/", {**body, "start": "2026-12-17T09:00:00+02:00"})
    assert used_up.status_code == 400
    assert used_up.json()["errors"][0]["field"] == "order_code"


def clear(caller: Caller, code: str) -> dict[str, str]:
    questions = caller.get(f"procedures/{code}/").json()["screening"]
    return {each["question"]: "no" for each in questions}


@pytest.mark.parametrize(
    ("effect", "status", "becomes"),
    [(None, 201, "booked"), ("hold", 201, "requested"), ("stop", 409, None)],
)
def test_screening_answers_decide(
    patient: Caller, effect: str | None, status: int, becomes: str | None
):
    questions = patient.get("procedures/medication_review/").json()["screening"]
    answers = {
        each["question"]: "unsure" if each["effect"] == effect else "no" for each in questions
    }
    assert effect is None or "unsure" in answers.values()
    body = booking(procedures=["medication_review"], screening=answers)
    response = patient.post("appointments/", body)
    assert (response.status_code, response.json().get("status", None)) == (status, becomes or 409)
    kept = ScreeningAnswers.objects.values_list("answers", flat=True)
    assert list(kept) == ([answers] if status == 201 else [])


@pytest.mark.parametrize(
    ("side", "level", "expected"),
    [
        ("left", "L5", [("left", ["L5"]), ("", [])]),
        (["right"], [["L4", "L5"]], [("right", ["L4", "L5"]), ("", [])]),
        (["bilateral", ""], ["L5", ""], [("bilateral", ["L5"]), ("", [])]),
        (None, None, [("", []), ("", [])]),
    ],
)
def test_side_and_level_go_to_the_procedures_that_take_them(
    reception: Caller, side: Any, level: Any, expected: Any
):
    codes = ["medial_branch_block", "caudal"]
    body = booking(procedures=codes, side=side, level=level)
    response = reception.post("appointments/", body)
    treatments = response.json()["treatments"]
    assert [(each["side"], each["levels"]) for each in treatments] == expected


def test_the_loser_of_a_time_gets_the_nearest(patient: Caller):
    body = booking(procedures=["consult_pain"])
    assert patient.post("appointments/", body).status_code == 201
    lost = patient.post("appointments/", {**body, "patient": NGOZI_TYPED})
    assert lost.status_code == 409
    assert len(lost.json()["nearest"]) == 3
    assert Patient.objects.count() == 1, "nothing half is left behind"


def test_one_patient_is_not_in_two_visits_at_once(patient: Caller):
    assert patient.post("appointments/", booking()).status_code == 201
    again = patient.post("appointments/", booking("2026-11-26T09:20:00+02:00", procedures=["tpi"]))
    assert again.status_code == 409
    assert again.json()["type"] == "urn:baywise:problem:patient-busy"
    assert len(again.json()["nearest"]) == 3


def test_wrong_dates_of_birth_for_a_code_run_out(patient: Caller, doctor: Caller):
    order = {"patient": OLENA_TYPED, "procedure": "caudal", "valid_until": "2027-01-31"}
    code = doctor.post("orders/", order).json()["code"]
    stranger = booking(patient=NGOZI_TYPED, order_code=code)
    answers = [patient.post("appointments/", stranger).status_code for _ in range(11)]
    assert answers == [400] * 10 + [429]
    assert patient.post("appointments/", booking()).status_code == 201


# --- Reading ------------------------------------------------------------------------------------
@pytest.fixture
def booked(reception: Caller) -> dict[str, Any]:
    return reception.post("appointments/", booking()).json()


def test_staff_read_a_visit_with_its_patient_and_leave_a_trace(
    world: World, reception: Caller, booked: dict[str, Any]
):
    answer = reception.get(f"appointments/{booked['uid']}/").json()
    assert answer["patient"] == {
        "full_name": "Olena Bondar",
        "date_of_birth": "1968-03-14",
        "phone": "+380500004712",
        "email": "olena@mail.example",
    }
    shared = booked.keys() - {"manage_url", "waits_for"}
    assert {name: answer[name] for name in shared} == {name: booked[name] for name in shared}
    assert "manage_url" not in answer
    assert answer["practitioner"]["name"].startswith("Dr ")
    trace = AccessLog.objects.get()
    assert (trace.user.role, trace.patient.full_name, trace.what) == (
        "reception", "Olena Bondar", "api appointment",
    )  # fmt: skip


@pytest.mark.parametrize("path", ["appointments/", "appointments/{uid}/", "schedule/"])
@pytest.mark.parametrize(
    ("role", "status"),
    [(None, 401), ("doctor", 200), ("nurse", 200), ("reception", 200), ("manager", 200),
     ("admin", 403)],
)  # fmt: skip
def test_who_reads_visits(
    world: World, booked: dict[str, Any], path: str, role: str | None, status: int
):
    caller = caller_as(world, Role(role), "colleague") if role else Caller()
    assert caller.get(path.format(uid=booked["uid"])).status_code == status


def test_visits_of_another_clinic_do_not_exist(booked: dict[str, Any]):
    other = caller_as(build_clinic(slug="harbour"), Role.MANAGER)
    assert other.get(f"appointments/{booked['uid']}/").status_code == 404
    listed = other.get("appointments/", from_="2026-11-26", to="2026-11-26").json()
    assert listed["appointments"] == []
    change = {"revision": 1, "start": "2026-11-26T12:00:00+02:00"}
    for step in ("reschedule", "cancel"):
        response = other.post(f"appointments/{booked['uid']}/{step}/", change)
        assert response.status_code == 404


def test_the_list_is_by_arrival_and_filtered(world: World, reception: Caller):
    osei, vogt = world["Dr Amara Osei"].pk, world["Dr Lena Vogt"].pk
    friday = booking("2026-11-27T09:00:00+02:00", practitioner=osei)
    late = reception.post("appointments/", friday).json()
    early = reception.post(
        "appointments/",
        booking(procedures=["tpi"], patient=NGOZI_TYPED, practitioner=vogt),
    ).json()
    uid = late["uid"]
    reception.post(f"appointments/{uid}/cancel/", {"reason": "ill", "revision": 1})

    def listed(**query: Any) -> list[str]:
        window = {"from_": "2026-11-26", "to": "2026-11-27"}
        found = reception.get("appointments/", **{**window, **query}).json()["appointments"]
        return [each["uid"] for each in found]

    assert listed() == [early["uid"], uid]
    assert listed(to="2026-11-26") == [early["uid"]]
    assert listed(practitioner=vogt, status="") == [early["uid"]]
    assert listed(status="cancelled") == [uid]
    assert listed(status="booked", practitioner=vogt) == [early["uid"]]


def test_the_list_goes_on_where_it_ended(reception: Caller):
    for minute in (0, 10, 20):
        typed = {**NGOZI_TYPED, "full_name": f"Ngozi {minute} Okoro"}
        hour = 9 + minute // 10
        body = booking(f"2026-11-26T{hour:02}:00:00+02:00", patient=typed)
        assert reception.post("appointments/", body).status_code == 201
    seen, answer = [], reception.get("appointments/", from_="2026-11-26", limit=1).json()
    seen += answer["appointments"]
    while answer["next"]:
        parts = urlsplit(answer["next"])
        answer = reception.get(f"{parts.path}?{parts.query}").json()
        seen += answer["appointments"]
    assert [each["start"][11:13] for each in seen] == ["09", "10", "11"]


def test_lists_cost_the_same_queries_whatever_their_length(reception: Caller):
    paths = ["appointments/?from=2026-11-24&to=2026-11-26", "schedule/?date=2026-11-26"]

    def cost(path: str) -> int:
        with CaptureQueriesContext(connection) as made:
            assert reception.get(path).status_code == 200
        return len(made)

    reception.post("appointments/", booking())
    few = [cost(path) for path in paths]
    for day in (24, 25, 26):
        typed = {**NGOZI_TYPED, "full_name": f"Ngozi Okoro {day}"}
        body = booking(f"2026-11-{day}T11:00:00+02:00", patient=typed, procedures=["tpi"])
        assert reception.post("appointments/", body).status_code == 201
    assert [cost(path) for path in paths] == few
    assert max(few) <= 8


def test_held_times_are_no_visits(patient: Caller, reception: Caller):
    held = patient.post(
        "holds/", {"procedures": ["caudal"], "start": "2026-11-26T09:00:00+02:00"}
    ).json()
    assert reception.get("schedule/", date="2026-11-26").json()["appointments"] == []
    assert reception.get(f"appointments/{held['id']}/").status_code == 404


def test_a_blood_thinner_leaves_its_days_and_waits_for_a_doctor(patient: Caller):
    told = {"screening": {"anticoagulant": "yes"}, "blood_thinners": ["warfarin"]}
    refused = patient.post("appointments/", booking(start="2026-11-05T09:00:00+02:00", **told))
    assert refused.status_code == 409
    problem = refused.json()
    assert problem["rules"] == ["lead_time"]
    assert "blood thinner" in problem["detail"]
    assert problem["nearest"][0]["start"].startswith("2026-11-09")
    asked = patient.post("appointments/", booking(**told)).json()
    assert asked["status"] == "requested"
    assert any("your medicines first" in each for each in asked["waits_for"])
