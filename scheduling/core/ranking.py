"""Choosing among resources that all fit, so that the day stays usable."""

from collections.abc import Callable

from clinics.core.grid import TICK
from clinics.core.resource_kind import Kind
from scheduling.core.demand import Requirement
from scheduling.core.search import Preference, Supplied


def preference(
    *, known: frozenset[int] = frozenset(), tie: Callable[[], float] | None = None
) -> Preference:
    """Return the order in which candidates for a need are tried.

    Args:
        known: resource ids of practitioners the patient has seen; they come first.
        tie: gives a number per candidate to break ties; without it the lower id wins. The service
            passes a random one, so that racers do not all run for the same room.
    """

    def order(need: Requirement, resource: Supplied, index: int) -> tuple[float, ...]:
        return (
            stranger(need, resource, known),
            wasted_capabilities(need, resource),
            new_fragments(need, resource, index),
            tie() if tie else resource.id,
        )

    return order


def stranger(need: Requirement, resource: Supplied, known: frozenset[int]) -> int:
    """Prefer the same specialist as last time."""
    return int(need.kind is Kind.PRACTITIONER and bool(known) and resource.id not in known)


def wasted_capabilities(need: Requirement, resource: Supplied) -> int:
    """Keep special rooms and rare skills free for those who need them."""
    return len(resource.capabilities - need.capabilities)


def new_fragments(need: Requirement, resource: Supplied, index: int) -> int:
    """Count the pieces of free time left on either side: 0 fills a gap, 2 tears one open."""
    first = index + need.offset // TICK
    last = first + -(-need.minutes // TICK)
    free = resource.free
    return int(first > 0 and bool(free >> (first - 1) & 1)) + int(bool(free >> last & 1))
