"""What does not go together is named by item, field and reason. No database."""

import pytest

from procedures.errors import Fault
from tests.procedures.document import Document, Spoil, dropping, entry, faults_in, nesting, setting

TFESI = "procedure type tfesi"
R2 = "r2_two_epidurals_one_region"
R10 = "r10_therapy_after_neuraxial"
RULES = "combination_rules"

# What is spoilt, and the one fault it makes.
CASES: list[tuple[Spoil, str, str, str]] = [
    # Minimally invasive procedures
    (
        setting("tfesi", "setting", "inpatient"),
        TFESI,
        "setting",
        "a minimally invasive procedure is done as an outpatient",
    ),
    (
        setting("tfesi", "anaesthesia", "sedation"),
        TFESI,
        "anaesthesia",
        "a minimally invasive procedure is done under local anaesthesia",
    ),
    # Minutes and ranges
    (
        setting("mri_spine", "procedure_minutes", 32),
        "procedure type mri_spine",
        "procedure_minutes",
        "32 is not a multiple of 5",
    ),
    (
        setting("mri_spine", "procedure_minutes", 65),
        "procedure type mri_spine",
        "procedure_minutes",
        "65 is not between 20 and 60",
    ),
    (
        lambda d: entry(d, "tfesi")["ranges"].update(nap={"typical": 5}),
        TFESI,
        "ranges",
        "'nap' is not a range of the catalogue",
    ),
    (
        lambda d: entry(d, "tfesi")["ranges"].update(turnover={"min": 9, "typical": 5}),
        TFESI,
        "ranges",
        "turnover: must be whole numbers min <= typical <= max",
    ),
    # Sides, regions, codes, sources, screens
    (
        setting("tfesi", "laterality_values", []),
        TFESI,
        "laterality_values",
        "must not be empty when a side can be named",
    ),
    (
        setting("caudal", "laterality_values", ["left"]),
        "procedure type caudal",
        "laterality_values",
        "must be empty or midline when there is no side",
    ),
    (
        setting("tfesi", "laterality_values", ["front"]),
        TFESI,
        "laterality_values",
        "['front'] are not sides",
    ),
    (
        setting("tfesi", "regions", []),
        TFESI,
        "regions",
        "must not be empty with the level rule required",
    ),
    (
        setting("tfesi", "bleeding_risk_by_region", {"tail": "low"}),
        TFESI,
        "bleeding_risk_by_region",
        "'tail' is not a region of this procedure type",
    ),
    (
        setting("tfesi", "bleeding_risk_by_region", {"lumbar": "some"}),
        TFESI,
        "bleeding_risk_by_region",
        "'some' is not a bleeding risk",
    ),
    (
        setting("tfesi", "external_codes", ["3E0R33Z"]),
        TFESI,
        "external_codes",
        "must be objects with system and code",
    ),
    (
        lambda d: entry(d, "tfesi")["sources"].pop("observation"),
        TFESI,
        "sources",
        "observation has none",
    ),
    (
        lambda d: entry(d, "tfesi")["sources"].update(escort=["S999"]),
        TFESI,
        "sources",
        "escort: 'S999' is not among the sources",
    ),
    (
        lambda d: entry(d, "tfesi")["sources"].update(escort=[]),
        TFESI,
        "sources",
        "escort: must be a list that is not empty",
    ),
    (
        lambda d: entry(d, "tfesi")["screens"].append("mood"),
        TFESI,
        "screens",
        "'mood' is not among the screening questions",
    ),
    (
        lambda d: entry(d, "tfesi")["screens"].append("escort"),
        TFESI,
        "screens",
        "'escort' comes twice",
    ),
    # Needs
    (
        setting("nurse_preassessment", "needs", []),
        "procedure type nurse_preassessment",
        "needs",
        "must name a practitioner or a nurse",
    ),
    (setting("tfesi", "instructions", {}), TFESI, "instructions", "must be a list"),
    (
        nesting("tfesi", "needs", 0, capabilities=["juggling"]),
        f"{TFESI}, need 1",
        "capabilities",
        "'juggling' is not among the capabilities",
    ),
    (
        nesting("tfesi", "needs", 0, capabilities=[]),
        f"{TFESI}, need 1",
        "capabilities",
        "must not be empty",
    ),
    (
        nesting("tfesi", "needs", 1, last_phase="preparation"),
        f"{TFESI}, need 2",
        "last_phase",
        "preparation comes before procedure",
    ),
    (
        nesting("tfesi", "needs", 1, minutes_after=12),
        f"{TFESI}, need 2",
        "minutes_after",
        "12 is not a multiple of 5",
    ),
    (
        nesting("tfesi", "needs", 1, quantity=0),
        f"{TFESI}, need 2",
        "quantity",
        "must be at least 1",
    ),
    (
        nesting("mri_spine", "needs", 1, last_phase="observation"),
        "procedure type mri_spine, need 2",
        "last_phase",
        "the observation of procedure type mri_spine takes no time",
    ),
    (
        nesting("tfesi", "instructions", 0, text=""),
        f"{TFESI}, preparation instruction 1",
        "text",
        "must not be empty",
    ),
    # Repeat limits
    (
        nesting("tfesi", "repeat_limits", 0, max_count=3, within_days=30),
        f"{TFESI}, repeat limit 1",
        "min_days",
        "give either min_days, or max_count with within_days",
    ),
    (
        nesting("tfesi", "repeat_limits", 1, within_days=None),
        f"{TFESI}, repeat limit 2",
        "max_count",
        "goes together with within_days",
    ),
    (
        nesting("tfesi", "repeat_limits", 0, min_days=0),
        f"{TFESI}, repeat limit 1",
        "min_days",
        "must be at least 1",
    ),
    (
        nesting("tfesi", "repeat_limits", 0, counts_group="sympathetic"),
        f"{TFESI}, repeat limit 1",
        "counts_group",
        "'sympathetic' is not a group of this procedure type",
    ),
    (
        nesting("tfesi", "repeat_limits", 0, source="S6 and S7"),
        f"{TFESI}, repeat limit 1",
        "source",
        "'S6 and S7' is not among the sources",
    ),
    # Combination rules
    (
        setting(R2, "first", "tfesi", RULES),
        f"combination rule {R2}",
        "first",
        "give either first or first_group",
    ),
    (
        dropping(R2, "second_group", RULES),
        f"combination rule {R2}",
        "second",
        "give either second or second_group",
    ),
    (
        setting(R2, "first_group", "wizardry", RULES),
        f"combination rule {R2}",
        "first_group",
        "no procedure belongs to 'wizardry'",
    ),
    (
        setting("r11_enmg_after_block", "second", "emg", RULES),
        "combination rule r11_enmg_after_block",
        "second",
        "'emg' is not among the procedures",
    ),
    (
        dropping(R10, "min_hours", RULES),
        f"combination rule {R10}",
        "min_hours",
        "is needed for after_within",
    ),
    (
        setting(R2, "min_hours", 3, RULES),
        f"combination rule {R2}",
        "min_hours",
        "has no meaning for same_region_same_day",
    ),
]


