"""From a file or a mapping to a catalogue without faults, or to the list of all its faults."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import models

from procedures.errors import CatalogueInvalid, Fault
from procedures.models import (
    AntithromboticLeadTime,
    Capability,
    CatalogueSource,
    CombinationRule,
    Need,
    PreparationInstruction,
    ProcedureType,
    RepeatLimit,
    SafetyQuestion,
    ScreeningQuestion,
)
from procedures.services.catalogue_entry import Entry, Known
from procedures.services.catalogue_fields import CODE, field_faults, translated_texts
from procedures.services.catalogue_rules import RULES

WHOLE = "catalogue"
NOTES = ("version", "examples_note", "sources_note")

# In the order they are written: what is referred to comes first.
TABLES: dict[str, type[models.Model]] = {
    "sources": CatalogueSource,
    "capabilities": Capability,
    "screening_questions": ScreeningQuestion,
    "safety_questions": SafetyQuestion,
    "antithrombotics": AntithromboticLeadTime,
    "procedures": ProcedureType,
    "combination_rules": CombinationRule,
}
NESTED: dict[str, type[models.Model]] = {
    "needs": Need,
    "instructions": PreparationInstruction,
    "repeat_limits": RepeatLimit,
}
PROCEDURE_NESTED = frozenset({*NESTED, "screens"})


@dataclass(frozen=True, slots=True)
class CatalogueDocument:
    """A document in which nothing is wrong: per table its entries, in the order of the file."""

    version: str
    tables: Mapping[str, list[Entry]]


def read_document(path: Path) -> Any:
    """Return what a catalogue file says.

    Raises: CatalogueInvalid if there is no such file, it is not JSON, or a key comes twice.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_without_repeats)
    except OSError as error:
        reason = f"cannot be read: {error.strerror}"
    except ValueError as error:  # not UTF-8, not JSON, or a repeated key
        reason = f"is not a JSON document: {error}"
    raise CatalogueInvalid([Fault(WHOLE, str(path), reason)])


def check_document(document: Any) -> CatalogueDocument:
    """Return the catalogue a document describes.

    Raises: CatalogueInvalid with every fault found, in the order of the document.
    Cost: no query.
    """
    if not isinstance(document, Mapping):
        raise CatalogueInvalid([Fault(WHOLE, "document", "must be an object")])
    tables = {name: list(_entries(document.get(name), name)) for name in TABLES}
    known = _known(tables)
    faults = [
        *_document_faults(document),
        *(fault for entries in tables.values() for fault in _table_faults(entries, known)),
        *_safety_faults(tables["safety_questions"]),
    ]
    if faults:
        raise CatalogueInvalid(faults)
    return CatalogueDocument(version=document["version"], tables=tables)


def key_of(model: type[models.Model]) -> str:
    """Return the field that names a row in the document."""
    return "key" if model is CatalogueSource else "code"


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    twice = [key for key, count in Counter(key for key, _ in pairs).items() if count > 1]
    if twice:
        raise ValueError(f"the key {twice[0]!r} comes twice in one object")
    return dict(pairs)


def _document_faults(document: Mapping[str, Any]) -> Iterator[Fault]:
    for name in document:
        if name not in TABLES and name not in NOTES:
            yield Fault(WHOLE, str(name), "is not a part of the catalogue")
    for name in NOTES:
        if not isinstance(document.get(name), str) or not document[name]:
            yield Fault(WHOLE, name, "must be text")
    for name in TABLES:
        if not isinstance(document.get(name), list):
            yield Fault(WHOLE, name, "must be a list")
        else:
            yield from _shape_faults(document[name], name)


def _safety_faults(questions: list[Entry]) -> Iterator[Fault]:
    """Without an emergency question nobody would be stopped: such a set is never clear."""
    tiers = {question.values["tier"] for question in questions if "tier" not in question.broken}
    if SafetyQuestion.Tier.EMERGENCY not in tiers:
        yield Fault(WHOLE, "safety_questions", "must hold a question of the tier emergency")


