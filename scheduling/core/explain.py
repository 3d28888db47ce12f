"""Saying why a visit can or cannot begin: each rule and each need by itself.

The search ANDs masks and forgets which of them said no; this keeps them apart.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import and_

from clinics.core.grid import TICK, beginning_in, runs
from clinics.core.resource_kind import Kind
from scheduling.core.demand import Requirement
from scheduling.core.rules import Refusal
from scheduling.core.search import Search

PEOPLE = (Kind.PRACTITIONER, Kind.NURSE)
NEVER_TOGETHER = "each need is free at some time, but never all at once"


@dataclass(frozen=True, slots=True)
class RuleReport:
    """A rule with its reason; allows: the ticks at which it lets a visit begin."""

    rule: str
    reason: str
    allows: int


@dataclass(frozen=True, slots=True)
class NeedReport:
    """A need by itself.

    able: how many resources could ever meet it; skilled: the same, whoever was asked for.
    allows: arrival ticks at which enough of them are free. could: the same, were nothing booked:
    hours, closures and absences alone.
    """

    need: Requirement
    able: int
    skilled: int
    allows: int
    could: int

    @property
    def is_missing(self) -> bool:
        """Whether it cannot be met, whatever the day."""
        return self.able < self.need.quantity

    @property
    def name(self) -> str:
        """What people read: "2 x room [c_arm, procedure_room]"."""
        skills = f" [{', '.join(sorted(self.need.capabilities))}]" if self.need.capabilities else ""
        many = f"{self.need.quantity} x " if self.need.quantity > 1 else ""
        return f"{many}{self.need.kind.value}{skills}"

    def verdict(self, among: int) -> str:
        """Say why it allows none of these ticks."""
        if self.is_missing:
            is_there = self.skilled >= self.need.quantity
            return f"whom you ask for is no {self.name}" if is_there else f"there is no {self.name}"
        if self.could & among:
            return f"{self.name}: booked"
        return f"{self.name}: {'not at work' if self.need.kind in PEOPLE else 'closed'}"


@dataclass(frozen=True, slots=True)
class Explanation:
    """A visit laid over a window, taken apart. Masks are ticks of the search's grid.

    open: starts on the clinic's grid while its doors are open. lasting: those of them at which
    the doors stay open to the end of the visit. free: those that are offered.
    """

    open: int
    lasting: int
    rules: tuple[RuleReport, ...]
    needs: tuple[NeedReport, ...]
    free: int

    def reasons(self, ticks: int) -> list[str]:
        """Say why a visit cannot begin at any of these ticks; empty when it can at one.

        Whatever refuses all that is left by the doors, then by the rules, is named.
        """
        if self.free & ticks:
            return []
        if not self.open & ticks:
            return ["closed"]
        if not (left := self.lasting & ticks):
            return ["the clinic closes before the visit would end"]
        allowed = reduce(and_, (rule.allows for rule in self.rules), left)
        if not allowed:
            return [rule.reason for rule in self.rules if rule.allows & left != left]
        if blocked := [need for need in self.needs if not need.allows & allowed]:
            return [need.verdict(allowed) for need in blocked]
        return [NEVER_TOGETHER]


def explain(
    search: Search, *, idle: Search, starts: int, doors: int, refusals: Iterable[Refusal]
) -> Explanation:
    """Take a search apart into what each rule and each need alone would allow.

    Args:
        idle: the same search, were nothing booked.
        starts: ticks on the clinic's grid of starts.
        doors: ticks at which the clinic is open.
    """
    open_starts = starts & doors
    lasting = starts & runs(doors, -(-search.demand.total_minutes // TICK))
    rules = _rule_reports(search, refusals)
    needs = tuple(
        NeedReport(
            need=need,
            able=len(search.able(need)),
            skilled=sum(one.can_serve(need) for one in search.supply),
            allows=search.starts_for(need),
            could=idle.starts_for(need),
        )
        for need in search.demand.requirements
    )
    allowed = reduce(and_, (rule.allows for rule in rules), lasting)
    return Explanation(open_starts, lasting, rules, needs, search.starts(allowed))


def _rule_reports(search: Search, refusals: Iterable[Refusal]) -> tuple[RuleReport, ...]:
    """Join the refusals that give the same reason."""
    allows: dict[tuple[str, str], int] = {}
    for refusal in refusals:
        key = (refusal.rule, refusal.reason)
        refused = beginning_in((refusal.start, refusal.end), search.grid)
        allows[key] = allows.get(key, search.grid.full) & ~refused
    return tuple(RuleReport(rule, reason, mask) for (rule, reason), mask in allows.items())
