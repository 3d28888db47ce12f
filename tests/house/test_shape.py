"""Small files, short functions, honest names."""

import ast
import re

import pytest

from tests.house import source

FILE_LINES = 300
TEST_FILE_LINES = 400
FUNCTION_LINES = 40
WHOLE_FUNCTION_LINES = 50
COLUMNS = 120
WRITTEN = "web/static/web/css/"
"""Put together from parts by web/styles/sheets.py."""
VAGUE = {"common", "utils", "util", "helpers", "misc"}


def test_files_are_short():
    suffixes = (".py", ".css", ".js", ".html")
    limits = {FILE_LINES: source.FLOORS, TEST_FILE_LINES: ["tests"]}
    long = [
        f"{source.name(path)}: {lines} lines"
        for limit, folders in limits.items()
        for path in source.files(*folders, suffixes=suffixes)
        if not source.name(path).startswith(WRITTEN)
        if (lines := len(path.read_text().splitlines())) >= limit
    ]
    assert long == []


def test_functions_are_short():
    long = [
        f"{source.name(path)}: {function.name}, {lines} lines"
        for path in source.files(*source.FLOORS)
        for function in source.functions(path)
        if (lines := _lines_of_code(function)) > FUNCTION_LINES
    ]
    assert long == []


def test_functions_are_short_with_their_docstrings():
    long = [
        f"{source.name(path)}: {function.name}, {lines} lines"
        for path in source.files(*source.FLOORS)
        for function in source.functions(path)
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > WHOLE_FUNCTION_LINES
    ]
    assert long == []


def test_templates_and_styles_are_narrow():
    wide = [
        f"{source.name(path)}:{number}"
        for path in source.files(*source.FLOORS, suffixes=(".html", ".css"))
        if "icons" not in path.parts and not source.name(path).startswith(WRITTEN)
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if len(line) > COLUMNS
    ]
    assert wide == []


def test_no_vague_module_names():
    vague = [
        source.name(path)
        for path in source.files(*source.FLOORS, "tests")
        if VAGUE & {path.stem, *path.relative_to(source.ROOT).parts}
    ]
    assert vague == []


def test_package_files_are_empty():
    """Except in config, which loads Celery, and in models, which list their classes."""
    full = [
        source.name(path)
        for path in source.files(*source.FLOORS, "tests")
        if path.name == "__init__.py"
        and path.read_text().strip()
        and path.parent.name != "models"
        and path.parent != source.ROOT / "config"
    ]
    assert full == []


def test_everything_is_annotated():
    bare = [
        f"{source.name(path)}:{function.lineno} {function.name}"
        for path in source.files(*source.FLOORS)
        for function in source.functions(path)
        if function.returns is None
    ]
    assert bare == []


@pytest.mark.parametrize("word", ["TODO", "FIXME", "XXX"])
def test_nothing_is_left_for_later(word):
    late = [
        source.name(path)
        for path in source.files(*source.FLOORS, suffixes=(".py", ".css", ".js", ".html"))
        if re.search(rf"\b{word}\b", path.read_text())
    ]
    assert late == []


def _lines_of_code(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count from the first line after the docstring: explaining is free."""
    body = function.body
    has_docstring = ast.get_docstring(function) is not None
    first = body[1] if has_docstring and len(body) > 1 else body[0]
    return (function.end_lineno or 0) - first.lineno + 1
