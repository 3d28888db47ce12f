"""Imports only go down, stand at the top of a file, and no signal carries news upwards."""

import ast

from importlinter.cli import lint_imports

from tests.house import source

EVERYWHERE = [*source.FLOORS, "tests"]
SIGNALS = ("django.dispatch", "django.db.models.signals", "django.core.signals", "celery.signals")


def test_imports_respect_the_floors(monkeypatch):
    monkeypatch.chdir(source.ROOT)
    assert lint_imports(no_cache=True) == 0


def test_every_import_stands_at_the_top():
    hidden = [
        f"{source.name(path)}:{found.lineno}"
        for path in source.files(*EVERYWHERE)
        for function in source.functions(source.tree(path))
        for found in source.imports(function)
    ]
    assert hidden == []


def test_no_import_is_wild():
    wild = [
        f"{source.name(path)}:{found.lineno}"
        for path in source.files(*EVERYWHERE)
        for found in source.imports(source.tree(path))
        if any(alias.name == "*" for alias in found.names)
    ]
    # The settings of the test run are the settings, changed in a few places.
    assert [place for place in wild if not place.startswith("config/test_settings.py")] == []


def test_no_signals():
    listening = [
        f"{source.name(path)}:{found.lineno}"
        for path in source.files(*source.FLOORS)
        for found in source.imports(source.tree(path))
        for module in _modules(found)
        if module.startswith(SIGNALS)
    ]
    assert listening == []


def _modules(found: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(found, ast.ImportFrom):
        return [f"{found.module}.{alias.name}" for alias in found.names]
    return [alias.name for alias in found.names]
