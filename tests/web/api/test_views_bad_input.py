"""Whatever is sent, the answer is a problem document, never a failure of ours."""

import json
from typing import Any

import pytest

from scheduling.models import Appointment
from tests.web.api.conftest import OLENA_TYPED, Caller, booking
from tests.world import World

HUGE = 10**400


def person(**fields: Any) -> dict[str, Any]:
    return booking(patient={**OLENA_TYPED, **fields})


def assert_problem(response: Any, *statuses: int) -> dict[str, Any]:
    assert response.status_code in statuses, response.content
    assert response.headers["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert problem["type"].startswith("urn:baywise:problem:")
    assert problem["status"] == response.status_code
    assert problem["title"]
    return problem


QUERIES = {
    "no procedure": "slots/",
    "empty procedure": "slots/?procedure=",
    "unknown procedure": "slots/?procedure=nope",
    "five procedures": "slots/?procedure=tpi" + "&procedure=tpi" * 4,
    "10 kB procedure": f"slots/?procedure={'x' * 10_000}",
    "NUL in procedure": "slots/?procedure=caudal%00",
    "bytes that are no text": "slots/?procedure=%ff%fe",
    "emoji procedure": "slots/?procedure=%F0%9F%92%89",
    "bad from": "slots/?procedure=caudal&from=tomorrow",
    "impossible day": "slots/?procedure=caudal&from=2026-02-30",
    "a moment for a day": "slots/?procedure=caudal&from=2026-11-26T09:00:00",
    "year 1": "slots/?procedure=caudal&from=0001-01-01&to=0001-01-02",
    "year 9999": "slots/?procedure=caudal&from=9999-12-31&to=9999-12-31",
    "to before from": "slots/?procedure=caudal&from=2026-11-27&to=2026-11-26",
    "to before today": "slots/?procedure=caudal&to=2026-11-01",
    "101 days": "slots/?procedure=caudal&from=2026-11-02&to=2027-02-11",
    "unknown part": "slots/?procedure=caudal&part=night",
    "limit 0": "slots/?procedure=caudal&limit=0",
    "limit 501": "slots/?procedure=caudal&limit=501",
    "negative limit": "slots/?procedure=caudal&limit=-1",
    "limit in words": "slots/?procedure=caudal&limit=ten",
    "endless limit": f"slots/?procedure=caudal&limit={'9' * 5000}",
    "practitioner in words": "slots/?procedure=caudal&practitioner=osei",
    "huge practitioner": f"slots/?procedure=caudal&practitioner={'9' * 30}",
    "naive after": "slots/?procedure=caudal&after=2026-11-26T09:00:00",
    "after in words": "slots/?procedure=caudal&after=later",
    "unknown clinic": "slots/?procedure=caudal&clinic=nowhere",
    "odd clinic": "slots/?procedure=caudal&clinic=%00",
    "bad month": "slots/days/?procedure=caudal&month=2026-13",
    "month 0": "slots/days/?procedure=caudal&month=2026-00",
    "month in words": "slots/days/?procedure=caudal&month=December",
    "month with a day": "slots/days/?procedure=caudal&month=2026-12-01",
    "month of year 0": "slots/days/?procedure=caudal&month=0000-12",
    "month in other figures": "slots/days/?procedure=caudal&month=٢٠٢٦-١٢",
    "unknown catalogue entry": "procedures/nope/",
    "NUL in a catalogue entry": "procedures/cau%00dal/",
    "unknown language": "procedures/?language=xx",
    "no hold of ours": "holds/1/",
}


@pytest.mark.parametrize("path", QUERIES.values(), ids=QUERIES)
def test_bad_query(patient: Caller, path: str):
    assert_problem(patient.get(path), 400, 404)


def test_a_hundred_days_are_fine(patient: Caller):
    path = "slots/?procedure=caudal&from=2026-11-02&to=2027-02-10&limit=1"
    assert patient.get(path).status_code == 200


STARTS = {
    "past": ("2026-11-02T08:00:00+02:00", 400),
    "long past": ("1999-01-01T09:00:00+02:00", 400),
    "off the grid": ("2026-11-26T09:03:00+02:00", 400),
    "seconds": ("2026-11-26T09:00:30+02:00", 400),
    "microseconds": ("2026-11-26T09:00:00.000001+02:00", 400),
    "naive": ("2026-11-26T09:00:00", 400),
    "a day": ("2026-11-26", 400),
    "words": ("tomorrow at nine", 400),
    "emoji": ("🕘", 400),
    "NUL": ("2026-11-26T09:00:00+02:00\0", 400),
    "year 1": ("0001-01-01T00:00:00+14:00", 400),
    "year 9999": ("9999-12-31T23:50:00-14:00", 400),
    "impossible offset": ("2026-11-26T09:00:00+99:00", 400),
    "hour 24": ("2026-11-26T25:00:00+02:00", 400),
    "null": (None, 400),
    "number": (1_795_000_000, 400),
    "list": (["2026-11-26T09:00:00+02:00"], 400),
    "long": ("2026-11-26T09:00:00+02:00" * 400, 400),
    "beyond the horizon": ("2027-11-26T09:00:00+02:00", 409),
    "closed": ("2026-11-29T09:00:00+02:00", 409),
}


@pytest.mark.parametrize(("start", "status"), STARTS.values(), ids=STARTS)
def test_bad_start(patient: Caller, start: Any, status: int):
    asked = {"procedures": ["caudal"], "start": start}
    problem = assert_problem(patient.post("holds/", asked), status)
    if status == 400:
        assert [each["field"] for each in problem["errors"]] == ["start"]
    assert_problem(patient.post("appointments/", {**booking(), "start": start}), status)
    assert not Appointment.objects.exists()


BODIES = {
    "phone abc": person(phone="abc"),
    "phone emoji": person(phone="📞"),
    "phone as a number": person(phone=380500004712),
    "phone of 10 kB": person(phone="1" * 10_000),
    "phone without its area": person(phone="050 11"),
    "no contact": person(phone="", email=""),
    "10 kB name": person(full_name="O" * 10_000),
    "201 letters": person(full_name="O" * 201),
    "201 letters after composing": person(full_name="\u0958" * 150),
    "NUL in the name": person(full_name="Olena\0Bondar"),
    "control character in the name": person(full_name="Olena\x1bBondar"),
    "line break in the name": person(full_name="Olena\r\nBcc: x@mail.example"),
    "surrogate in the name": person(full_name="Olena \ud800"),
    "emoji for a name": person(full_name="😀"),
    "emoji in the name": person(full_name="Olena 😀 Bondar"),
    "blank name": person(full_name="   "),
    "figures for a name": person(full_name="12345"),
    "list for a name": person(full_name=["Olena"]),
    "object for a name": person(full_name={"first": "Olena"}),
    "number for a name": person(full_name=7),
    "true for a name": person(full_name=True),
    "null for a name": person(full_name=None),
    "born in the future": person(date_of_birth="2030-01-01"),
    "born in 1899": person(date_of_birth="1899-12-31"),
    "born on no day": person(date_of_birth="1968-02-30"),
    "born at a moment": person(date_of_birth="1968-03-14T00:00:00Z"),
    "born in a number": person(date_of_birth=19680314),
    "no e-mail": person(email="olena"),
    "e-mail with a line break": person(email="olena@mail.example\nBcc: x@mail.example"),
    "e-mail of 10 kB": person(email="o" * 10_000 + "@mail.example"),
    "e-mail with NUL": person(email="olena\0@mail.example"),
    "e-mail as a list": person(email=["olena@mail.example"]),
    "unknown language": person(language="xx"),
    "language as a list": person(language=["en"]),
    "no patient": booking(patient=None),
    "patient as text": booking(patient="Olena"),
    "patient as a list": booking(patient=[OLENA_TYPED]),
    "no procedures": booking(procedures=[]),
    "procedures as text": booking(procedures="caudal"),
    "procedures as numbers": booking(procedures=[1]),
    "procedures nested": booking(procedures=[["caudal"]]),
    "five procedures": booking(procedures=["tpi"] * 5),
    "surrogate in a procedure": booking(procedures=["\udfff"]),
    "neither hold nor start": booking(None),
    "hold and start": booking(hold={"id": "00000000-0000-4000-8000-000000000000", "token": "x"}),
    "hold without a token": booking(None, procedures=None, hold={"id": "x"}),
    "hold as text": booking(None, procedures=None, hold="x"),
    "hold with NUL": booking(
        None, procedures=None, hold={"id": "00000000-0000-4000-8000-000000000000", "token": "\0"}
    ),
    "practitioner 0": booking(practitioner=0),
    "nobody's practitioner": booking(practitioner=999_999),
    "huge practitioner": booking(practitioner=HUGE),
    "practitioner as a list": booking(practitioner=[1]),
    "unknown order": booking(order_code="MC4-K7T-9D"),
    "10 kB order code": booking(order_code="x" * 10_000),
    "order code with NUL": booking(order_code="\0"),
    "order code as a number": booking(order_code=5),
    "unknown side": booking(side="up"),
    "side of a procedure without": booking(side="left"),
    "five sides": booking(side=["left"] * 5),
    "side as an object": booking(side={"left": True}),
    "two sides of one procedure": booking(side=["midline", "left"]),
    "level of 10 kB": booking(level="L" * 10_000),
    "level with NUL": booking(level="\0"),
    "twenty levels": booking(level=["L5"] * 20),
    "levels too deep": booking(level=[[["L5"]]]),
    "level as a number": booking(level=5),
    "screening as a list": booking(screening=["no"]),
    "screening with another answer": booking(screening={"pregnancy": "perhaps"}),
    "screening with true": booking(screening={"pregnancy": True}),
    "screening with an unknown question": booking(screening={"nope": "no"}),
    "screening with a surrogate": booking(screening={"\ud800": "no"}),
    "screening without end": booking(screening={str(number): "no" for number in range(1000)}),
    "a list": [booking()],
    "text": "booking",
    "null": None,
    "nothing": {},
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_bad_booking(patient: Caller, body: Any):
    problem = assert_problem(patient.post("appointments/", json.dumps(body).encode()), 400)
    assert problem["detail"]
    assert not Appointment.objects.exists()


def test_unknown_procedures_are_named(patient: Caller):
    problem = assert_problem(patient.post("appointments/", booking(procedures=["nope"])), 404)
    assert "nope" in problem["detail"]


def test_every_wrong_field_is_named_at_once(patient: Caller):
    body = booking(patient={"full_name": "", "date_of_birth": "x", "phone": "abc"}, procedures=[])
    problem = assert_problem(patient.post("appointments/", body), 400)
    assert {each["field"] for each in problem["errors"]} == {
        "procedures", "patient.full_name", "patient.date_of_birth", "patient.phone",
    }  # fmt: skip


RAW = {
    "no JSON": (b"{", 400),
    "not UTF-8": (b'{"patient": "\xff"}', 400),
    "NaN": (b'{"practitioner": NaN}', 400),
    "Infinity": (b'{"practitioner": -Infinity}', 400),
    "a number beyond all floats": (b'{"practitioner": 1e999}', 400),
    "a number of 5000 figures": (b'{"practitioner": ' + b"9" * 5000 + b"}", 400),
    "nested without end": (b"[" * 60_000, 400),
    "a byte order mark": (b"\xef\xbb\xbf{}", 400),
    "empty": (b"", 400),
    "70 kB": (b'"' + b"x" * 70_000 + b'"', 413),
}


@pytest.mark.parametrize(("raw", "status"), RAW.values(), ids=RAW)
def test_bad_bytes(patient: Caller, raw: bytes, status: int):
    for path in ("appointments/", "holds/"):
        assert_problem(patient.post(path, raw), status)


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "x"]
)
def test_only_json_is_read(patient: Caller, content_type: str):
    response = patient.post("holds/", b"procedures=caudal", Content_Type=content_type)
    assert_problem(response, 415)


def test_a_charset_does_not_matter_for_json(patient: Caller):
    body = {"procedures": ["caudal"], "start": "2026-11-26T09:00:00+02:00"}
    response = patient.post("holds/", body, Content_Type="application/json; charset=latin-1")
    assert response.status_code == 201


NAMES = ["Олена Бондар", "Ngọc Ánh Nguyễn", "O'Brien-Smith", "李小龍", "محمد علي", "José d'Aç"]


@pytest.mark.parametrize("name", NAMES)
def test_names_of_the_world_are_kept(world: World, patient: Caller, name: str):
    assert patient.post("appointments/", person(full_name=name)).status_code == 201
    assert Appointment.objects.get().patient.full_name == name


def test_unknown_members_are_ignored(patient: Caller):
    body = booking(colour="blue", patient={**OLENA_TYPED, "is_vip": True})
    assert patient.post("appointments/", body).status_code == 201
