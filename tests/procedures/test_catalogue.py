"""What the shipped catalogue says, item by item. No database."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest

from procedures.services.catalogue_document import check_document
from tests.procedures.document import entry

Document = Mapping[str, Any]

ARTICLE = {
    "minimally_invasive": (
        "tfesi ilesi caudal rfa_medial_branch prf_drg celiac_plexus ganglion_impar stellate tpi"
    ),
    "surgical": (
        "spinal_fusion microdiscectomy kyphoplasty vertebroplasty corpectomy laminectomy"
        " foraminotomy"
    ),
    "diagnostic": "xray_functional ct_spine mri_spine enmg",
    "consultation": "consult_neurologist consult_neurosurgeon consult_orthopaedist",
    "conservative": "medication_review manual_therapy physiotherapy exercise_therapy",
}
ADDED = "medial_branch_block consult_pain followup_procedure nurse_preassessment"

# code: preparation, procedure, observation, bleeding risk, laterality, level rule
NINE = {
    "tfesi": (15, 20, 30, "intermediate", "required", "required"),
    "ilesi": (15, 20, 30, "intermediate", "optional", "required"),
    "caudal": (15, 15, 30, "intermediate", "none", "none"),
    "rfa_medial_branch": (15, 30, 30, "intermediate", "required", "required"),
    "prf_drg": (15, 25, 30, "intermediate", "required", "required"),
    "celiac_plexus": (20, 30, 60, "intermediate", "optional", "optional"),
    "ganglion_impar": (10, 20, 30, "intermediate", "none", "none"),
    "stellate": (15, 20, 45, "intermediate", "required", "optional"),
    "tpi": (5, 15, 15, "low", "optional", "muscle_group"),
}

# code: preparation, procedure, observation
OTHERS = {
    "spinal_fusion": (45, 180, 90),
    "microdiscectomy": (30, 75, 75),
    "kyphoplasty": (30, 60, 120),
    "vertebroplasty": (30, 60, 120),
    "corpectomy": (60, 240, 120),
    "laminectomy": (30, 80, 75),
    "foraminotomy": (30, 60, 90),
    "xray_functional": (5, 15, 0),
    "ct_spine": (10, 15, 0),
    "mri_spine": (15, 30, 0),
    "enmg": (5, 45, 0),
    "consult_neurologist": (0, 45, 0),
    "consult_neurosurgeon": (0, 30, 0),
    "consult_orthopaedist": (0, 30, 0),
    "medication_review": (0, 20, 0),
    "manual_therapy": (0, 30, 0),
    "physiotherapy": (0, 30, 0),
    "exercise_therapy": (0, 45, 0),
    "medial_branch_block": (15, 20, 30),
    "consult_pain": (0, 40, 0),
    "followup_procedure": (0, 15, 0),
    "nurse_preassessment": (0, 10, 0),
}

POLICIES = {
    "open": (
        "consult_neurologist consult_neurosurgeon consult_orthopaedist consult_pain"
        " medication_review"
    ),
    "order_or_review": (
        f"{ARTICLE['minimally_invasive']} {ARTICLE['diagnostic']}"
        " medial_branch_block followup_procedure"
    ),
    "order_only": "manual_therapy physiotherapy exercise_therapy",
    "staff": f"{ARTICLE['surgical']} nurse_preassessment",
}


def codes(document: Document) -> list[str]:
    return [row["code"] for row in document["procedures"]]


def test_shipped_catalogue_has_no_fault(shipped: Document) -> None:
    assert check_document(shipped).version == shipped["version"]


@pytest.mark.parametrize("category", ARTICLE)
def test_every_item_of_the_article_is_there(shipped: Document, category: str) -> None:
    found = [
        row["code"]
        for row in shipped["procedures"]
        if row["category"] == category and row.get("clinic_wording")
    ]
    assert found == ARTICLE[category].split()


def test_four_items_are_added_to_the_27_of_the_article(shipped: Document) -> None:
    article = [code for listed in ARTICLE.values() for code in listed.split()]
    assert len(article) == 27
    assert set(codes(shipped)) - set(article) == set(ADDED.split())
    assert len(codes(shipped)) == 31


def test_added_items_have_no_wording_of_the_article(shipped: Document) -> None:
    assert not [code for code in ADDED.split() if "clinic_wording" in entry(shipped, code)]


@pytest.mark.parametrize("code", NINE)
def test_minimally_invasive_item(shipped: Document, code: str) -> None:
    row = entry(shipped, code)
    assert (
        row["preparation_minutes"],
        row["procedure_minutes"],
        row["observation_minutes"],
        row["bleeding_risk"],
        row["laterality"],
        row["level_rule"],
    ) == NINE[code]
    assert (row["setting"], row["anaesthesia"]) == ("outpatient", "local")
    assert 15 <= row["procedure_minutes"] <= 30
    assert row["observation_minutes"] <= 60


@pytest.mark.parametrize("code", OTHERS)
def test_minutes_of_the_other_items(shipped: Document, code: str) -> None:
    row = entry(shipped, code)
    minutes = row["preparation_minutes"], row["procedure_minutes"], row["observation_minutes"]
    assert minutes == OTHERS[code]


def test_every_item_is_in_one_table_of_minutes(shipped: Document) -> None:
    assert sorted(codes(shipped)) == sorted([*NINE, *OTHERS])


@pytest.mark.parametrize("policy", POLICIES)
def test_online_policy(shipped: Document, policy: str) -> None:
    found = {row["code"] for row in shipped["procedures"] if row["online_policy"] == policy}
    assert found == set(POLICIES[policy].split())


def test_escort_and_driving(shipped: Document) -> None:
    for code in NINE:
        row = entry(shipped, code)
        with_escort = code != "tpi"
        assert row["escort_required"] is with_escort, code
        assert row["no_driving_hours"] == (24 if with_escort else 0), code


@pytest.mark.parametrize(
    ("code", "sides"),
    [
        ("tfesi", ["left", "right", "bilateral"]),
        ("stellate", ["left", "right"]),
        ("caudal", ["midline"]),
        ("ganglion_impar", ["midline"]),
        ("ilesi", ["midline", "left", "right"]),
    ],
)
def test_sides_that_can_be_named(shipped: Document, code: str, sides: list[str]) -> None:
    assert entry(shipped, code)["laterality_values"] == sides


def test_most_levels_in_one_session(shipped: Document) -> None:
    found = {code: entry(shipped, code).get("max_levels_per_session") for code in NINE}
    assert found == {
        "tfesi": 2,
        "ilesi": 1,
        "caudal": 1,
        "rfa_medial_branch": 3,
        "prf_drg": 2,
        "celiac_plexus": 1,
        "ganglion_impar": 1,
        "stellate": 1,
        "tpi": None,
    }


def test_bleeding_risk_of_the_ablation_depends_on_the_region(shipped: Document) -> None:
    for code in ("rfa_medial_branch", "medial_branch_block"):
        assert entry(shipped, code)["bleeding_risk_by_region"] == {
            "cervical": "intermediate",
            "thoracic": "low",
            "lumbar": "low",
        }


def test_cement_operations_bleed_most(shipped: Document) -> None:
    for code in ARTICLE["surgical"].split():
        cement = code in ("kyphoplasty", "vertebroplasty")
        assert entry(shipped, code)["bleeding_risk"] == ("high" if cement else "surgical"), code


def test_ablation_asks_for_a_positive_test_block(shipped: Document) -> None:
    prerequisites = entry(shipped, "rfa_medial_branch")["prerequisites"]
    assert "positive_diagnostic_medial_branch_block" in prerequisites


@pytest.mark.parametrize("code", [*NINE, "medial_branch_block"])
def test_blood_thinners_and_red_flags_are_asked_before_every_injection(
    shipped: Document, code: str
) -> None:
    assert {"anticoagulant", "coagulopathy", "red_flags"} <= set(entry(shipped, code)["screens"])


def test_effects_of_the_questions(shipped: Document) -> None:
    effects = {row["code"]: row["effect"] for row in shipped["screening_questions"]}
    assert len(effects) == 22
    assert effects["red_flags"] == "stop"
    assert effects["anticoagulant"] == "task"
    assert effects["pregnancy"] == effects["implanted_electronic_device"] == "hold"
    assert effects["diabetes"] == "flag"
    assert effects["escort"] == "confirm"


@pytest.mark.parametrize(
    ("drug", "days"),
    [
        ("warfarin", (5, 5, None)),
        ("acenocoumarol", (3, 3, None)),
        ("clopidogrel", (7, 7, 0)),
        ("prasugrel", (10, 10, 0)),
        ("ticagrelor", (5, 5, 0)),
        ("factor_xa_inhibitors", (3, 3, None)),
        ("dabigatran", (6, 4, None)),
        ("fondaparinux", (4, 4, None)),
        ("aspirin_primary", (6, None, 0)),
        ("aspirin_secondary", (None, None, 0)),
        ("nsaid", (10, 0, 0)),
        ("enoxaparin", (1, 1, 1)),
    ],
)
def test_lead_times_of_blood_thinners(
    shipped: Document, drug: str, days: tuple[int | None, ...]
) -> None:
    row = entry(shipped, drug, table="antithrombotics")
    assert (row["high_days"], row["intermediate_days"], row["low_days"]) == days


def test_there_are_15_blood_thinners(shipped: Document) -> None:
    assert len(shipped["antithrombotics"]) == 15


def test_every_source_is_listed_and_a_and_k_say_what_they_are(shipped: Document) -> None:
    titles = {row["key"]: row["title"] for row in shipped["sources"]}
    assert {f"S{number}" for number in range(52)} | {"S60", "A", "K"} == set(titles)
    assert "assumption" in titles["A"]
    assert "knowledge" in titles["K"]


def test_every_item_has_words_for_patients_in_both_languages(shipped: Document) -> None:
    for row in shipped["procedures"]:
        for name in ("name_uk", "plain_name_uk", "description_uk"):
            assert re.search("[а-яіїєґ]", row[name]), (row["code"], name)
        assert row["description"]
        assert row["plain_name"] != row["name"]


def test_plain_names_are_not_shared(shipped: Document) -> None:
    for name in ("plain_name", "plain_name_uk"):
        counts = Counter(row[name] for row in shipped["procedures"])
        assert max(counts.values()) == 1, name


def test_every_item_tells_patients_how_to_get_ready(shipped: Document) -> None:
    for row in shipped["procedures"]:
        assert row["instructions"], row["code"]
        days = [one["day_offset"] for one in row["instructions"]]
        assert days == sorted(days, reverse=True), row["code"]


def test_no_instruction_tells_a_patient_to_stop_a_medicine(shipped: Document) -> None:
    texts = {one["text"] for row in shipped["procedures"] for one in row["instructions"]}
    assert not [text for text in texts if re.search(r"\b(stop|skip|discontinue)\b", text, re.I)]
    assert any("Do not change or leave out any medicine yourself" in text for text in texts)


def test_instructions_exist_in_both_languages(shipped: Document) -> None:
    for row in shipped["procedures"]:
        for one in row["instructions"]:
            assert re.search("[а-яіїєґ]", one["text_uk"]), one["text"]


def test_catalogue_says_that_its_content_is_to_be_confirmed(shipped: Document) -> None:
    assert "examples" in shipped["examples_note"]
    assert "confirm" in shipped["examples_note"]
