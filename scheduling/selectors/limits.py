"""Reading the catalogue's limits in the terms of the pure rules."""

from collections.abc import Sequence

from procedures.models import CombinationRule, ProcedureType, RepeatLimit
from scheduling.core.rules import Limit, Pair

_SCOPES = {
    CombinationRule.Scope.SAME_REGION_SAME_DAY: "region",
    CombinationRule.Scope.OTHER_SIDE: "other_side",
}


def limits_for(types: Sequence[ProcedureType]) -> tuple[Limit, ...]:
    """Return the repeat limits that refuse, for types out of the catalogue. Cost: no query."""
    rows = (
        row
        for each in dict.fromkeys(types)
        for row in each.repeat_limits.all()
        if row.verdict == RepeatLimit.Verdict.FORBIDDEN
    )
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


def pairs_for(types: Sequence[ProcedureType], rules: Sequence[CombinationRule]) -> tuple[Pair, ...]:
    """Return the pairs that must be kept apart, either side being one of these. Cost: no query."""
    ids = {each.pk for each in types}
    groups = {group for each in types for group in each.groups}
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
        for row in rules
        if row.verdict == CombinationRule.Verdict.FORBIDDEN
        and row.scope != CombinationRule.Scope.SAME_VISIT
        and ({row.first_id, row.second_id} & ids or {row.first_group, row.second_group} & groups)
    )


def _limit_reason(row: RepeatLimit) -> str:
    name = row.procedure_type.plain_name
    if row.min_days is not None:
        return f"{name}: at least {row.min_days} days are needed between two of these."
    return f"{name}: no more than {row.max_count} are given within {row.within_days} days."
