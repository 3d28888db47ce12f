"""Finding the starts at which every need of a visit can be met.

Free time is a mask per resource (grid.py). A need of n ticks is a run of n free ticks; "any of
these" is OR, "several of these" a count of masks, "all needs" is AND at their offsets. Where two
needs could want the same resource at the same time, a candidate start is checked by assignment, so
that nothing false is offered.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from clinics.core.grid import TICK, Grid, indexes, runs, shifted
from clinics.core.resource_kind import Kind
from scheduling.core.demand import Demand, Requirement

# Orders the candidates for one need at one start: the lowest comes first; see ranking.py.
Preference = Callable[[Requirement, "Supplied", int], tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Supplied:
    """A resource with its free ticks in a grid. `free` already lacks what is taken or closed."""

    id: int
    kind: Kind
    capabilities: frozenset[str]
    free: int

    def can_serve(self, need: Requirement) -> bool:
        """Whether kind and capabilities fit, whatever the time."""
        return self.kind is need.kind and need.capabilities <= self.capabilities


@dataclass(frozen=True, slots=True)
class Assignment:
    """Which resource meets which requirement; one pair per resource taken."""

    start: int
    pairs: tuple[tuple[Requirement, int], ...]

    def practitioner(self) -> int | None:
        """Return the id of the person the patient comes to see, or None."""
        return next((resource for need, resource in self.pairs if need.is_lead), None)


@dataclass(frozen=True, slots=True)
class Search:
    """One visit sought in one grid.

    only: ids of those the patient would come to see; None allows everybody.
    """

    demand: Demand
    grid: Grid
    supply: Sequence[Supplied]
    only: frozenset[int] | None = None
    _able: dict[Requirement, tuple[Supplied, ...]] = field(default_factory=dict)
    _starts: dict[Requirement, list[tuple[Supplied, int]]] = field(default_factory=dict)
    _contested: list[bool] = field(default_factory=list)  # empty until it is asked for

    def able(self, need: Requirement) -> tuple[Supplied, ...]:
        """Return the resources that could ever meet a need."""
        if need not in self._able:
            self._able[need] = tuple(
                resource
                for resource in self.supply
                if resource.can_serve(need) and self._is_wanted(need, resource)
            )
        return self._able[need]

    def _is_wanted(self, need: Requirement, resource: Supplied) -> bool:
        return self.only is None or not need.is_lead or resource.id in self.only

    def starts(self, allowed: int) -> int:
        """Return the ticks, out of `allowed`, at which the visit can begin."""
        mask = allowed & self.grid.full
        for need in self.demand.requirements:
            if not mask:
                return 0
            mask &= self.starts_for(need)
        if not self.is_contested():
            return mask
        for index in _descending(mask):
            if self.assign(index) is None:
                mask ^= 1 << index
        return mask

    def starts_for(self, need: Requirement) -> int:
        """Return the arrival ticks at which enough resources are free for one need alone."""
        at_least = [0] * need.quantity  # [k]: ticks at which more than k resources are free
        for _, mask in self._starts_of(need):
            for level in range(need.quantity - 1, 0, -1):
                at_least[level] |= at_least[level - 1] & mask
            at_least[0] |= mask
        return at_least[-1]

    def _starts_of(self, need: Requirement) -> list[tuple[Supplied, int]]:
        """Pair each able resource with the arrival ticks at which it is free for the need."""
        if need not in self._starts:
            length, offset = -(-need.minutes // TICK), need.offset // TICK
            self._starts[need] = [
                (resource, shifted(runs(resource.free, length), -offset))
                for resource in self.able(need)
            ]
        return self._starts[need]

    def is_contested(self) -> bool:
        """Whether two needs could want the same resource for overlapping spans."""
        if not self._contested:
            pairs = combinations(self.demand.requirements, 2)
            self._contested.append(any(self._compete(one, other) for one, other in pairs))
        return self._contested[0]

    def _compete(self, one: Requirement, other: Requirement) -> bool:
        return (
            one.offset < other.end
            and other.offset < one.end
            and not {r.id for r in self.able(one)}.isdisjoint(r.id for r in self.able(other))
        )

    def assign(self, index: int, prefer: Preference | None = None) -> Assignment | None:
        """Choose resources for a visit that begins at a tick, or None if there is no way.

        Cost: backtracking over needs, scarcest first; visits have few needs.
        """
        choices = [
            (need, self.free_for(need, index, prefer))
            for need in self.demand.requirements
            for _ in range(need.quantity)
        ]
        choices.sort(key=lambda choice: len(choice[1]))
        pairs = _first_fit(choices, [])
        if pairs is None:
            return None
        return Assignment(self.grid.minute(index), tuple(pairs))

    def whom(self, index: int, prefer: Preference) -> int | None:
        """Return the id of the person a patient would see at a tick at which the visit can begin.

        The same as of `assign`; where no two needs compete, nobody else has to be chosen for that.
        """
        if self.is_contested():
            assignment = self.assign(index, prefer)
            return assignment.practitioner() if assignment else None
        lead = next((need for need in self.demand.requirements if need.is_lead), None)
        return self.free_for(lead, index, prefer)[0].id if lead else None

    def earliest_with(self, starts: int) -> dict[int, int]:
        """Return the first tick at which each person the patient could come to see is to be had.

        The first one of `starts` with `only` that person. Cost: a mask each; where two needs
        compete, an assignment per tick until one fits.

        Args:
            starts: ticks at which the visit can begin; who has none of them is left out.
        """
        leads = [need for need in self.demand.requirements if need.is_lead]
        if [need.quantity for need in leads] != [1]:
            return {}
        found = (
            (one.id, self._first_with(one.id, starts & mask))
            for one, mask in self._starts_of(leads[0])
        )
        return {who: index for who, index in found if index is not None}

    def _first_with(self, who: int, starts: int) -> int | None:
        if not self.is_contested():
            return next(indexes(starts), None)
        alone = Search(self.demand, self.grid, self.supply, frozenset({who}))
        return next((index for index in indexes(starts) if alone.assign(index)), None)

    def free_for(
        self, need: Requirement, index: int, prefer: Preference | None = None
    ) -> list[Supplied]:
        """Return the resources free for one need of a visit beginning at a tick, best first."""
        if index < 0:
            return []
        found = [one for one, starts in self._starts_of(need) if starts >> index & 1]
        if prefer is not None:
            found.sort(key=lambda resource: prefer(need, resource, index))
        return found


def _first_fit(
    choices: list[tuple[Requirement, list[Supplied]]], taken: list[tuple[Requirement, int]]
) -> list[tuple[Requirement, int]] | None:
    if not choices:
        return taken
    (need, candidates), *rest = choices
    for resource in candidates:
        if all(
            resource.id != other or need.end <= used.offset or used.end <= need.offset
            for used, other in taken
        ):
            found = _first_fit(rest, [*taken, (need, resource.id)])
            if found is not None:
                return found
    return None


def _descending(mask: int) -> Iterator[int]:
    while mask:
        index = mask.bit_length() - 1
        yield index
        mask ^= 1 << index
