"""The catalogue in memory, read again as soon as it has changed.

Every search and booking asks for the same few dozen rows, which change a few times a year. One tiny
query compares the edition; triggers renew it with every change (CatalogueEdition), so nothing stale
is served, also not within the transaction that makes the change.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Prefetch

from procedures.errors import UnknownProcedure
from procedures.models import (
    AntithromboticLeadTime,
    CombinationRule,
    ProcedureScreen,
    ProcedureType,
)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One edition. Its objects are shared by all threads: read them, never change them.

    types: by code, retired ones too, each with `needs`, `repeat_limits` and `asked` (screens with
    their active questions) read already. rules: the active combination rules. lead_times: the
    active ones of blood thinners. derived: what others work out of an edition, kept so that they
    do it once.
    """

    types: Mapping[str, ProcedureType]
    rules: tuple[CombinationRule, ...]
    lead_times: tuple[AntithromboticLeadTime, ...] = ()
    derived: dict[object, Any] = field(default_factory=dict, compare=False, repr=False)

    def offered(self, codes: Sequence[str]) -> list[ProcedureType]:
        """Return one procedure type per code, in the order asked.

        Raises: UnknownProcedure naming every code that is not offered.
        """
        found = {code: self.types.get(code) for code in codes}
        missing = [code for code, one in found.items() if one is None or not one.is_active]
        if missing:
            raise UnknownProcedure(missing)
        return [self.types[code] for code in codes]


_latest: tuple[UUID, Catalogue] | None = None


def current_catalogue() -> Catalogue:
    """Return the catalogue as it is now. Cost: 1 query; 7 after a change."""
    return catalogue_of(_edition())


def catalogue_of(edition: UUID | None) -> Catalogue:
    """Return the catalogue of the edition that was just read. Cost: no query; 6 after a change."""
    global _latest
    # First the edition, then the tables: what is kept under it can only be newer, never older.
    kept = _latest
    if edition is None:
        return _read()
    if kept is None or kept[0] != edition:
        kept = _latest = (edition, _read())
    return kept[1]


def _edition() -> UUID | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT edition FROM procedures_catalogueedition")
        row = cursor.fetchone()
    return row[0] if row else None


def _read() -> Catalogue:
    screens = ProcedureScreen.objects.filter(question__is_active=True).select_related("question")
    types = ProcedureType.objects.prefetch_related(
        "needs", "repeat_limits", Prefetch("procedure_screens", screens, to_attr="asked")
    )
    rules = CombinationRule.objects.filter(is_active=True).select_related("first", "second")
    lead_times = AntithromboticLeadTime.objects.filter(is_active=True)
    return Catalogue({one.code: one for one in types}, tuple(rules), tuple(lead_times))
