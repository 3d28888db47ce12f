"""Writes checked entries as rows, and only those rows that differ."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import models

from procedures.services.catalogue_entry import Entry
from procedures.services.catalogue_fields import content_fields


class Put(NamedTuple):
    """One row after it was brought to the values of the document."""

    row: Any
    is_new: bool
    has_changed: bool


@dataclass(slots=True)
class Tally:
    """The items a load touched, by what happened to them."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    deactivated: list[str] = field(default_factory=list)

    def count(self, item: str, *, is_new: bool, has_changed: bool) -> None:
        if is_new:
            self.created.append(item)
        elif has_changed:
            self.updated.append(item)
        else:
            self.unchanged.append(item)


class Rows:
    """The rows of one model, by what names them in the document.

    Reads them all once and writes the new ones together, so that a load costs two queries per
    table plus one per row that differs. Nothing reaches the database before `flush`.
    """

    def __init__(self, model: type[models.Model], *key: str) -> None:
        self.model = model
        self.key = key
        self.found = {self._key_of(row): row for row in model._default_manager.all()}
        self.kept: set[tuple[Any, ...]] = set()
        self.new: list[models.Model] = []
        self.changed: list[tuple[models.Model, list[str]]] = []

    def put(self, **values: Any) -> Put:
        """Bring one row to these values; it has a primary key only after `flush`."""
        key = tuple(values[name] for name in self.key)
        self.kept.add(key)
        row = self.found.get(key)
        if row is None:
            self.new.append(self.model(**values))
            return Put(self.new[-1], is_new=True, has_changed=True)
        changed = [name for name, value in values.items() if getattr(row, name) != value]
        for name in changed:
            setattr(row, name, values[name])
        if changed:
            self.changed.append((row, changed))
        return Put(row, is_new=False, has_changed=bool(changed))

    def flush(self) -> None:
        """Write what was put."""
        self.model._default_manager.bulk_create(self.new)
        for row, fields in self.changed:
            row.save(update_fields=fields)
        self.new, self.changed = [], []

    def left_over(self) -> Iterator[Any]:
        """Yield the rows no values were put to, in no particular order."""
        return (row for key, row in self.found.items() if key not in self.kept)

    def delete_left_over(self, owner: int) -> bool:
        """Delete the rows of an owner (the first part of the key) no values were put to.

        For what has no life of its own; returns whether there was any.
        """
        surplus = [row for row in self.left_over() if self._key_of(row)[0] == owner]
        for row in surplus:
            row.delete()
        return bool(surplus)

    def _key_of(self, row: models.Model) -> tuple[Any, ...]:
        return tuple(getattr(row, name) for name in self.key)


def columns_of(entry: Entry) -> dict[str, Any]:
    """Return the values of an entry's own columns: no references, the position included."""
    values = {
        name: entry.values[name]
        for name, column in content_fields(entry.model).items()
        if not column.is_relation
    }
    if "translations" in entry.values:
        values["translations"] = entry.values["translations"]
    has_position = any(column.name == "position" for column in entry.model._meta.fields)
    return {**values, "position": entry.position} if has_position else values


def retire_left_over(rows: Rows) -> list[str]:
    """Retire what the file no longer has and name it; past visits point here, so it stays.

    An emergency question stays asked: leaving it out of a file must not switch it off.
    """
    retired = [
        row for row in rows.left_over() if row.is_active and not getattr(row, "is_permanent", False)
    ]
    for row in retired:
        row.is_active = False
        row.save(update_fields=["is_active"])
    return [f"{row._meta.verbose_name} {getattr(row, rows.key[0])}" for row in retired]
