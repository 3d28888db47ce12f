"""Words of the tables stand in their tables: nobody writes a status, event or flag past them."""

import ast
from collections.abc import Iterator
from pathlib import Path

from scheduling.core.event_kind import EventKind
from scheduling.core.flag import FAMILIES, Flag
from tests.house import source

FLOORS = ["web", "notifications", "intake", "scheduling", "demo"]
TABLES = {"scheduling/core/event_kind.py", "scheduling/core/flag.py", "scheduling/core/status.py"}
# Words that a flag or event shares with something else of the house.
SHARED_WORDS = {"order", "held", "requested", "booked", "cancelled", "expired", "called"}
SHARED_WORDS |= {
    "consent_missing",
    "call_only",
    "accepted",
    "declined",
    "unanswered",
    "combination",
    "left",
}


def test_only_steps_write_a_status() -> None:
    """Of an appointment; other rows have a status of their own and say so by their model."""
    found = [
        f"{source.name(path)}:{node.lineno}"
        for path in source.files("intake", "scheduling", "demo", "web")
        if source.name(path) != "scheduling/services/steps.py"
        for node in source.nodes(path)
        if isinstance(node, ast.Assign)
        for target in node.targets
        for name in (target.elts if isinstance(target, ast.Tuple) else [target])
        if isinstance(name, ast.Attribute) and name.attr == "status"
    ]
    assert found == []


def test_flags_are_written_through_one_door() -> None:
    found = [
        f"{source.name(path)}:{node.lineno}"
        for path in source.files("intake", "scheduling", "demo", "web")
        for node in source.nodes(path)
        for value in _written_flags(node)
        if not _comes_from_the_door(value)
    ]
    assert found == []


def test_event_words_stand_in_their_table_only() -> None:
    words = {kind.value for kind in EventKind} - SHARED_WORDS
    assert list(_literals(words)) == []


def test_flags_stand_in_their_table_only() -> None:
    words = {flag.value for flag in Flag} - {*FAMILIES} - SHARED_WORDS
    assert list(_literals(words)) == []


def _written_flags(node: ast.AST) -> Iterator[ast.expr]:
    """Yield what is assigned to `.flags` of a visit."""
    if isinstance(node, ast.Assign):
        for target in node.targets:
            if isinstance(target, ast.Attribute) and target.attr == "flags":
                yield node.value
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "new_visit":
        yield from (each.value for each in node.keywords if each.arg == "flags")


def _comes_from_the_door(value: ast.expr) -> bool:
    doors = {"noted", "renewed_flags", "_noted_flags"}
    return isinstance(value, ast.Call) and getattr(value.func, "id", "") in doors


def _literals(words: set[str]) -> Iterator[str]:
    for path in source.files(*FLOORS):
        if source.name(path) in TABLES or _is_words_of_a_face(path):
            continue
        for node in source.nodes(path):
            if isinstance(node, ast.Constant) and node.value in words:
                yield f"{source.name(path)}:{node.lineno} {node.value}"


def _is_words_of_a_face(path: Path) -> bool:
    """Templates' class names and keys of answers may spell a status; they decide nothing."""
    return source.name(path).startswith(("web/api/serializers/",))
