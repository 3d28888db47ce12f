"""What stands for months, in memory: the catalogue, and a clinic's resources with their hours.

Every search and booking asks for the same rows, which change a few times a week. One tiny query
compares both editions; triggers renew them with every change (PremisesEdition), so nothing stale is
served, also not within the transaction that makes the change.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection

from clinics.core.hours import DatedHours, WeeklyHours
from clinics.core.resource_kind import Kind
from clinics.models import Clinic, ExtraHours, Resource, WorkingHours
from procedures.catalogue import Catalogue, catalogue_of

Wanted = frozenset[tuple[Kind, frozenset[str]]]
"""What a visit needs of a clinic: kinds of resources with all capabilities each must have."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Opening hours, as one resource or more have them."""

    weekly: tuple[WeeklyHours, ...] = ()
    extra: tuple[DatedHours, ...] = ()


@dataclass(frozen=True, slots=True)
class Asset:
    """An active resource. Assets with the same hours share one pattern object."""

    id: int
    kind: Kind
    name: str
    capabilities: frozenset[str]
    hours: Pattern


@dataclass(frozen=True, slots=True)
class Premises:
    """One edition of a clinic; shared by all threads. assets: ascending ids. doors: its own hours.

    The answers of `able` are kept: a clinic offers some dozens of different visits.
    """

    assets: tuple[Asset, ...]
    doors: Pattern
    _able: dict[Wanted, tuple[Asset, ...]] = field(default_factory=dict)

    def able(self, wanted: Wanted) -> tuple[Asset, ...]:
        """Return who and what could meet some of what is wanted, ascending ids."""
        if wanted not in self._able:
            self._able[wanted] = tuple(
                asset
                for asset in self.assets
                if any(asset.kind is kind and skills <= asset.capabilities
                       for kind, skills in wanted)
            )  # fmt: skip
        return self._able[wanted]


_latest: dict[int, tuple[UUID, Premises]] = {}


def standing(clinic: Clinic) -> tuple[Catalogue, Premises]:
    """Return the catalogue and the clinic's premises as they are now.

    Cost: 1 query; 4 more after a change of the premises, 5 after one of the catalogue.
    """
    # First the editions, then the tables: what is kept under one can only be newer, never older.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT edition FROM procedures_catalogueedition),"
            " (SELECT edition FROM clinics_premisesedition WHERE clinic_id = %s)",
            [clinic.pk],
        )
        catalogue, premises = cursor.fetchone()
    return catalogue_of(catalogue), _premises_of(clinic, premises)


def _premises_of(clinic: Clinic, edition: UUID | None) -> Premises:
    kept = _latest.get(clinic.pk)
    if edition is None:
        return _read(clinic)
    if kept is None or kept[0] != edition:
        kept = _latest[clinic.pk] = (edition, _read(clinic))
    return kept[1]


def _read(clinic: Clinic) -> Premises:
    patterns = _read_patterns(clinic)
    rows = Resource.objects.filter(clinic=clinic, is_active=True).order_by("pk")
    assets = tuple(
        Asset(id_, Kind(kind), name, frozenset(skills), patterns.get(id_, _NEVER))
        for id_, kind, name, skills in rows.values_list("pk", "kind", "name", "capabilities")
    )
    return Premises(assets, patterns.get(None, _NEVER))


_NEVER = Pattern()


def _read_patterns(clinic: Clinic) -> Mapping[int | None, Pattern]:
    """Return hours by resource (None: the doors); equal hours are one object."""
    weekly: dict[int | None, list[WeeklyHours]] = defaultdict(list)
    fields = ("weekday", "start", "end", "valid_from", "valid_until")
    for whose, *values in _hours(WorkingHours, clinic, fields):
        weekly[whose].append(WeeklyHours(*values))
    extra: dict[int | None, list[DatedHours]] = defaultdict(list)
    for whose, *values in _hours(ExtraHours, clinic, ("day", "start", "end")):
        extra[whose].append(DatedHours(*values))
    shared: dict[Pattern, Pattern] = {}
    found = {
        whose: Pattern(tuple(weekly[whose]), tuple(extra[whose])) for whose in {*weekly, *extra}
    }
    return {whose: shared.setdefault(pattern, pattern) for whose, pattern in found.items()}


def _hours(
    model: type[WorkingHours] | type[ExtraHours], clinic: Clinic, fields: tuple[str, ...]
) -> Iterable[tuple]:
    rows = model.objects.filter(clinic=clinic)
    return rows.order_by(*fields).values_list("resource_id", *fields)
