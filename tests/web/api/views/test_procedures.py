"""GET procedures/ and procedures/{code}/."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from procedures.models import ProcedureType
from tests.web.api.conftest import Caller


def test_the_whole_catalogue_in_its_order(patient: Caller):
    entries = patient.get("procedures/").json()["procedures"]
    expected = ProcedureType.objects.filter(is_active=True).values_list("code", flat=True)
    assert [each["code"] for each in entries] == list(expected)
    assert len(entries) == 31


def test_one_entry_says_what_a_booking_needs_to_know(patient: Caller):
    entry = patient.get("procedures/tfesi/").json()
    assert entry["category"] == "minimally_invasive"
    assert (entry["setting"], entry["anaesthesia"]) == ("outpatient", "local")
    parts = ("preparation_minutes", "procedure_minutes", "observation_minutes")
    assert entry["total_minutes"] == sum(entry[part] for part in parts)
    assert entry["laterality_values"] == ["left", "right", "bilateral"]
    assert {"question", "text", "effect"} == entry["screening"][0].keys()
    assert entry["instructions"][0]["text"]
    assert (entry["bookable_online"], entry["book_instead"]) == (True, [])


def test_the_list_and_the_entry_say_the_same(patient: Caller):
    for entry in patient.get("procedures/").json()["procedures"][::10]:
        assert patient.get(f"procedures/{entry['code']}/").json() == entry


def test_what_only_staff_book_names_the_consultations(patient: Caller):
    entry = patient.get("procedures/spinal_fusion/").json()
    assert not entry["bookable_online"]
    for code in entry["book_instead"]:
        consultation = patient.get(f"procedures/{code}/").json()
        assert (consultation["category"], consultation["online_policy"]) == ("consultation", "open")


def test_wording_in_ukrainian(patient: Caller):
    english = patient.get("procedures/caudal/").json()
    ukrainian = patient.get("procedures/caudal/", language="uk").json()
    assert english["plain_name"] != ukrainian["plain_name"]
    assert english["screening"][0]["text"] != ukrainian["screening"][0]["text"]


@pytest.mark.parametrize("code", ["nope", "TFESI", "x" * 500, "tf%20esi", "%F0%9F%92%89"])
def test_an_unknown_entry(patient: Caller, code: str):
    response = patient.get(f"procedures/{code}/")
    assert response.status_code == 404
    assert response.json()["type"] == "urn:baywise:problem:unknown-procedure"


def test_a_retired_entry_is_gone(patient: Caller):
    ProcedureType.objects.filter(code="caudal").update(is_active=False)
    assert patient.get("procedures/caudal/").status_code == 404
    assert patient.get("slots/", procedure="caudal").status_code == 404


def test_the_catalogue_costs_four_queries(patient: Caller):
    with CaptureQueriesContext(connection) as made:
        patient.get("procedures/")
    assert len(made) == 4
