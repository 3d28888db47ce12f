"""Brings the catalogue tables to what a catalogue file says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, models, transaction

from procedures.models import (
    CombinationRule,
    ProcedureScreen,
    ProcedureType,
    ScreeningQuestion,
)
from procedures.services.catalogue_document import (
    NESTED,
    TABLES,
    CatalogueDocument,
    check_document,
    key_of,
    read_document,
)
from procedures.services.catalogue_entry import Entry
from procedures.services.catalogue_rows import Put, Rows, Tally, columns_of, retire_left_over

CATALOGUE = Path(__file__).resolve().parent.parent / "data" / "catalogue.json"

# Any number, as long as no other advisory lock of the product uses it.
LOAD_LOCK = 0x6361_7461

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did, item by item, in the order of the file."""

    version: str
    created: tuple[str, ...]
    updated: tuple[str, ...]
    unchanged: tuple[str, ...]
    deactivated: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"Catalogue {self.version}: {len(self.created)} created, {len(self.updated)} updated, "
            f"{len(self.unchanged)} unchanged, {len(self.deactivated)} deactivated"
        )


def load_catalogue(
    *,
    path: Path | None = None,
    document: Mapping[str, Any] | None = None,
    on_progress: Progress | None = None,
) -> LoadReport:
    """Bring the catalogue tables to what a document says, wholly or not at all.

    Loading the same document twice changes nothing the second time. What a clinic edited by hand
    is overwritten; what the document no longer has is deactivated and reported, never deleted.

    Args: document: a catalogue, or path: the file with it; without both, the shipped catalogue.
        on_progress: called with (table, entries done, entries in all) after each entry.
    Raises: CatalogueInvalid with every fault, before anything is written.
    Cost: two queries per table, one more per row that differs.
    """
    if document is None:
        document = read_document(path or CATALOGUE)
    catalogue = check_document(document)
    with transaction.atomic():
        _wait_for_other_loads()
        return _Load(catalogue, on_progress or _no_progress).run()


def _wait_for_other_loads() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOAD_LOCK])


def _no_progress(table: str, done: int, total: int) -> None:
    """Show nothing."""


class _Load:
    """One load of a sound catalogue; lives for one transaction."""

    def __init__(self, catalogue: CatalogueDocument, on_progress: Progress) -> None:
        self.catalogue = catalogue
        self.on_progress = on_progress
        self.tally = Tally()
        self.written: dict[type[models.Model], dict[str, Any]] = {}

    def run(self) -> LoadReport:
        for table in TABLES:
            self._write(table)
        return LoadReport(
            version=self.catalogue.version,
            created=tuple(self.tally.created),
            updated=tuple(self.tally.updated),
            unchanged=tuple(self.tally.unchanged),
            deactivated=tuple(self.tally.deactivated),
        )

    def _write(self, table: str) -> None:
        model, entries = TABLES[table], self.catalogue.tables[table]
        rows = Rows(model, key_of(model))
        puts = [
            rows.put(**columns_of(entry), **self._references(entry), is_active=True)
            for entry in entries
        ]
        rows.flush()
        self.written[model] = {getattr(put.row, rows.key[0]): put.row for put in puts}
        nested_changes = self._write_nested(entries, puts) if model is ProcedureType else set()
        for done, (entry, put) in enumerate(zip(entries, puts, strict=True), start=1):
            has_changed = put.has_changed or entry.item in nested_changes
            self.tally.count(entry.item, is_new=put.is_new, has_changed=has_changed)
            self.on_progress(table, done, len(entries))
        self.tally.deactivated.extend(retire_left_over(rows))

    def _references(self, entry: Entry) -> dict[str, int | None]:
        """Return the sides of a combination rule, which name procedure types by code."""
        if entry.model is not CombinationRule:
            return {}
        procedures = self.written[ProcedureType]
        codes = {side: entry.values[side] for side in ("first", "second")}
        return {f"{side}_id": procedures[code].pk if code else None for side, code in codes.items()}

    def _write_nested(self, entries: list[Entry], puts: list[Put]) -> set[str]:
        """Write what is nested in procedure types; returns the items where something changed."""
        changed: set[str] = set()
        tables = {
            name: Rows(model, "procedure_type_id", "position") for name, model in NESTED.items()
        }
        screens = Rows(ProcedureScreen, "procedure_type_id", "question_id")
        for entry, put in zip(entries, puts, strict=True):
            owner = put.row.pk
            nested_puts = [
                *(
                    tables[name].put(**columns_of(child), procedure_type_id=owner)
                    for name, children in entry.children.items()
                    for child in children
                ),
                *(
                    screens.put(**columns, procedure_type_id=owner)
                    for columns in self._screens(entry)
                ),
            ]
            removed = [rows.delete_left_over(owner) for rows in (*tables.values(), screens)]
            if any(one.has_changed for one in nested_puts) or any(removed):
                changed.add(entry.item)
        for rows in (*tables.values(), screens):
            rows.flush()
        return changed

    def _screens(self, entry: Entry) -> list[dict[str, int]]:
        questions = self.written[ScreeningQuestion]
        codes = entry.row.get("screens", [])
        return [
            {"question_id": questions[code].pk, "position": position}
            for position, code in enumerate(codes, start=1)
        ]
