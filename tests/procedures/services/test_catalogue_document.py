"""Every fault of a document is found, and in its order. No database."""

from typing import Any

import pytest

from procedures.errors import CatalogueInvalid, Fault
from procedures.services.catalogue_document import check_document
from tests.procedures.document import Document, Spoil, entry, faults_in, setting

TFESI = "procedure type tfesi"
R2 = "r2_two_epidurals_one_region"
RULES = "combination_rules"

# What is spoilt, and the one fault it makes.
CASES: list[tuple[Spoil, str, str, str]] = [
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
    (
        setting("unwell", "tier", "soon", "safety_questions"),
        "safety question unwell",
        "tier",
        "'soon' is not one of emergency, today, consultation",
    ),
    (
        lambda d: d.update(safety_questions=d["safety_questions"][3:]),
        "catalogue",
        "safety_questions",
        "must hold a question of the tier emergency",
    ),
    # Words in the other language
    (
        lambda d: entry(d, "tfesi")["instructions"][1].pop("text_uk"),
        f"{TFESI}, preparation instruction 2",
        "text_uk",
        "is missing, while text is there",
    ),
    (
        lambda d: entry(d, R2, table=RULES).update(reason_uk=""),
        f"combination rule {R2}",
        "reason_uk",
        "is missing, while reason is there",
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
