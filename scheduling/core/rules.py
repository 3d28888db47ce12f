"""When a visit may not begin, and why.

Each rule is a function that yields refusals: spans of start times it forbids, with the reason in
plain words. Search, booking and explanation read the same list, so what is shown is what is
enforced. Limits are catalogue data (docs/rules.md), clinic defaults, unconfirmed.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from clinics.core.intervals import epoch_minute, from_epoch_minute
from clinics.core.messages import Counted, Words
from clinics.core.walltime import day_bounds
from scheduling.core import body_parts
from scheduling.core.flag import Flag
from scheduling.core.rule_context import Ask, Limit, OtherVisit, Pair, Refusal, Treatment

__all__ = ["Ask", "Limit", "OtherVisit", "Pair", "Refusal", "Rule", "Treatment"]

Rule = Callable[[Ask], Iterable[Refusal]]


def not_in_the_past(ask: Ask) -> Iterator[Refusal]:
    """A visit begins after now, which may be some seconds into its minute."""
    yield Refusal("past", Words("This time has already passed."), end=ask.now + 1)


def minimum_notice(ask: Ask) -> Iterator[Refusal]:
    """The clinic needs some time to prepare."""
    hours = f"{ask.minimum_notice_minutes / 60:g}"
    reason = Words("The clinic needs at least %(hours)s hours' notice.", hours=hours)
    yield Refusal("notice", reason, end=ask.now + ask.minimum_notice_minutes)


def horizon(ask: Ask) -> Iterator[Refusal]:
    """Calendars open only so far ahead; counted in local days."""
    today = from_epoch_minute(ask.now).astimezone(ask.zone).date()
    reason = Counted(
        "Times open %(n)s day ahead.", "Times open %(n)s days ahead.", ask.horizon_days
    )
    yield Refusal("horizon", reason, start=_day_end(today + timedelta(ask.horizon_days), ask.zone))


def lead_time(ask: Ask) -> Iterator[Refusal]:
    """Some medicines need days of preparation before a needle is safe."""
    if ask.earliest_on is not None:
        reason = Words(
            "Because of your blood thinner a doctor looks at your medicines first. The first day "
            "is %(day)s. Do not change any medicine yourself.",
            day=f"{ask.earliest_on:%d.%m.%Y}",
        )
        yield Refusal(Flag.LEAD_TIME, reason, end=_day_start(ask.earliest_on, ask.zone))


def order_validity(ask: Ask) -> Iterator[Refusal]:
    """An order allows visits only until its last day."""
    if ask.order_until is not None:
        until = f"{ask.order_until:%d.%m.%Y}"
        reason = Words("The doctor's order is valid until %(day)s.", day=until)
        yield Refusal(Flag.AFTER_ORDER, reason, start=_day_end(ask.order_until, ask.zone))


def max_per_day(ask: Ask) -> Iterator[Refusal]:
    """The clinic does only so many visits of a kind on one local day."""
    for full in ask.full_days:
        start, end = _day_start(full.day, ask.zone), _day_end(full.day, ask.zone)
        yield Refusal(Flag.MAX_PER_DAY, full.reason, start, end)


def repeat_interval(ask: Ask) -> Iterator[Refusal]:
    """The same treatment keeps a number of days from the last and the next one."""
    for limit, visits in _counted(ask):
        if limit.min_days is not None:
            for start in visits:
                day = _local_day(start, ask.zone)
                yield Refusal(
                    limit.flag or Flag.REPEAT_INTERVAL,
                    limit.reason,
                    _day_end(day - timedelta(limit.min_days), ask.zone),
                    _day_start(day + timedelta(limit.min_days), ask.zone),
                )


def repeat_count(ask: Ask) -> Iterator[Refusal]:
    """The same treatment is given on only so many visits within any stretch of local days."""
    for limit, visits in _counted(ask):
        if limit.max_count is None or limit.within_days is None:
            continue
        reach = timedelta(limit.within_days)
        days = [_local_day(start, ask.zone) for start in visits]
        for first, last in zip(days, days[limit.max_count - 1 :], strict=False):
            if last - first < reach:
                yield Refusal(
                    limit.flag or Flag.REPEAT_COUNT,
                    limit.reason,
                    _day_end(last - reach, ask.zone),
                    _day_start(first + reach, ask.zone),
                )


def kept_apart(ask: Ask) -> Iterator[Refusal]:
    """Some treatments are never given on one day, or need hours between them."""
    for pair in ask.pairs:
        for treatment in ask.treatments:
            for visit in ask.others:
                yield from _apart(pair, treatment, visit, ask.zone)


def one_place_at_a_time(ask: Ask) -> Iterator[Refusal]:
    """The patient cannot be in two visits at once."""
    for visit in ask.others:
        yield Refusal(
            "patient_busy",
            Words("There is already a visit booked for this person at that time."),
            visit.start - ask.visit_minutes + 1,
            visit.end,
        )


def worth_a_word(ask: Ask) -> Iterator[Refusal]:
    """Limits and pairs that only warn: a doctor should know, nobody is refused."""
    warned = replace(ask, limits=ask.warned_limits, pairs=ask.warned_pairs)
    for rule in (repeat_interval, repeat_count, kept_apart):
        yield from rule(warned)


# What the calendar and the patient's other visits forbid to everybody.
CALENDAR_RULES: tuple[Rule, ...] = (not_in_the_past, horizon, one_place_at_a_time)

# What medicine, the order or a limit of the clinic forbids; a member of staff may go past it and
# leaves a flag.
CLINICAL_RULES: tuple[Rule, ...] = (
    lead_time,
    order_validity,
    max_per_day,
    repeat_interval,
    repeat_count,
    kept_apart,
)

# What refuses nobody and is told to staff.
WARNINGS: tuple[Rule, ...] = (worth_a_word,)

# Patients and the public API.
RULES: tuple[Rule, ...] = (*CALENDAR_RULES, minimum_notice, *CLINICAL_RULES)


def refusals(ask: Ask, rules: Iterable[Rule] = RULES) -> list[Refusal]:
    """Return every refusal of every rule, in the order of the rules."""
    return [refusal for rule in rules for refusal in rule(ask)]


def reasons_against(ask: Ask, start: datetime, rules: Iterable[Rule] = RULES) -> list[Refusal]:
    """Return why a visit may not begin at an aware instant; empty when it may."""
    minute = epoch_minute(start)
    return [refusal for refusal in refusals(ask, rules) if refusal.forbids(minute)]


def _counted(ask: Ask) -> Iterator[tuple[Limit, list[int]]]:
    """Pair each limit with the sorted starts of the visits it counts."""
    for limit in ask.limits:
        for treatment in ask.treatments:
            if treatment.code == limit.code:
                yield limit, counted_visits(limit, treatment, ask.others)


def counted_visits(limit: Limit, treatment: Treatment, others: Iterable[OtherVisit]) -> list[int]:
    """Return the sorted starts of the visits a limit counts for a treatment it is about."""
    return sorted(
        {
            visit.start  # once, however many injections it had
            for visit in others
            if visit.treatment.is_named(limit.counts or limit.code)
            and _in_scope(limit.scope, treatment, visit.treatment)
        }
    )


def _in_scope(scope: str, one: Treatment, other: Treatment) -> bool:
    if scope == "region":
        return one.same_region(other)
    if scope == "side_level":
        return body_parts.may_be_one_side(one.side, other.side) and one.same_level(other)
    if scope == "other_side":
        return body_parts.may_be_two_sides(one.side, other.side)
    return True


def _apart(
    pair: Pair, treatment: Treatment, visit: OtherVisit, zone: ZoneInfo
) -> Iterator[Refusal]:
    after = treatment.is_named(pair.second) and visit.treatment.is_named(pair.first)
    before = treatment.is_named(pair.first) and visit.treatment.is_named(pair.second)
    if pair.only_different and treatment.code == visit.treatment.code:
        return
    if not (after or before) or not _in_scope(pair.scope, treatment, visit.treatment):
        return
    start, end = _reach(pair, visit.start, zone)
    if pair.one_way and not (after and before):
        start, end = (visit.start, end) if after else (start, visit.start)
    yield Refusal(pair.flag or Flag.KEPT_APART, pair.reason, start, end)


def _reach(pair: Pair, start: int, zone: ZoneInfo) -> tuple[int, int]:
    if pair.hours is not None:
        return start - pair.hours * 60 + 1, start + pair.hours * 60
    day = _local_day(start, zone)
    return _day_start(day, zone), _day_end(day, zone)


def _local_day(minute: int, zone: ZoneInfo) -> date:
    return from_epoch_minute(minute).astimezone(zone).date()


def _day_start(day: date, zone: ZoneInfo) -> int:
    return epoch_minute(day_bounds(day, zone)[0])


def _day_end(day: date, zone: ZoneInfo) -> int:
    return epoch_minute(day_bounds(day, zone)[1])
