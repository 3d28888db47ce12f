"""Roles are decided in one table, people/permissions.py."""

import ast
from pathlib import Path

from tests.house import source

TABLE = "people/"
ALLOWED = {
    "benchmarks/": "makes an account to measure with",
    "demo/": "makes one account for each role, and says which",
}


def test_no_role_is_decided_outside_the_table():
    """A page, a call or a service asks `may(user, Action...)`; it names no role itself."""
    deciding = [
        f"{source.name(path)}:{line}"
        for path in source.containing(r"\bRole\b|\brole\b", *source.FLOORS)
        if not source.name(path).startswith((TABLE, *ALLOWED))
        for line in _roles_named(path)
    ]
    assert deciding == []


def test_the_exceptions_are_still_needed():
    named = [source.name(path) for path in source.files(*source.FLOORS) if _roles_named(path)]
    assert [place for place in ALLOWED if not any(each.startswith(place) for each in named)] == []


def _roles_named(path: Path) -> list[int]:
    """Return the lines that import Role, or read the role of somebody."""
    return [
        node.lineno
        for node in source.nodes(path)
        if (isinstance(node, ast.ImportFrom) and any(each.name == "Role" for each in node.names))
        or (isinstance(node, ast.Attribute) and node.attr == "role")
    ]
