"""Every fault is found, and named by item, field and reason. No database."""

from collections.abc import Callable
from typing import Any

import pytest

from procedures.errors import CatalogueInvalid, Fault
from procedures.services.catalogue_document import check_document
from tests.procedures.document import entry

Document = dict[str, Any]
Spoil = Callable[[Document], Any]


def faults_in(document: Any) -> list[Fault]:
    with pytest.raises(CatalogueInvalid) as invalid:
        check_document(document)
    return list(invalid.value.faults)


def setting(code: str, field: str, value: Any, table: str = "procedures") -> Spoil:
    return lambda document: entry(document, code, table=table).update({field: value})


def dropping(code: str, field: str, table: str = "procedures") -> Spoil:
    return lambda document: entry(document, code, table=table).pop(field)


def nesting(code: str, part: str, index: int, **values: Any) -> Spoil:
    return lambda document: entry(document, code)[part][index].update(values)


TFESI = "procedure type tfesi"
R2 = "r2_two_epidurals_one_region"
R10 = "r10_therapy_after_neuraxial"
RULES = "combination_rules"

# What is spoilt, and the one fault it makes.
CASES: list[tuple[Spoil, str, str, str]] = [
    # Kinds of values
    (dropping("tfesi", "name"), TFESI, "name", "is missing"),
    (setting("tfesi", "name", ""), TFESI, "name", "must not be empty"),
    (setting("tfesi", "name", 7), TFESI, "name", "must be text, not 7"),
    (setting("tfesi", "name", "x" * 151), TFESI, "name", "is longer than 150 characters"),
    (setting("tfesi", "name", "a\x00b"), TFESI, "name", "holds control characters"),
    (setting("tfesi", "plain_name", "\ud800"), TFESI, "plain_name", "holds control characters"),
    (setting("tfesi", "colour", "red"), TFESI, "colour", "is not a field of the catalogue"),
    (setting("tfesi", "is_active", False), TFESI, "is_active", "is not a field of the catalogue"),
    (
        setting("tfesi", "procedure_minutes", "20"),
        TFESI,
        "procedure_minutes",
        "must be a whole number, not '20'",
    ),
    (
        setting("tfesi", "procedure_minutes", 20.0),
        TFESI,
        "procedure_minutes",
        "must be a whole number, not 20.0",
    ),
    (
        setting("tfesi", "procedure_minutes", True),
        TFESI,
        "procedure_minutes",
        "must be a whole number, not True",
    ),
    (
        setting("tpi", "preparation_minutes", -5),
        "procedure type tpi",
        "preparation_minutes",
        "-5 is not between 0 and 32767",
    ),
    (
        setting("tfesi", "escort_required", "yes"),
        TFESI,
        "escort_required",
        "must be true or false, not 'yes'",
    ),
    (setting("tfesi", "synonyms", "TFESI"), TFESI, "synonyms", "must be a list, not 'TFESI'"),
    (
        setting("tfesi", "follow_up_days", [14, "42"]),
        TFESI,
        "follow_up_days",
        "must be a whole number, not '42'",
    ),
    (setting("tfesi", "ranges", []), TFESI, "ranges", "must be an object, not []"),
    (
        setting("tfesi", "category", "magic"),
        TFESI,
        "category",
        "'magic' is not one of minimally_invasive, consultation, diagnostic, conservative,"
        " surgical",
    ),
    (
        setting("tfesi", "online_policy", None),
        TFESI,
        "online_policy",
        "must not be null",
    ),
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
    # The other tables
    (
        setting("warfarin", "source", "", "antithrombotics"),
        "antithrombotic lead time warfarin",
        "source",
        "must not be empty",
    ),
    (
        setting("pregnancy", "effect", "shout", "screening_questions"),
        "screening question pregnancy",
        "effect",
        "'shout' is not one of hold, task, flag, confirm, stop",
    ),
    (
        lambda d: d["sources"][1].update(url="ftp://asra.example"),
        "catalogue source S1",
        "url",
        "'ftp://asra.example' is not a web address",
    ),
    (
        lambda d: d["capabilities"].append({"code": "c_arm", "name": "Again"}),
        "capability c_arm",
        "code",
        "comes twice",
    ),
    (
        lambda d: d["capabilities"].append({"code": "Two words", "name": "Bad"}),
        "capabilities, entry 34",
        "code",
        "'Two words' is not a code: small letters, digits, - and _",
    ),
    (
        lambda d: d["capabilities"].append("c_arm"),
        "capabilities, entry 34",
        "entry",
        "must be an object",
    ),
    # The document
    (lambda d: d.pop("version"), "catalogue", "version", "must be text"),
    (lambda d: d.update(extra=1), "catalogue", "extra", "is not a part of the catalogue"),
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


def test_all_faults_are_reported_in_the_order_of_the_document(document: Document) -> None:
    entry(document, "c_arm", table="capabilities")["name"] = ""
    entry(document, "tfesi").update(procedure_minutes=17, setting="moon", screens=["mood"])
    entry(document, "tfesi")["needs"][1]["capabilities"] = ["juggling"]
    entry(document, "tpi")["name"] = None
    entry(document, R2, table=RULES)["source"] = "S999"
    found = [(fault.item, fault.field) for fault in faults_in(document)]
    assert found == [
        ("capability c_arm", "name"),
        (TFESI, "setting"),
        (TFESI, "procedure_minutes"),
        (TFESI, "screens"),
        (f"{TFESI}, need 2", "capabilities"),
        ("procedure type tpi", "name"),
        (f"combination rule {R2}", "source"),
    ]


@pytest.mark.parametrize("document", [None, [], "catalogue", 7])
def test_anything_but_an_object_is_refused(document: Any) -> None:
    assert faults_in(document) == [Fault("catalogue", "document", "must be an object")]


def test_an_empty_object_lacks_every_part() -> None:
    fields = [fault.field for fault in faults_in({})]
    assert fields[:3] == ["version", "examples_note", "sources_note"]
    assert "procedures" in fields
    assert "combination_rules" in fields


@pytest.mark.parametrize("junk", [None, 7, "x", [], {}, [[]], [None], {"a": []}, -1, True])
def test_no_value_anywhere_breaks_the_check(document: Document, junk: Any) -> None:
    spoilt = [
        entry(document, "tfesi"),
        *(entry(document, "ilesi")[part][0] for part in ("needs", "instructions", "repeat_limits")),
        entry(document, R2, table=RULES),
        document["sources"][0],
    ]
    for row in spoilt:
        row.update(dict.fromkeys(row, junk))
    assert len(faults_in(document)) > 10


def test_the_message_lists_every_fault(document: Document) -> None:
    entry(document, "tfesi")["name"] = ""
    with pytest.raises(CatalogueInvalid) as invalid:
        check_document(document)
    assert str(invalid.value) == (
        "1 fault(s) in the catalogue:\nprocedure type tfesi: name: must not be empty"
    )
