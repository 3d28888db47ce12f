"""What staff must know of a visit at its time: which limits it passes over, what is unusual."""

from collections.abc import Collection, Iterable
from datetime import datetime

from clinics.core.intervals import epoch_minute
from scheduling.core.flag import MOST_SIGNS, checked_flags
from scheduling.core.rules import CLINICAL_RULES, WARNINGS, refusals
from scheduling.selectors.plan import VisitPlan


def flags_at(plan: VisitPlan, start: datetime) -> list[str]:
    """Return the names of the rules to tell staff about, each once, if the visit begins then.

    What refuses patients is passed over by staff alone; a warning is told whoever books.
    """
    minute = epoch_minute(start)
    told = refusals(plan.ask, (*CLINICAL_RULES, *WARNINGS))
    passed = [each.rule for each in told if each.forbids(minute)]
    return list(dict.fromkeys([*passed, *(each.rule for each in plan.together)]))


def renewed_flags(plan: VisitPlan, flags: list[str], *, old: datetime, new: datetime) -> list[str]:
    """Return the flags of a visit that moves: what its time had to say is said anew."""
    gone = flags_at(plan, old)
    kept = [each for each in flags if each not in gone]
    return noted([*kept, *flags_at(plan, new)], kept=kept, plan=plan)


def noted(
    flags: Iterable[str], *, kept: Collection[str] = (), plan: VisitPlan | None = None
) -> list[str]:
    """Return the flags to store on a visit: the one door through which a flag is written.

    Args:
        kept: what stood on the visit before; it stays, whatever the catalogue says today.
        plan: knows the catalogue, whose rules may be told by their codes.

    Raises:
        UnknownFlag: a word that is in no table.
    """
    told = {rule.code[:MOST_SIGNS] for rule in plan.catalogue.rules} if plan else set()
    return checked_flags(flags, {*kept, *told})
