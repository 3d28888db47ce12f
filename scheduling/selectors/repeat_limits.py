"""Reading the catalogue's limits in the terms of the pure rules."""

from collections.abc import Sequence

from django.utils.translation import get_language, gettext, ngettext

from procedures.models import CombinationRule, ProcedureType, RepeatLimit
from scheduling.core.flag import MOST_SIGNS, Flag, flag_about
from scheduling.core.rule_context import Limit, Pair

# As long as a flag of an appointment may be.

_SCOPES = {
    CombinationRule.Scope.SAME_REGION_SAME_DAY: "region",
    CombinationRule.Scope.OTHER_SIDE: "other_side",
}


def limits_for(
    types: Sequence[ProcedureType], verdict: str = RepeatLimit.Verdict.FORBIDDEN
) -> tuple[Limit, ...]:
    """Return the repeat limits that refuse, or warn, for types out of the catalogue.

    Cost: no query.
    """
    is_warning = verdict == RepeatLimit.Verdict.WARN
    rows = (
        row
        for each in dict.fromkeys(types)
        for row in each.repeat_limits.all()
        if row.verdict == verdict
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
            flag=_limit_flag(row) if is_warning else "",
        )
        for row in rows
    )


def pairs_for(
    types: Sequence[ProcedureType],
    rules: Sequence[CombinationRule],
    verdict: str = CombinationRule.Verdict.FORBIDDEN,
) -> tuple[Pair, ...]:
    """Return the pairs to keep apart, or to warn of, either side being one of these.

    Cost: no query.
    """
    ids = {each.pk for each in types}
    groups = {group for each in types for group in each.groups}
    is_warning = verdict == CombinationRule.Verdict.WARN
    return tuple(
        Pair(
            first=row.first.code if row.first else row.first_group,
            second=row.second.code if row.second else row.second_group,
            reason=row.reason_in(get_language() or ""),
            scope=_SCOPES.get(CombinationRule.Scope(row.scope), "any"),
            hours=row.min_hours,
            one_way=row.scope == CombinationRule.Scope.AFTER_WITHIN,
            only_different=row.only_different_types,
            flag=flag_of(row.code) if is_warning else "",
        )
        for row in rules
        if row.verdict == verdict
        and row.scope != CombinationRule.Scope.SAME_VISIT
        and ({row.first_id, row.second_id} & ids or {row.first_group, row.second_group} & groups)
    )


def flag_of(rule_code: str) -> str:
    """Return what a warning of a pair is called among the flags of a visit."""
    return rule_code[:MOST_SIGNS]


def _limit_flag(row: RepeatLimit) -> str:
    family = Flag.UNUSUAL_INTERVAL if row.min_days is not None else Flag.UNUSUAL_COUNT
    return flag_about(family, row.counts_group)


def _limit_reason(row: RepeatLimit) -> str:
    name = row.procedure_type.plain_name_in(get_language() or "")
    if row.min_days is not None:
        return ngettext(
            "%(name)s: at least %(n)s day is needed between two of these.",
            "%(name)s: at least %(n)s days are needed between two of these.",
            row.min_days,
        ) % {"name": name, "n": row.min_days}
    words = {"name": name, "most": row.max_count, "days": row.within_days}
    return gettext("%(name)s: no more than %(most)s are given within %(days)s days.") % words