@pytest.mark.parametrize(("spoil", "item", "field", "reason"), CASES)
def test_one_fault_is_named_by_item_field_and_reason(
    document: Document, spoil: Spoil, item: str, field: str, reason: str
) -> None:
    spoil(document)
    assert faults_in(document) == [Fault(item, field, reason)]


@pytest.mark.parametrize("minutes", [10, 35])
def test_minimally_invasive_procedure_takes_15_to_30_minutes(
    document: Document, minutes: int
) -> None:
    entry(document, "tfesi")["procedure_minutes"] = minutes
    reasons = [fault.reason for fault in faults_in(document)]
    assert f"{minutes} is not 15 to 30, as for minimally invasive ones" in reasons


def test_minimally_invasive_procedure_is_observed_for_an_hour_at_most(document: Document) -> None:
    entry(document, "celiac_plexus")["observation_minutes"] = 65
    reasons = [fault.reason for fault in faults_in(document)]
    assert "65 is over 60, the most for minimally invasive ones" in reasons


def test_phase_without_time_is_refused_to_every_need_that_names_it(document: Document) -> None:
    entry(document, "tpi").update(observation_minutes=0, ranges={})
    entry(document, "tpi")["sources"].pop("turnover")
    assert {fault.item for fault in faults_in(document)} == {"procedure type tpi, need 4"}
