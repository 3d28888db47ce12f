"""From catalogue entries to what a visit asks of the clinic."""

from collections.abc import Sequence

from clinics.core.resource_kind import Kind
from procedures.catalogue import Catalogue
from procedures.models import ProcedureType
from scheduling.core.demand import Demand, NeedSpec, Phase, ProcedureSpec, visit_demand


def demand_of(catalogue: Catalogue, types: Sequence[ProcedureType]) -> Demand:
    """Return what a visit of these procedures asks for, types out of this catalogue."""
    key = ("demand", *(each.code for each in types))
    if key not in catalogue.derived:
        catalogue.derived[key] = visit_demand([to_spec(each) for each in types])
    demand: Demand = catalogue.derived[key]
    return demand


def to_spec(procedure_type: ProcedureType) -> ProcedureSpec:
    """Reduce a catalogue entry to what time needs; its needs must be prefetched."""
    return ProcedureSpec(
        code=procedure_type.code,
        preparation_minutes=procedure_type.preparation_minutes,
        procedure_minutes=procedure_type.procedure_minutes,
        observation_minutes=procedure_type.observation_minutes,
        needs=tuple(
            NeedSpec(
                kind=Kind(need.kind),
                capabilities=frozenset(need.capabilities),
                first_phase=Phase(need.first_phase),
                last_phase=Phase(need.last_phase),
                quantity=need.quantity,
                minutes_before=need.minutes_before,
                minutes_after=need.minutes_after,
            )
            for need in procedure_type.needs.all()
        ),
    )
