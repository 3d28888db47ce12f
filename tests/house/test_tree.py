"""The tree of docs/decisions/house.md: every module has a room, a name and a test beside it."""

import ast
import graphlib
from collections import Counter
from pathlib import Path

from tests.house import source

MODULES_IN_A_FOLDER = 20
# Words that end like a gerund and are the trade's own nouns.
NOUNS = {"booking", "online_booking", "ranking", "screening"}
NOUNS |= {"drawing", "formatting", "timing"}
# Every framework wants these under the same name.
SHARED_CLASSES = {"Command", "Migration"}
# Looks at the tree as a whole, or walks through all of it; the rest mirrors a module.
ACROSS = ("tests/house/", "tests/journeys/", "tests/browser/", "tests/survival/")


def test_folders_are_not_crowded():
    crowded = [
        f"{folder}: {count} modules"
        for folder, count in Counter(
            source.name(path.parent)
            for path in source.files(*source.FLOORS)
            if path.name != "__init__.py"
        ).items()
        if count > MODULES_IN_A_FOLDER
    ]
    assert crowded == []


def test_modules_are_nouns():
    gerunds = [
        source.name(path)
        for path in source.files(*source.FLOORS)
        if path.stem.endswith("ing") and path.stem not in NOUNS
    ]
    assert gerunds == []


def test_no_two_classes_share_a_name():
    places: dict[str, list[str]] = {}
    for path in source.files(*source.FLOORS):
        # Only classes of a module: a `Meta` or a `Status` belongs to the class around it.
        for node in source.tree(path).body:
            if isinstance(node, ast.ClassDef) and node.name not in SHARED_CLASSES:
                places.setdefault(node.name, []).append(source.name(path))
    shared = {name: where for name, where in places.items() if len(where) > 1}
    assert shared == {}


def test_no_imports_run_in_a_circle():
    """Not even those that only a type checker follows."""
    modules = {_module(path): path for path in source.files(*source.FLOORS)}
    graph = {module: set(_imported(path, modules)) - {module} for module, path in modules.items()}
    graphlib.TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle


def test_every_test_mirrors_a_module_or_is_a_journey():
    astray = [
        source.name(path)
        for path in source.files("tests")
        if path.name.startswith("test_")
        and not source.name(path).startswith(ACROSS)
        and not _has_subject(path)
    ]
    assert astray == []


def _has_subject(test: Path) -> bool:
    """Tell whether the module, page or package a test is named after exists.

    tests/a/b/test_c.py mirrors a/b/c.py, the package a/b/c, or a/b.py; what follows a module's
    name says which side of it is tested: test_search_properties.py mirrors search.py.
    """
    # What needs no server lies in a folder of its own, so that `make fast` finds it.
    room = str(test.parent.relative_to(source.ROOT / "tests")).removesuffix("/pure")
    folder = source.ROOT / room
    words = test.stem.removeprefix("test_").split("_")
    names = ["_".join(words[:count]) for count in range(len(words), 0, -1)]
    return any((folder / f"{name}.py").exists() or (folder / name).is_dir() for name in names)


def _module(path: Path) -> str:
    return ".".join(path.relative_to(source.ROOT).with_suffix("").parts).removesuffix(".__init__")


def _imported(path: Path, modules: dict[str, Path]) -> set[str]:
    found: set[str] = set()
    for statement in source.imports(path):
        if isinstance(statement, ast.Import):
            found |= {alias.name for alias in statement.names}
        elif statement.module:
            names = {f"{statement.module}.{alias.name}" for alias in statement.names}
            found |= names & modules.keys() or {statement.module}
    return found & modules.keys()
