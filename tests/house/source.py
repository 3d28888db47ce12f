"""The source files as this house keeps them, for the tests that look at them."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = [
    "config",
    "web",
    "notifications",
    "intake",
    "scheduling",
    "clinics",
    "procedures",
    "people",
    "languages",
]
FLOORS = ["benchmarks", "demo", *PRODUCT]
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@cache
def files(*folders: str, suffixes: tuple[str, ...] = (".py",)) -> list[Path]:
    """Return our own files under the folders, migrations and bytecode left out."""
    return sorted(
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.suffix in suffixes and not {"migrations", "__pycache__"} & set(path.parts)
    )


def containing(pattern: str, *folders: str) -> list[Path]:
    """Return the files worth parsing: those whose text has the pattern, line by line."""
    return [path for path in files(*folders) if re.search(pattern, path.read_text(), re.MULTILINE)]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


@cache
def nodes(path: Path) -> list[ast.AST]:
    """Return every node of a file; walking is what costs, so once is enough."""
    return list(ast.walk(tree(path)))


def imports(path: Path) -> Iterator[ast.Import | ast.ImportFrom]:
    return (node for node in nodes(path) if isinstance(node, ast.Import | ast.ImportFrom))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in nodes(path) if isinstance(node, FUNCTIONS))
