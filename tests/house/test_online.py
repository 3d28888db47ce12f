"""Whether something may be booked online is decided in one place."""

import ast

from tests.house import source

DECIDES = "intake/services/online_check.py"


def test_nothing_else_refuses_what_is_asked_for_online():
    refusing = [
        source.name(path)
        for path in source.containing(r"\bOnlineRefused\(", *source.FLOORS)
        for node in source.nodes(path)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "OnlineRefused"
    ]
    assert set(refusing) == {DECIDES}


def test_the_policies_are_asked_through_it():
    asking = [
        source.name(path)
        for path in source.containing(r"^from scheduling\.core\.online_policy", *source.FLOORS)
        for found in source.imports(path)
        if isinstance(found, ast.ImportFrom)
        and any(alias.name == "decide" for alias in found.names)
    ]
    assert asking == [DECIDES]
