"""One entry of a catalogue document on its way through the checks."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from procedures.services.catalogue_fields import with_defaults


@dataclass(slots=True)
class Entry:
    """A row of the document, the model it becomes and what is nested in it.

    `row` is what the document says; `values` adds the defaults of the model; `broken` names the
    fields already found faulty, so that no further check trips over them.
    """

    model: type[models.Model]
    item: str
    position: int
    row: Mapping[str, Any]
    values: dict[str, Any]
    parent: "Entry | None" = None
    children: "dict[str, list[Entry]]" = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)

    @classmethod
    def of(
        cls,
        model: type[models.Model],
        row: Mapping[str, Any],
        *,
        item: str,
        position: int,
        parent: "Entry | None" = None,
    ) -> "Entry":
        return cls(model, item, position, row, with_defaults(model, row), parent)


@dataclass(frozen=True, slots=True)
class Known:
    """The codes and keys an entry may refer to, and the languages each has to be written in."""

    sources: frozenset[str]
    capabilities: frozenset[str]
    questions: frozenset[str]
    procedures: frozenset[str]
    groups: frozenset[str]
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rule:
    """A check that needs more than one field; it only runs when `fields` are sound.

    `check` yields (field, reason) for everything it finds.
    """

    fields: frozenset[str]
    check: Callable[[Entry, Known], Iterable[tuple[str, str]]]
