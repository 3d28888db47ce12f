"""Reading the catalogue's limits in the terms of the pure rules."""

from collections.abc import Sequence

from django.db.models import Q

from procedures.models import CombinationRule, ProcedureType, RepeatLimit
from scheduling.core.rules import Limit, Pair

_SCOPES = {
    CombinationRule.Scope.SAME_REGION_SAME_DAY: "region",
    CombinationRule.Scope.OTHER_SIDE: "other_side",
}


def limits_for(types: Sequence[ProcedureType]) -> tuple[Limit, ...]:
    """Return the repeat limits that refuse, for these procedure types. Cost: 1 query."""
    rows = RepeatLimit.objects.filter(
        procedure_type__in=types, verdict=RepeatLimit.Verdict.FORBIDDEN
    ).select_related("procedure_type")
    return tuple(
        Limit(
            code=row.procedure_type.code,
            scope=row.scope,
            counts=row.counts_group,
            reason=_limit_reason(row),
            min_days=row.min_days,
            max_count=row.max_count,
            within_days=row.within_days,
        )
        for row in rows
    )


def pairs_for(types: Sequence[ProcedureType]) -> tuple[Pair, ...]:
    """Return the pairs that must be kept apart, either side being one of these. Cost: 1 query."""
    groups = sorted({group for each in types for group in each.groups})
    touching = (
        Q(first__in=types)
        | Q(second__in=types)
        | Q(first_group__in=groups)
        | Q(second_group__in=groups)
    )
    rows = CombinationRule.objects.filter(
        touching, verdict=CombinationRule.Verdict.FORBIDDEN, is_active=True
    ).select_related("first", "second")
    return tuple(
        Pair(
            first=row.first.code if row.first else row.first_group,
            second=row.second.code if row.second else row.second_group,
            reason=row.reason,
            scope=_SCOPES.get(CombinationRule.Scope(row.scope), "any"),
            hours=row.min_hours,
            one_way=row.scope == CombinationRule.Scope.AFTER_WITHIN,
            only_different=row.only_different_types,
        )
        for row in rows
        if row.scope != CombinationRule.Scope.SAME_VISIT
    )


def _limit_reason(row: RepeatLimit) -> str:
    name = row.procedure_type.plain_name
    if row.min_days is not None:
        return f"{name}: at least {row.min_days} days are needed between two of these."
    return f"{name}: no more than {row.max_count} are given within {row.within_days} days."
