"""Visits that no clinic would think of: a few kinds, shared pools, buffers, several at once."""

from hypothesis import strategies as st

from clinics.core.grid import TICK
from clinics.core.resource_kind import Kind
from scheduling.core.demand import (
    PHASE_ORDER,
    Demand,
    NeedSpec,
    Phase,
    PhaseSpan,
    ProcedureSpec,
    Requirement,
)

# Every need asks for "x", some for more; most resources have it all.
ASKED = st.sampled_from([frozenset("x"), frozenset("x"), frozenset("xa"), frozenset("b")])
HAD = st.sampled_from([frozenset("xab"), frozenset("xab"), frozenset("xa"), frozenset("xb")])
FEW_KINDS = st.sampled_from([Kind.PRACTITIONER, Kind.ROOM, Kind.BAY])
QUANTITIES = st.sampled_from([1, 1, 1, 1, 2, 3])
FIVES = st.sampled_from([0, 0, 5, 10])


@st.composite
def bare_demands(draw: st.DrawFn) -> Demand:
    """Needs at any offset, crossing one another, also before arrival; one pool or several."""
    needs = []
    for position in range(draw(st.integers(1, 3))):
        kind = draw(FEW_KINDS)
        needs.append(
            Requirement(
                kind,
                draw(ASKED),
                offset=draw(st.integers(-2, 5)) * TICK,
                minutes=draw(st.integers(1, 5)) * TICK,
                phases=(Phase.PROCEDURE,),
                quantity=draw(QUANTITIES),
                is_lead=position == 0 and kind is Kind.PRACTITIONER,
            )
        )
    return Demand(("x",), (PhaseSpan(Phase.PROCEDURE, 0, TICK),), tuple(needs))


@st.composite
def procedures(draw: st.DrawFn) -> ProcedureSpec:
    needs = []
    for _ in range(draw(st.sampled_from([0, 1, 2, 2]))):
        first, last = sorted(draw(st.tuples(st.integers(0, 2), st.integers(0, 2))))
        needs.append(
            NeedSpec(
                draw(FEW_KINDS | st.just(Kind.EQUIPMENT)),
                draw(ASKED),
                PHASE_ORDER[first],
                PHASE_ORDER[last],
                draw(QUANTITIES),
                draw(FIVES),
                draw(FIVES),
            )
        )
    minutes = draw(st.integers(1, 3)) * TICK
    return ProcedureSpec("x", draw(FIVES), minutes, draw(FIVES), tuple(needs))
