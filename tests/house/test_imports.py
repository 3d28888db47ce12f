"""Imports only go down, stand at the top of a file, and no signal carries news upwards."""

import ast
from pathlib import Path

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
        for path in source.containing(r"^[ \t]+(from|import)\s", *EVERYWHERE)
        for found in source.imports(path)
        if found.col_offset and _is_in_a_function(path, found)
    ]
    assert hidden == []


def test_no_import_is_wild():
    wild = [
        f"{source.name(path)}:{found.lineno}"
        for path in source.containing(r"import\s+\*", *EVERYWHERE)
        for found in source.imports(path)
        if any(alias.name == "*" for alias in found.names)
    ]
    # Settings that are other settings, changed in a few places.
    settings = ("tests/settings.py", "demo/settings.py")
    assert [place for place in wild if not place.startswith(settings)] == []


def test_no_signals():
    listening = [
        f"{source.name(path)}:{found.lineno}"
        for path in source.containing(r"signals|dispatch", *source.FLOORS)
        for found in source.imports(path)
        for module in _modules(found)
        if module.startswith(SIGNALS)
    ]
    assert listening == []


def test_everything_is_counted_by_the_one_limiter():
    """Two counters for one thing give whoever guesses twice the tries."""
    counting = [
        source.name(path)
        for path in source.containing(r"import.*\bcache\b|from limits|import limits", "web")
        for found in source.imports(path)
        for module in _modules(found)
        if module.startswith(("limits.", "django.core.cache"))
    ]
    assert set(counting) == {"web/limits.py"}


def _is_in_a_function(path: Path, found: ast.stmt) -> bool:
    return any(
        function.lineno < found.lineno <= (function.end_lineno or 0)
        for function in source.functions(path)
    )


def _modules(found: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(found, ast.ImportFrom):
        return [f"{found.module}.{alias.name}" for alias in found.names]
    return [alias.name for alias in found.names]