def _shape_faults(rows: list[Any], name: str) -> Iterator[Fault]:
    for position, row in enumerate(rows, start=1):
        if not isinstance(row, Mapping):
            yield Fault(f"{name}, entry {position}", "entry", "must be an object")


def _entries(rows: Any, name: str) -> Iterator[Entry]:
    """Yield an entry for every row that can be looked at; the others are faults of the shape."""
    model = TABLES[name]
    for position, row in enumerate(rows if isinstance(rows, list) else (), start=1):
        if not isinstance(row, Mapping):
            continue
        key = row.get(key_of(model))
        is_named = isinstance(key, str) and CODE.fullmatch(key.lower())
        item = f"{model._meta.verbose_name} {key}" if is_named else f"{name}, entry {position}"
        entry = Entry.of(model, row, item=item, position=position)
        if model is ProcedureType:
            entry.children.update(
                {part: list(_children(entry, row.get(part, []), part)) for part in NESTED}
            )
        yield entry


def _children(parent: Entry, rows: Any, part: str) -> Iterator[Entry]:
    model = NESTED[part]
    for position, row in enumerate(rows if isinstance(rows, list) else (), start=1):
        if isinstance(row, Mapping):
            item = f"{parent.item}, {model._meta.verbose_name} {position}"
            yield Entry.of(model, row, item=item, position=position, parent=parent)


def _known(tables: Mapping[str, list[Entry]]) -> Known:
    def keys(name: str) -> frozenset[str]:
        named = (entry.values.get(key_of(TABLES[name])) for entry in tables[name])
        return frozenset(key for key in named if isinstance(key, str))

    groups = (entry.values.get("groups") for entry in tables["procedures"])
    return Known(
        sources=keys("sources"),
        capabilities=keys("capabilities"),
        questions=keys("screening_questions"),
        procedures=keys("procedures"),
        groups=frozenset(
            group
            for listed in groups
            if isinstance(listed, list)
            for group in listed
            if isinstance(group, str)
        ),
        languages=frozenset(_languages(tables)),
    )


def _languages(tables: Mapping[str, list[Entry]]) -> Iterator[str]:
    """Yield every language in which the document says anything."""
    for entries in tables.values():
        for entry in entries:
            nested = [child for children in entry.children.values() for child in children]
            for each in (entry, *nested):
                yield from translated_texts(each.model, each.row)


def _table_faults(entries: list[Entry], known: Known) -> Iterator[Fault]:
    seen: set[str] = set()
    for entry in entries:
        key = key_of(entry.model)
        value = entry.values.get(key)
        if isinstance(value, str):
            if value in seen:
                yield Fault(entry.item, key, "comes twice")
            seen.add(value)
        yield from _entry_faults(entry, known)


def _entry_faults(entry: Entry, known: Known) -> Iterator[Fault]:
    is_procedure = entry.model is ProcedureType
    nested = PROCEDURE_NESTED if is_procedure else frozenset[str]()
    faults = list(
        field_faults(
            entry.model, entry.row, item=entry.item, nested=nested, languages=known.languages
        )
    )
    yield from faults
    entry.broken.update(fault.field for fault in faults)
    if is_procedure:
        yield from _part_faults(entry)
    for rule in RULES[entry.model]:
        if not entry.broken.intersection(rule.fields):
            for field, reason in rule.check(entry, known):
                yield Fault(entry.item, field, reason)
    for children in entry.children.values():
        for child in children:
            yield from _entry_faults(child, known)


def _part_faults(entry: Entry) -> Iterator[Fault]:
    for part in sorted(PROCEDURE_NESTED):
        rows = entry.row.get(part, [])
        if not isinstance(rows, list):
            yield Fault(entry.item, part, "must be a list")
            entry.broken.add(part)
        elif part in NESTED:
            yield from _shape_faults(rows, f"{entry.item}, {part}")
