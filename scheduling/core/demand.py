"""What a visit asks of the clinic: phases in a row, and resources at staggered spans."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from clinics.core.messages import Words
from clinics.core.resource_kind import Kind


class Phase(StrEnum):
    """Parts of a visit, in this order and without a gap."""

    PREPARATION = "preparation"
    PROCEDURE = "procedure"
    OBSERVATION = "observation"


PHASE_ORDER = (Phase.PREPARATION, Phase.PROCEDURE, Phase.OBSERVATION)


class ImpossibleDemand(ValueError):
    """The procedures cannot be put into one visit, whatever the day."""


@dataclass(frozen=True, slots=True)
class NeedSpec:
    """One need of a catalogue entry: the same resource from first to last phase."""

    kind: Kind
    capabilities: frozenset[str]
    first_phase: Phase = Phase.PROCEDURE
    last_phase: Phase = Phase.PROCEDURE
    quantity: int = 1
    minutes_before: int = 0
    minutes_after: int = 0


@dataclass(frozen=True, slots=True)
class ProcedureSpec:
    """What the catalogue says of one procedure type, reduced to what time needs."""

    code: str
    preparation_minutes: int
    procedure_minutes: int
    observation_minutes: int
    needs: tuple[NeedSpec, ...]


@dataclass(frozen=True, slots=True)
class PhaseSpan:
    """A phase of a visit: minutes after arrival, and its length; never empty."""

    kind: Phase
    offset: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Requirement:
    """A resource that must be free from `offset` on, for `minutes`; buffers included.

    offset: minutes after arrival; negative when set-up begins before the patient comes.
    phases: those in which the patient uses it. is_lead: the person the patient comes to see.
    """

    kind: Kind
    capabilities: frozenset[str]
    offset: int
    minutes: int
    phases: tuple[Phase, ...]
    quantity: int = 1
    is_lead: bool = False

    @property
    def end(self) -> int:
        """Minutes after arrival at which it is free again."""
        return self.offset + self.minutes


@dataclass(frozen=True, slots=True)
class Demand:
    """A whole visit, ready to be searched for."""

    codes: tuple[str, ...]
    phases: tuple[PhaseSpan, ...]
    requirements: tuple[Requirement, ...]

    @property
    def total_minutes(self) -> int:
        """Arrival to discharge."""
        last = self.phases[-1]
        return last.offset + last.minutes

    @property
    def wanted(self) -> frozenset[tuple[Kind, frozenset[str]]]:
        """Kinds of resources with the capabilities each must have."""
        return frozenset((need.kind, need.capabilities) for need in self.requirements)

    @property
    def procedure_offset(self) -> int:
        """Minutes from arrival to the procedure."""
        return next(span.offset for span in self.phases if span.kind is Phase.PROCEDURE)

    @property
    def earliest_offset(self) -> int:
        """Minutes from arrival to the first use of anything; zero or negative."""
        return min(0, *(need.offset for need in self.requirements)) if self.requirements else 0

    @property
    def latest_end(self) -> int:
        """Minutes from arrival to the end of the last use, turnover included."""
        return max(self.total_minutes, *(need.end for need in self.requirements), 0)


def visit_demand(specs: Sequence[ProcedureSpec]) -> Demand:
    """Put procedures into one visit: one arrival, one preparation, one rest.

    The longest preparation, the procedures in sequence in one room with one specialist able to do
    all, the longest observation (design.md section 4).

    Raises:
        ImpossibleDemand: no procedure, or a procedure without length.
    """
    if not specs or any(spec.procedure_minutes <= 0 for spec in specs):
        raise ImpossibleDemand(Words("A visit needs at least one procedure that takes time."))
    phases = _phases(specs)
    merged: dict[object, Requirement] = {}
    for position in range(len(specs)):
        for key, need in _keyed(specs, position, phases):
            merged[key] = _join(merged[key], need) if key in merged else need
    ordered = sorted(merged.values(), key=lambda need: (need.offset, need.kind, need.minutes))
    return Demand(tuple(spec.code for spec in specs), phases, tuple(ordered))


def _phases(specs: Sequence[ProcedureSpec]) -> tuple[PhaseSpan, ...]:
    lengths = {
        Phase.PREPARATION: max(spec.preparation_minutes for spec in specs),
        Phase.PROCEDURE: sum(spec.procedure_minutes for spec in specs),
        Phase.OBSERVATION: max(spec.observation_minutes for spec in specs),
    }
    spans, offset = [], 0
    for kind in PHASE_ORDER:
        if lengths[kind]:
            spans.append(PhaseSpan(kind, offset, lengths[kind]))
            offset += lengths[kind]
    return tuple(spans)


def _requirements(
    specs: Sequence[ProcedureSpec], position: int, phases: tuple[PhaseSpan, ...]
) -> Iterable[Requirement]:
    by_kind = {span.kind: span for span in phases}
    before = sum(spec.procedure_minutes for spec in specs[:position])
    part = replace(
        by_kind[Phase.PROCEDURE],
        offset=by_kind[Phase.PROCEDURE].offset + before,
        minutes=specs[position].procedure_minutes,
    )
    for need in specs[position].needs:
        covered = PHASE_ORDER[
            PHASE_ORDER.index(need.first_phase) : PHASE_ORDER.index(need.last_phase) + 1
        ]
        # Only its own stretch of the procedures, unless it stays with the patient on either side.
        spans = [
            part if kind is Phase.PROCEDURE and len(covered) == 1 else by_kind[kind]
            for kind in covered
            if kind in by_kind
        ]
        if spans:
            yield _requirement(need, spans)


def _requirement(need: NeedSpec, spans: list[PhaseSpan]) -> Requirement:
    start = spans[0].offset - need.minutes_before
    end = spans[-1].offset + spans[-1].minutes + need.minutes_after
    phases = tuple(span.kind for span in spans)
    return Requirement(need.kind, need.capabilities, start, end - start, phases, need.quantity)


def _keyed(
    specs: Sequence[ProcedureSpec], position: int, phases: tuple[PhaseSpan, ...]
) -> Iterable[tuple[object, Requirement]]:
    """Name what one visit has only once, so that the parts of a combined visit share it.

    The first room of one procedure is the first room of the next, the second surgeon the second
    surgeon, the resting bay the resting bay. Equipment is taken per procedure, for its stretch.
    """
    seen: Counter[object] = Counter()
    for need in _requirements(specs, position, phases):
        role: object = need.phases
        if need.kind in (Kind.PRACTITIONER, Kind.ROOM):
            role = Phase.PROCEDURE in need.phases
        elif need.kind is Kind.EQUIPMENT:
            role = position
        seen[need.kind, role] += 1
        key = (need.kind, role, seen[need.kind, role])
        yield key, replace(need, is_lead=key == (Kind.PRACTITIONER, True, 1))


def _join(one: Requirement, other: Requirement) -> Requirement:
    start, end = min(one.offset, other.offset), max(one.end, other.end)
    return Requirement(
        one.kind,
        one.capabilities | other.capabilities,
        start,
        end - start,
        tuple(phase for phase in PHASE_ORDER if phase in {*one.phases, *other.phases}),
        max(one.quantity, other.quantity),
        one.is_lead,
    )
