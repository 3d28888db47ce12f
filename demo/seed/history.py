"""Which patient a seeded visit is for: nobody is treated more often than the catalogue allows."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import chain
from random import Random

from people.models import Patient
from procedures.models import ProcedureType

MOST_INJECTIONS = 2
TRIES = 40


class Family(StrEnum):
    """Procedures that share an interval."""

    INJECTION = "injection"
    THERAPY = "therapy"
    OPERATION = "operation"
    OTHER = "other"


# Days between two visits of one patient; wider than the limits of the catalogue, never narrower.
APART = {
    frozenset({Family.INJECTION}): 16,
    frozenset({Family.THERAPY}): 3,
    frozenset({Family.INJECTION, Family.THERAPY}): 4,
    frozenset({Family.OPERATION, Family.INJECTION}): 40,
    frozenset({Family.OPERATION, Family.THERAPY}): 40,
    frozenset({Family.OPERATION}): 400,
}
SAME_PROCEDURE = {Family.OTHER: 21, Family.INJECTION: 16, Family.THERAPY: 3, Family.OPERATION: 400}
# Repeated after months only.
ONCE = frozenset({"rfa_medial_branch", "prf_drg"})


@dataclass(slots=True)
class Diary:
    """Who has been given what, and when."""

    patients: list[Patient]
    visits: dict[int, list[tuple[date, str, Family]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def draw(self, procedure: ProcedureType, day: date, rng: Random) -> Patient:
        """Return somebody who may have this procedure that day, at random."""
        tries = [rng.choice(self.patients) for _ in range(TRIES)]
        for patient in chain(tries, self.patients):
            if self._may_have(patient, procedure, day):
                return patient
        raise RuntimeError(f"Nobody is left for {procedure.code} on {day}: draw more patients.")

    def note(self, patient: Patient, procedure: ProcedureType, day: date) -> None:
        """Remember a visit."""
        self.visits[patient.pk].append((day, procedure.code, family_of(procedure)))

    def _may_have(self, patient: Patient, procedure: ProcedureType, day: date) -> bool:
        family, had = family_of(procedure), self.visits.get(patient.pk, [])
        if procedure.code in ONCE and any(code == procedure.code for _, code, _ in had):
            return False
        injections = sum(each is Family.INJECTION for _, _, each in had)
        if family is Family.INJECTION and injections >= MOST_INJECTIONS:
            return False
        return all(
            abs((day - other).days) >= _days_apart(procedure.code, family, code, each)
            for other, code, each in had
        )


def family_of(procedure: ProcedureType) -> Family:
    """Return the family of a procedure type, by its catalogue groups."""
    groups = {*procedure.groups, procedure.category}
    if groups & {"surgical"}:
        return Family.OPERATION
    if groups & {"body_therapy"}:
        return Family.THERAPY
    return Family.INJECTION if groups & {"minimally_invasive"} else Family.OTHER


def _days_apart(code: str, family: Family, other_code: str, other: Family) -> int:
    between = APART.get(frozenset({family, other}), 1)
    return max(between, SAME_PROCEDURE[family]) if code == other_code else between
