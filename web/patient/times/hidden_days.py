"""Why some days are not offered, in words: no patient shall puzzle over empty days."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from clinics.core.intervals import Span, epoch_minute, from_epoch_minute
from clinics.core.walltime import day_bounds
from clinics.translation import say
from scheduling.core.flag import Flag
from scheduling.core.rules import (
    kept_apart,
    lead_time,
    order_validity,
    refusals,
    repeat_count,
    repeat_interval,
)
from scheduling.selectors.plan import VisitPlan

# Days that are full are full like any other; what medicine and the order hide is told. The first
# two name their day themselves.
_TOLD = (lead_time, order_validity, repeat_interval, repeat_count, kept_apart)
DAY_MINUTES = 24 * 60
_DATED = frozenset({Flag.LEAD_TIME, Flag.AFTER_ORDER})


@dataclass(frozen=True, slots=True)
class HiddenDays:
    """A reason, and the days it hides: from `since` on, or from today; free again on `until`.

    Both are None where the reason says it all, or nothing is free of it within the calendar.
    """

    rule: str
    reason: str
    since: date | None = None
    until: date | None = None


def hidden_days(plan: VisitPlan, *, now: datetime) -> list[HiddenDays]:
    """Return what hides days of the calendar, as far as the person is known. Cost: no query."""
    zone, first = plan.clinic.zone, epoch_minute(now)
    today = day_bounds(now.astimezone(zone).date(), zone)[0]
    last = epoch_minute(today) + plan.clinic.horizon_days * DAY_MINUTES
    spans: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for refusal in refusals(plan.ask, _TOLD):
        start, end = max(refusal.start, first), min(refusal.end, last)
        if start < end:
            spans[refusal.rule, say(refusal.reason)].append((start, end))
    whole = {key: _whole(each) for key, each in spans.items()}
    return [
        _hidden(*key, span, (first, last), zone)
        for key, span in whole.items()
        if key[0] in _DATED or not _is_within(span, list(whole.values()))
    ]


def _whole(spans: list[Span]) -> Span:
    return min(start for start, _ in spans), max(end for _, end in spans)


def _is_within(span: Span, others: list[Span]) -> bool:
    """Whether another reason hides these days and more: one reason is enough."""
    return any(other[0] <= span[0] and span[1] <= other[1] and other != span for other in others)


def _hidden(rule: str, reason: str, span: Span, calendar: Span, zone: ZoneInfo) -> HiddenDays:
    start, end = span
    if rule in _DATED or end >= calendar[1]:
        return HiddenDays(rule, reason)
    since = None if start <= calendar[0] else from_epoch_minute(start).astimezone(zone).date()
    return HiddenDays(rule, reason, since, from_epoch_minute(end).astimezone(zone).date())
