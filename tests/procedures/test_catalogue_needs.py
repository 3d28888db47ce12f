"""What is reserved for each item of the shipped catalogue. No database."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.procedures.document import entry, need_words

Document = Mapping[str, Any]

SPECIALIST = "practitioner [spine_intervention] procedure"
C_ARM_ROOM = "room [procedure_room, c_arm] procedure +10"
GUIDED_ROOM = "room [image_guidance] procedure +10"
PREPARATION = "bay [preparation] preparation"
RECOVERY = "bay [recovery] observation"
RF_GENERATOR = "equipment [rf_generator] procedure"

NEEDS = {
    "tfesi": [SPECIALIST, C_ARM_ROOM, PREPARATION, RECOVERY],
    "ilesi": [SPECIALIST, C_ARM_ROOM, PREPARATION, RECOVERY],
    "caudal": [SPECIALIST, GUIDED_ROOM, PREPARATION, RECOVERY],
    "rfa_medial_branch": [SPECIALIST, C_ARM_ROOM, PREPARATION, RECOVERY, RF_GENERATOR],
    "prf_drg": [SPECIALIST, C_ARM_ROOM, PREPARATION, RECOVERY, RF_GENERATOR],
    "celiac_plexus": [SPECIALIST, C_ARM_ROOM, PREPARATION, RECOVERY],
    "ganglion_impar": [SPECIALIST, C_ARM_ROOM, PREPARATION, RECOVERY],
    "stellate": [SPECIALIST, GUIDED_ROOM, PREPARATION, RECOVERY],
    "tpi": [
        "practitioner [trigger_points] procedure",
        "room [treatment_room] procedure +5",
        PREPARATION,
        RECOVERY,
    ],
    "medial_branch_block": [SPECIALIST, C_ARM_ROOM, PREPARATION, RECOVERY],
    "xray_functional": [
        "practitioner [radiographer] procedure",
        "room [xray_room] procedure +5",
    ],
    "ct_spine": ["practitioner [radiographer] procedure", "room [ct_room] procedure +5"],
    "mri_spine": ["practitioner [radiographer_mri] procedure", "room [mri_room] procedure +5"],
    "enmg": [
        "practitioner [neurologist] procedure",
        "room [emg_room] preparation..procedure +5",
    ],
    "consult_neurologist": [
        "practitioner [neurologist] procedure",
        "room [consulting_room] procedure",
    ],
    "consult_neurosurgeon": [
        "practitioner [neurosurgeon] procedure",
        "room [consulting_room] procedure",
    ],
    "consult_orthopaedist": [
        "practitioner [orthopaedist] procedure",
        "room [consulting_room] procedure",
    ],
    "consult_pain": [
        "practitioner [pain_specialist] procedure",
        "room [consulting_room] procedure",
    ],
    "medication_review": [
        "practitioner [prescribing] procedure",
        "room [consulting_room] procedure +5",
    ],
    "manual_therapy": [
        "practitioner [manual_therapist] procedure",
        "room [therapy_room] procedure +5",
    ],
    "physiotherapy": [
        "practitioner [physiotherapist] procedure",
        "room [therapy_room] procedure +5",
    ],
    "exercise_therapy": [
        "practitioner [exercise_therapist] procedure",
        "room [gym] procedure +5",
    ],
    "followup_procedure": [
        "practitioner [procedure_follow_up] procedure",
        "room [consulting_room] procedure",
    ],
    "nurse_preassessment": ["nurse [preassessment] procedure"],
}

THEATRE_TURNOVER = {
    "spinal_fusion": 35,
    "microdiscectomy": 30,
    "kyphoplasty": 25,
    "vertebroplasty": 25,
    "corpectomy": 45,
    "laminectomy": 30,
    "foraminotomy": 30,
}


@pytest.mark.parametrize("code", NEEDS)
def test_what_is_reserved(shipped: Document, code: str) -> None:
    assert [need_words(need) for need in entry(shipped, code)["needs"]] == NEEDS[code]


@pytest.mark.parametrize("code", THEATRE_TURNOVER)
def test_operations_stay_out_of_the_procedure_rooms(shipped: Document, code: str) -> None:
    assert [need_words(need) for need in entry(shipped, code)["needs"]] == [
        "practitioner [spine_surgery] procedure",
        "practitioner [anaesthetist] preparation..procedure",
        f"room [operating_theatre] procedure +{THEATRE_TURNOVER[code]}",
        "bay [ward_bed] preparation",
        "bay [pacu] observation",
    ]


def test_every_item_has_its_needs_in_a_table(shipped: Document) -> None:
    listed = [row["code"] for row in shipped["procedures"]]
    assert sorted(listed) == sorted([*NEEDS, *THEATRE_TURNOVER])


def test_no_need_is_for_a_phase_that_takes_no_time(shipped: Document) -> None:
    for row in shipped["procedures"]:
        for need in row["needs"]:
            for phase in (need["first_phase"], need["last_phase"]):
                assert row[f"{phase}_minutes"] > 0, (row["code"], phase)


def test_every_capability_is_asked_for_by_some_item(shipped: Document) -> None:
    asked = {
        code
        for row in shipped["procedures"]
        for need in row["needs"]
        for code in need["capabilities"]
    }
    assert asked == {row["code"] for row in shipped["capabilities"]}
