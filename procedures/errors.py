"""Domain errors of the catalogue. `web/errors.py` turns them into pages and API answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _


class ProcedureError(Exception):
    """Base of everything the catalogue refuses."""


class UnknownProcedure(ProcedureError):
    """A code that is not in the catalogue, or that is no longer offered."""

    def __init__(self, codes: Sequence[str]) -> None:
        self.codes = tuple(codes)
        super().__init__(
            _("Not in the catalogue: %(codes)s") % {"codes": ", ".join(map(repr, self.codes))}
        )


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong in a catalogue document: where, which field, and why."""

    item: str
    field: str
    reason: str

    def __str__(self) -> str:
        return f"{self.item}: {self.field}: {self.reason}"


class CatalogueInvalid(ProcedureError):
    """A catalogue document that must not be loaded; carries every fault found, not the first."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        lines = "\n".join(str(fault) for fault in self.faults)
        super().__init__(f"{len(self.faults)} fault(s) in the catalogue:\n{lines}")
