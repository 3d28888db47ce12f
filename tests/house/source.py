"""The source files as this house keeps them, for the tests that look at them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ["config", "web", "notifications", "scheduling", "procedures", "people"]


def files(*folders: str, suffixes: tuple[str, ...] = (".py",)) -> list[Path]:
    """Return our own files under the folders, migrations and bytecode left out."""
    return sorted(
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.suffix in suffixes and not {"migrations", "__pycache__"} & set(path.parts)
    )


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def imports(node: ast.AST) -> Iterator[ast.Import | ast.ImportFrom]:
    for found in ast.walk(node):
        if isinstance(found, ast.Import | ast.ImportFrom):
            yield found


def functions(node: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for found in ast.walk(node):
        if isinstance(found, ast.FunctionDef | ast.AsyncFunctionDef):
            yield found
