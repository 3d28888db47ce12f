"""Everything a search or a booking must know about one wished-for visit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import combinations

from clinics.core.intervals import epoch_minute
from clinics.models import Clinic
from clinics.selectors.resource_cache import Premises, standing
from people.models import Patient
from procedures.catalogue import Catalogue
from procedures.models import CombinationRule, ProcedureType, RepeatLimit
from procedures.selectors import CombinationVerdict, verdicts_between
from scheduling.core import body_parts as places
from scheduling.core.demand import Demand
from scheduling.core.filters import EVERYTHING, Narrowing
from scheduling.core.rule_context import Ask, Refusal, Treatment
from scheduling.core.rules import CALENDAR_RULES, RULES, Rule
from scheduling.errors import RuleBroken
from scheduling.models import Order
from scheduling.selectors.daily_limits import full_days
from scheduling.selectors.demand import demand_of
from scheduling.selectors.history import history_of
from scheduling.selectors.repeat_limits import flag_of, limits_for, pairs_for

FORBIDDEN_TOGETHER = "combination"


@dataclass(frozen=True, slots=True)
class BodyPart:
    """Where one procedure is done: left, right, bilateral or midline, and the levels."""

    side: str = ""
    levels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VisitPlan:
    """One wished-for visit: what it needs (demand) and what the rules look at (ask).

    practitioner: resource id the patient insists on. known: resource ids of specialists seen
    before. ignoring: pk of the appointment that is being moved. rules: those that bind the caller.
    together: what is to be said about these procedures in one visit. narrowing: what the patient
    keeps to besides; the rooms of it are in the demand already.
    """

    clinic: Clinic
    catalogue: Catalogue
    premises: Premises
    types: tuple[ProcedureType, ...]
    demand: Demand
    ask: Ask
    now: datetime
    practitioner: int | None = None
    known: frozenset[int] = frozenset()
    ignoring: int | None = None
    rules: tuple[Rule, ...] = RULES
    together: tuple[Refusal, ...] = ()
    narrowing: Narrowing = EVERYTHING

    @property
    def whom(self) -> frozenset[int] | None:
        """Resource ids of those the patient would come to see; None for everybody."""
        return self.narrowing.whom if self.practitioner is None else frozenset({self.practitioner})

    @property
    def codes(self) -> tuple[str, ...]:
        """Procedure codes in the order of the visit."""
        return self.demand.codes


def plan_visit(
    *,
    clinic: Clinic,
    codes: Sequence[str],
    now: datetime,
    practitioner: int | None = None,
    body_parts: Sequence[BodyPart] = (),
    order: Order | None = None,
    is_staff: bool = False,
) -> VisitPlan:
    """Turn procedure codes into a plan that knows no patient yet.

    Staff are bound by the calendar alone: notice, clinical limits and pairs that do not go
    together become flags (services/flags.py).
    Cost: 1 query; 1 more where only so many visits of a kind are done on a day.

    Raises:
        UnknownProcedure: a code that is not in the active catalogue.
        RuleBroken: a patient asks for procedures that must not be done in one visit.
    """
    catalogue, premises = standing(clinic)
    types = catalogue.offered(codes)
    demand = demand_of(catalogue, types)
    treatments = _treatments(types, body_parts)
    together = said_together(catalogue, types, treatments)
    forbidden = [each for each in together if each.rule == FORBIDDEN_TOGETHER]
    if forbidden and not is_staff:
        raise RuleBroken(forbidden)
    ask = Ask(
        now=epoch_minute(now),
        zone=clinic.zone,
        minimum_notice_minutes=clinic.minimum_notice_minutes,
        horizon_days=clinic.horizon_days,
        treatments=treatments,
        full_days=full_days(types, clinic=clinic, now=now),
        order_until=order.valid_until if order else None,
        visit_minutes=demand.total_minutes,
    )
    rules = CALENDAR_RULES if is_staff else RULES
    known = (clinic, catalogue, premises, tuple(types), demand)
    return VisitPlan(*known, ask, now, practitioner, rules=rules, together=together)


def _treatments(
    types: Sequence[ProcedureType], body_parts: Sequence[BodyPart]
) -> tuple[Treatment, ...]:
    """Return what is done where; a place that is not named yet is any."""
    parts = list(body_parts) + [BodyPart()] * (len(types) - len(body_parts))
    return tuple(to_treatment(each, part) for each, part in zip(types, parts, strict=False))


def for_patient(plan: VisitPlan, patient: Patient, *, ignoring: int | None = None) -> VisitPlan:
    """Add what the rules must know of the patient: other visits, limits, pairs.

    Cost: 1 query; 1 more for a visit that moves where days are full.
    """
    history = history_of(patient=patient, clinic=plan.clinic, ignoring=ignoring)
    plan = beside(plan, ignoring)
    if not history.others:
        return replace(plan, known=history.known)  # limits and pairs look at other visits
    ask = replace(
        plan.ask,
        others=history.others,
        limits=limits_for(plan.types),
        pairs=pairs_for(plan.types, plan.catalogue.rules),
        warned_limits=limits_for(plan.types, RepeatLimit.Verdict.WARN),
        warned_pairs=pairs_for(plan.types, plan.catalogue.rules, CombinationRule.Verdict.WARN),
    )
    return replace(plan, ask=ask, known=history.known)


def beside(plan: VisitPlan, ignoring: int | None) -> VisitPlan:
    """Leave one visit out of account: it moves, or it is the time the patient keeps already.

    Cost: no query; 1 where days are full.
    """
    if ignoring is None or not plan.ask.full_days:
        return replace(plan, ignoring=ignoring)
    full = full_days(plan.types, clinic=plan.clinic, now=plan.now, ignoring=ignoring)
    return replace(plan, ask=replace(plan.ask, full_days=full), ignoring=ignoring)


def narrow(plan: VisitPlan, narrowing: Narrowing) -> VisitPlan:
    """Keep to some times, people and rooms; a plan is narrowed once. Cost: no query."""
    return replace(plan, demand=narrowing.demand(plan.demand), narrowing=narrowing)


def to_treatment(procedure_type: ProcedureType, part: BodyPart) -> Treatment:
    """Say what is done and where, in the terms of the rules."""
    return Treatment(
        code=procedure_type.code,
        groups=frozenset(procedure_type.groups),
        side=part.side,
        levels=frozenset(part.levels),
    )


def said_together(
    catalogue: Catalogue, types: Sequence[ProcedureType], treatments: Sequence[Treatment]
) -> tuple[Refusal, ...]:
    """Return what forbids these procedures in one visit, or warns of it; the span means always.

    Cost: no query.
    """
    if len(types) < 2:
        return ()
    return tuple(
        Refusal(_rule_name(verdict), verdict.reason)
        for verdict in verdicts_between(types, catalogue.rules)
        if verdict.verdict != CombinationRule.Verdict.GOOD
        and any(_is_meant(verdict, *pair) for pair in combinations(treatments, 2))
    )


def _rule_name(verdict: CombinationVerdict) -> str:
    is_forbidden = verdict.verdict == CombinationRule.Verdict.FORBIDDEN
    return FORBIDDEN_TOGETHER if is_forbidden else flag_of(verdict.rule)


def _is_meant(verdict: CombinationVerdict, earlier: Treatment, later: Treatment) -> bool:
    """Whether a verdict about two codes holds for these two treatments; a code may come twice."""
    if (verdict.first, verdict.second) != (earlier.code, later.code):
        return False
    if verdict.scope == CombinationRule.Scope.OTHER_SIDE:
        return places.may_be_two_sides(earlier.side, later.side)
    return verdict.scope != CombinationRule.Scope.SAME_REGION_SAME_DAY or earlier.same_region(later)
