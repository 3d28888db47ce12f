"""What it means that a visit fits, said slowly: minutes in lists, every combination tried.

Written from the definition (design.md section 5) and sharing no line with the search: no bits, no
ticks, no shortcuts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from clinics.core.resource_kind import Kind
from scheduling.core.demand import Demand, Requirement


@dataclass(frozen=True)
class Thing:
    """A resource and the epoch minutes at which it is free."""

    id: int
    kind: Kind
    capabilities: frozenset[str]
    free: frozenset[int]


Choice = tuple[tuple[Requirement, int], ...]


def fits(
    demand: Demand, start: int, things: Sequence[Thing], only: frozenset[int] | None = None
) -> bool:
    """Whether some way to share out the resources lets the visit begin at this minute."""
    units = [need for need in demand.requirements for _ in range(need.quantity)]
    able = [list(_able(need, start, things, only)) for need in units]
    rivals = [
        (one, other)
        for one, other in combinations(range(len(units)), 2)
        if _meet(units[one], units[other])
    ]
    return any(all(ids[one] != ids[other] for one, other in rivals) for ids in product(*able))


def is_valid(
    choice: Choice,
    demand: Demand,
    start: int,
    things: Sequence[Thing],
    only: frozenset[int] | None = None,
) -> bool:
    """Whether a choice meets every need in full, with free resources, none used twice."""
    units = sorted(repr(need) for need in demand.requirements for _ in range(need.quantity))
    return (
        sorted(repr(need) for need, _ in choice) == units
        and all(id_ in _able(need, start, things, only) for need, id_ in choice)
        and all(
            id_ != another or not _meet(need, other)
            for (need, id_), (other, another) in combinations(choice, 2)
        )
    )


def _able(
    need: Requirement, start: int, things: Sequence[Thing], only: frozenset[int] | None
) -> Iterator[int]:
    minutes = _minutes(need, start)
    for thing in things:
        is_wanted = only is None or not need.is_lead or thing.id in only
        is_able = thing.kind == need.kind and need.capabilities <= thing.capabilities
        if is_wanted and is_able and all(minute in thing.free for minute in minutes):
            yield thing.id


def _meet(one: Requirement, other: Requirement) -> bool:
    """Whether two needs have a minute in common, so that one resource cannot serve both."""
    return bool(set(_minutes(one, 0)) & set(_minutes(other, 0)))


def _minutes(need: Requirement, start: int) -> range:
    return range(start + need.offset, start + need.offset + need.minutes)
