"""Finding one's way in a catalogue document, and spoiling it."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from procedures.errors import CatalogueInvalid, Fault
from procedures.services.catalogue_document import check_document

Document = dict[str, Any]
Spoil = Callable[[Document], Any]


def entry(document: Mapping[str, Any], code: str, *, table: str = "procedures") -> dict[str, Any]:
    """Return one entry by its code."""
    return next(row for row in document[table] if row["code"] == code)


def need_words(need: Mapping[str, Any]) -> str:
    """Say a need in one line: kind [capabilities] phases +minutes after."""
    phases = need["first_phase"]
    if need["last_phase"] != phases:
        phases += f"..{need['last_phase']}"
    tail = f" +{need['minutes_after']}" if need.get("minutes_after") else ""
    return f"{need['kind']} [{', '.join(need['capabilities'])}] {phases}{tail}"


def faults_in(document: Any) -> list[Fault]:
    """Return what the check finds; fails the test when it finds nothing."""
    with pytest.raises(CatalogueInvalid) as invalid:
        check_document(document)
    return list(invalid.value.faults)


def setting(code: str, field: str, value: Any, table: str = "procedures") -> Spoil:
    """Spoil a document by a value."""
    return lambda document: entry(document, code, table=table).update({field: value})


def dropping(code: str, field: str, table: str = "procedures") -> Spoil:
    """Spoil a document by leaving a field out."""
    return lambda document: entry(document, code, table=table).pop(field)


def nesting(code: str, part: str, index: int, **values: Any) -> Spoil:
    """Spoil what is nested in a procedure type."""
    return lambda document: entry(document, code)[part][index].update(values)
