"""Two at once must not both take the last place of a day."""

from dataclasses import replace
from datetime import datetime

from scheduling.selectors.daily_limits import full_days, limited
from scheduling.selectors.plan import VisitPlan
from scheduling.services.locks import lock_days


def with_days_locked(plan: VisitPlan, *, start: datetime, now: datetime) -> VisitPlan:
    """Wait for the right to the local day of a start, and count its visits again.

    Between persons and resources in the order of locks. Where nothing is limited by the day
    nobody waits and nothing is asked.
    """
    kinds = limited(plan.types)
    if not kinds:
        return plan
    try:
        day = start.astimezone(plan.clinic.zone).date()
    except OverflowError:  # check_start says so
        return plan
    lock_days(f"{plan.clinic.pk}:{each.pk}:{day}" for each in kinds)
    full = full_days(plan.types, clinic=plan.clinic, now=now, ignoring=plan.ignoring)
    return replace(plan, ask=replace(plan.ask, full_days=full))
