"""A value of the wrong kind is named by item, field and reason. No database."""

import pytest

from procedures.errors import Fault
from tests.procedures.document import Document, Spoil, dropping, faults_in, setting

TFESI = "procedure type tfesi"

# What is spoilt, and the one fault it makes.
CASES: list[tuple[Spoil, str, str, str]] = [
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
]


@pytest.mark.parametrize(("spoil", "item", "field", "reason"), CASES)
def test_one_fault_is_named_by_item_field_and_reason(
    document: Document, spoil: Spoil, item: str, field: str, reason: str
) -> None:
    spoil(document)
    assert faults_in(document) == [Fault(item, field, reason)]
