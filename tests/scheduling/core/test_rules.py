"""Every rule refuses what it should and not a minute more: allowed and refused share a set-up.

Readings tested (procedures/models/repeat_limit.py): days are days of the clinic's calendar, not
spans of 24 hours. `min_days=14` refuses the 13th day and allows the 14th, before and after.
`max_count=3, within_days=182` allows three visits in any 182 days in a row; a visit counts once,
however many injections it has. `min_hours=48` is counted from arrival to arrival, 48:00 is enough.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinics.core.intervals import epoch_minute
from clinics.core.walltime import to_utc
from scheduling.core.rule_context import FullDay
from scheduling.core.rules import (
    CALENDAR_RULES,
    CLINICAL_RULES,
    RULES,
    Ask,
    Limit,
    OtherVisit,
    Pair,
    Refusal,
    Treatment,
    reasons_against,
    refusals,
)
from tests.profiles import examples

KYIV = ZoneInfo("Europe/Kyiv")
NEW_YORK = ZoneInfo("America/New_York")


def at(text: str, zone: ZoneInfo = KYIV) -> datetime:
    """Read a wall time: "2026-11-02 09:00"."""
    return to_utc(datetime.fromisoformat(text), zone)


NOW = at("2026-11-02 09:00")  # a Monday; the clocks of Kyiv went back on 25 October

EPIDURAL = frozenset({"epidural_steroid", "neuraxial"})
TFESI = Treatment("tfesi", EPIDURAL, "left", frozenset({"L5"}))
ILESI = Treatment("ilesi", EPIDURAL, "", frozenset({"L4"}))
STELLATE = Treatment("stellate", frozenset({"sympathetic"}), "left")
THERAPY = Treatment("physiotherapy", frozenset({"body_therapy"}))
FORTNIGHT = Limit("tfesi", "region", "epidural_steroid", "Two weeks apart.", min_days=14)
THREE = Limit("tfesi", "region", "epidural_steroid", "Three.", max_count=3, within_days=182)
ONE_A_DAY = Pair("epidural_steroid", "epidural_steroid", "One a day.", scope="region")
TWO_SIDES = Pair("stellate", "stellate", "Not both sides.", scope="other_side", hours=48)
REST = Pair("neuraxial", "body_therapy", "Rest first.", hours=48, one_way=True)


def had(text: str, treatment: Treatment = TFESI, minutes: int = 65) -> OtherVisit:
    start = epoch_minute(at(text))
    return OtherVisit(start, start + minutes, treatment)


FULL = FullDay(date(2026, 11, 10), "All places are taken.")
ASK = Ask(epoch_minute(NOW), KYIV, 0, 365, treatments=(TFESI,))


@dataclass(frozen=True)
class Case:
    """One set-up, its last refused and first allowed minute (or the other way round)."""

    rule: str
    ask: Ask
    refused: datetime
    allowed: datetime


def case(label: str, rule: str, refused: str, allowed: str, **fields: object) -> object:
    zone = fields.get("zone", KYIV)
    assert isinstance(zone, ZoneInfo)
    ask = replace(ASK, **fields)  # type: ignore[arg-type]
    return pytest.param(Case(rule, ask, at(refused, zone), at(allowed, zone)), id=label)


def limited(
    label: str, refused: str, allowed: str, *others: OtherVisit, **fields: object
) -> object:
    limit = fields.pop("limit", FORTNIGHT)
    assert isinstance(limit, Limit)
    rule = "repeat_interval" if limit.min_days else "repeat_count"
    return case(label, rule, refused, allowed, others=others, limits=(limit,), **fields)


def apart(label: str, refused: str, allowed: str, other: OtherVisit, **fields: object) -> object:
    return case(label, "kept_apart", refused, allowed, others=(other,), **fields)


PAIR = {"pairs": (ONE_A_DAY,)}
SIDES = {"pairs": (TWO_SIDES,), "treatments": (replace(STELLATE, side="right"),)}
THREE_HAD = (had("2026-05-04 14:00"), had("2026-06-01 09:00"), had("2026-06-15 09:00"))
TWICE = replace(THREE, max_count=2)

CASES = [
    case("past: this very minute", "past", "2026-11-02 09:00", "2026-11-02 09:01"),
    case("notice", "notice", "2026-11-02 10:59", "2026-11-02 11:00", minimum_notice_minutes=120),
    case("horizon", "horizon", "2027-02-01 00:00", "2027-01-31 23:59", horizon_days=90),
    case(
        "horizon: local days across the change of clocks", "horizon",
        "2026-10-28 00:00", "2026-10-27 23:59",
        now=epoch_minute(at("2026-10-20 23:30")), horizon_days=7,
    ),
    case(
        "horizon: today is the clinic's, not UTC's", "horizon",
        "2026-11-03 00:00", "2026-11-02 23:59",
        now=epoch_minute(at("2026-11-01 22:00", NEW_YORK)), horizon_days=1, zone=NEW_YORK,
    ),
    case(
        "lead time", "lead_time", "2026-11-09 23:59", "2026-11-10 00:00",
        earliest_on=date(2026, 11, 10),
    ),
    case(
        "order", "order", "2026-12-01 00:00", "2026-11-30 23:59", order_until=date(2026, 11, 30)
    ),
    case(
        "a full day: to midnight", "max_per_day", "2026-11-10 23:59", "2026-11-11 00:00",
        full_days=(FULL,),
    ),
    case(
        "a full day: from midnight, on the day of 25 hours", "max_per_day",
        "2026-10-25 00:00", "2026-10-24 23:59",
        now=epoch_minute(at("2026-10-20 09:00")),
        full_days=(replace(FULL, day=date(2026, 10, 25)),),
    ),
    limited(
        "gap after: the 14th day, from midnight on", "2026-12-07 23:59", "2026-12-08 00:00",
        had("2026-11-24 15:00"),
    ),
    limited(
        "gap before: the 14th day, until midnight", "2026-11-11 00:00", "2026-11-10 23:59",
        had("2026-11-24 15:00"),
    ),
    limited(
        "gap: 14 days on the calendar with an hour more", "2026-11-02 23:59", "2026-11-03 00:00",
        had("2026-10-20 00:30"),
    ),
    limited(
        "gap: another type of the group counts", "2026-12-07 23:59", "2026-12-08 00:00",
        had("2026-11-24 15:00", ILESI),
    ),
    limited(
        "gap: each counted visit has its own", "2026-11-29 23:59", "2026-11-30 12:00",
        had("2026-11-16 15:00"), had("2026-12-14 09:00"),
    ),
    limited(
        "count after: day 182 of the first", "2026-11-01 23:59", "2026-11-02 00:00", *THREE_HAD,
        limit=THREE,
    ),
    limited(
        "count before: 182 days ahead of the last", "2025-12-16 00:00", "2025-12-15 23:59",
        *THREE_HAD, limit=THREE,
    ),
    limited(
        "count: in between, only where both are near", "2026-06-03 00:00", "2026-06-02 23:59",
        had("2026-01-05 09:00"), had("2026-12-01 08:00"), had("2026-12-01 12:00"), limit=TWICE,
    ),
    limited(
        "count: order of the history does not matter", "2026-11-01 23:59", "2026-11-02 00:00",
        *reversed(THREE_HAD), limit=THREE,
    ),
    apart("same local day, late", "2026-11-24 23:59", "2026-11-25 00:00",
          had("2026-11-24 00:30"), **PAIR),
    apart("same local day, early", "2026-11-24 00:00", "2026-11-23 23:59",
          had("2026-11-24 23:30"), **PAIR),
    apart("same day by group", "2026-11-24 08:00", "2026-11-25 08:00",
          had("2026-11-24 12:00", ILESI), **PAIR),
    apart("48 hours after", "2026-11-26 08:59", "2026-11-26 09:00",
          had("2026-11-24 09:00", STELLATE), **SIDES),
    apart("48 hours before", "2026-11-22 09:01", "2026-11-22 09:00",
          had("2026-11-24 09:00", STELLATE), **SIDES),
    apart("48 hours are hours when the clocks change", "2026-10-26 07:59", "2026-10-26 08:00",
          had("2026-10-24 09:00", STELLATE), **SIDES),
    apart("one way: therapy after a block", "2026-11-26 08:59", "2026-11-26 09:00",
          had("2026-11-24 09:00"), pairs=(REST,), treatments=(THERAPY,)),
    apart("one way: therapy before a block is fine", "2026-11-24 09:00", "2026-11-24 08:00",
          had("2026-11-24 09:00"), pairs=(REST,), treatments=(THERAPY,)),
    apart("one way: a block before therapy", "2026-11-22 09:01", "2026-11-22 09:00",
          had("2026-11-24 09:00", THERAPY), pairs=(REST,)),
    apart("one way: a block after therapy is fine", "2026-11-24 08:00", "2026-11-24 10:00",
          had("2026-11-24 09:00", THERAPY), pairs=(REST,)),
    case(
        "in two places: the end of the new one", "patient_busy",
        "2026-11-24 07:56", "2026-11-24 07:55",
        others=(had("2026-11-24 09:00"),), visit_minutes=65,
    ),
    case(
        "in two places: the end of the other one", "patient_busy",
        "2026-11-24 10:04", "2026-11-24 10:05",
        others=(had("2026-11-24 09:00"),), visit_minutes=65,
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_rule_refuses_up_to_its_edge(case: Case) -> None:
    broken = {refusal.rule for refusal in reasons_against(case.ask, case.refused)}
    assert case.rule in broken
    still = {refusal.rule for refusal in reasons_against(case.ask, case.allowed)}
    assert case.rule not in still


def test_every_rule_has_a_case() -> None:
    named = {case.values[0].rule for case in CASES}  # type: ignore[attr-defined]
    assert len(named) == len(RULES)


def test_staff_are_bound_by_the_calendar_and_flagged_by_the_rest() -> None:
    assert not set(CALENDAR_RULES) & set(CLINICAL_RULES)
    assert set(RULES) >= {*CALENDAR_RULES, *CLINICAL_RULES}
    ask = replace(ASK, others=(had("2026-11-24 09:00"),), limits=(FORTNIGHT,), visit_minutes=65)
    start = at("2026-11-24 09:00")
    assert [each.rule for each in reasons_against(ask, start, CALENDAR_RULES)] == ["patient_busy"]
    assert [each.rule for each in reasons_against(ask, start, CLINICAL_RULES)] == [
        "repeat_interval"
    ]


def test_a_refusal_carries_the_reason_of_the_catalogue() -> None:
    ask = replace(ASK, others=(had("2026-11-24 09:00"),), limits=(FORTNIGHT,), pairs=(ONE_A_DAY,))
    reasons = [refusal.reason for refusal in reasons_against(ask, at("2026-11-24 12:00"))]
    assert reasons == ["Two weeks apart.", "One a day."]


def test_without_a_history_nothing_is_limited() -> None:
    ask = replace(ASK, limits=(FORTNIGHT, THREE), pairs=(ONE_A_DAY, TWO_SIDES, REST))
    assert refusals(ask, CLINICAL_RULES) == []


def test_a_limit_binds_only_its_own_procedure() -> None:
    ask = replace(ASK, treatments=(THERAPY,), others=(had("2026-11-24 09:00"),))
    assert refusals(replace(ask, limits=(FORTNIGHT, THREE)), CLINICAL_RULES) == []


def test_a_visit_counts_once_however_many_injections_it_had() -> None:
    both = [had("2026-10-12 09:00"), had("2026-10-12 09:00", ILESI)]
    ask = replace(ASK, others=tuple(both), limits=(TWICE,))
    assert reasons_against(ask, at("2026-11-24 09:00")) == []
    again = replace(ask, others=(*both, had("2026-10-13 09:00")))
    assert reasons_against(again, at("2026-11-24 09:00")) != []


def test_the_same_procedure_twice_is_not_meant_by_a_rule_for_different_ones() -> None:
    pair = replace(ONE_A_DAY, only_different=True)
    ask = replace(ASK, pairs=(pair,), others=(had("2026-11-24 09:00"),))
    assert refusals(ask, CLINICAL_RULES) == []
    other = replace(ask, others=(had("2026-11-24 09:00", ILESI),))
    assert len(refusals(other, CLINICAL_RULES)) == 1


REGIONS = [
    pytest.param({"L5"}, {"L1"}, True, id="one region"),
    pytest.param({"L5"}, {"C5"}, False, id="two regions"),
    pytest.param({"L5"}, {"lumbar"}, True, id="a level lies in its region"),
    pytest.param({"Th12"}, {"thoracic"}, True, id="Th is T"),
    pytest.param({"l5"}, {"L4"}, True, id="small letters"),
    pytest.param({"T12-L1"}, {"L5"}, True, id="a stretch lies in both regions"),
    pytest.param({"L5", "C6"}, {"C7"}, True, id="one of several"),
    pytest.param(set(), {"L5"}, True, id="unknown is taken as the same"),
    pytest.param(set(), set(), True, id="both unknown"),
    pytest.param({"shoulder_girdle"}, {"S1"}, False, id="a shoulder is not the sacrum"),
    pytest.param({"trapezius"}, {"thigh"}, False, id="muscles have names of their own"),
    pytest.param({"buttock"}, {"Buttock"}, True, id="the same muscle"),
]


@pytest.mark.parametrize(("one", "other", "is_same"), REGIONS)
def test_regions_are_the_same_unless_known_to_differ(
    one: set[str], other: set[str], is_same: bool
) -> None:
    first, second = Treatment("x", levels=frozenset(one)), Treatment("x", levels=frozenset(other))
    assert first.same_region(second) is second.same_region(first) is is_same


LEFT, RIGHT, BOTH, UNKNOWN = "left", "right", "bilateral", ""
SAME_PLACE = [
    pytest.param((LEFT, {"L5"}), (LEFT, {"L5"}), True, id="the same"),
    pytest.param((LEFT, {"L5"}), (RIGHT, {"L5"}), False, id="the other side"),
    pytest.param((LEFT, {"L5"}), (LEFT, {"L4"}), False, id="another level"),
    pytest.param((LEFT, {"L5", "L4"}), (LEFT, {"L4", "L3"}), True, id="one level in common"),
    pytest.param((LEFT, {"L5"}), (BOTH, {"L5"}), True, id="both sides are this side too"),
    pytest.param((LEFT, {"L5"}), (UNKNOWN, {"L5"}), True, id="an unknown side may be it"),
    pytest.param((LEFT, {"L5"}), (LEFT, set()), True, id="an unknown level may be it"),
    pytest.param((LEFT, {"L5"}), (LEFT, {"lumbar"}), True, id="a region may mean the level"),
    pytest.param((LEFT, {"L5"}), (LEFT, {"cervical"}), False, id="another region does not"),
    pytest.param((LEFT, {"l5"}), (LEFT, {"L5"}), True, id="small letters"),
]


@pytest.mark.parametrize(("one", "other", "is_same"), SAME_PLACE)
def test_a_side_and_level_may_be_the_same(
    one: tuple[str, set[str]], other: tuple[str, set[str]], is_same: bool
) -> None:
    assert is_refused("side_level", one, other) is is_same
    assert is_refused("side_level", other, one) is is_same


OTHER_SIDE = [
    pytest.param(LEFT, RIGHT, True, id="left, right"),
    pytest.param(LEFT, LEFT, False, id="left twice"),
    pytest.param(RIGHT, RIGHT, False, id="right twice"),
    pytest.param(LEFT, BOTH, True, id="both sides have the other one in them"),
    pytest.param(BOTH, BOTH, True, id="both sides twice"),
    pytest.param(LEFT, UNKNOWN, True, id="an unknown side may be the other one"),
    pytest.param(UNKNOWN, UNKNOWN, True, id="nothing is known"),
]


@pytest.mark.parametrize(("one", "other", "is_other"), OTHER_SIDE)
def test_the_other_side_is_refused_unless_known_to_be_the_same(
    one: str, other: str, is_other: bool
) -> None:
    assert is_refused("other_side", (one, set()), (other, set())) is is_other
    assert is_refused("other_side", (other, set()), (one, set())) is is_other


def is_refused(scope: str, wished: tuple[str, set[str]], given: tuple[str, set[str]]) -> bool:
    """Whether the day after `given`, `wished` breaks a gap of 7 days with this scope."""
    first = Treatment("x", side=given[0], levels=frozenset(given[1]))
    second = Treatment("x", side=wished[0], levels=frozenset(wished[1]))
    limit = Limit("x", scope, "", "Too soon.", min_days=7)
    others = (had("2026-11-24 09:00", first),)
    ask = replace(ASK, treatments=(second,), others=others, limits=(limit,))
    return bool(reasons_against(ask, at("2026-11-25 09:00")))


# Not 03:00, which the clocks show twice on 25 October.
MOMENTS = st.tuples(st.integers(0, 40), st.sampled_from([0, 2, 9, 12, 23]))


@examples(60)
@given(
    visits=st.lists(MOMENTS, max_size=6, unique=True),
    wished=MOMENTS,
    most=st.integers(1, 3),
    within=st.integers(1, 15),
)
def test_counts_and_gaps_follow_their_definition(
    visits: list[tuple[int, int]], wished: tuple[int, int], most: int, within: int
) -> None:
    """Days from 5 October 2026 on: one of them has 25 hours."""
    count = Limit("tfesi", "any", "", "Too many.", max_count=most, within_days=within)
    gap = Limit("tfesi", "any", "", "Too soon.", min_days=within)
    ask = replace(ASK, others=tuple(had(wall(*each)) for each in visits))

    days, new = [day for day, _ in visits], wished[0]
    stretches = [range(first, first + within) for first in range(new - within + 1, new + 1)]
    is_too_many = any(sum(day in each for day in days) >= most for each in stretches)
    is_too_soon = any(abs(day - new) < within for day in days)
    start = at(wall(*wished))
    assert bool(broken(replace(ask, limits=(count,)), start)) is is_too_many
    assert bool(broken(replace(ask, limits=(gap,)), start)) is is_too_soon


def wall(day: int, hour: int) -> str:
    return f"{date(2026, 10, 5) + timedelta(days=day)} {hour:02}:00"


def broken(ask: Ask, start: datetime) -> list[Refusal]:
    return reasons_against(ask, start, CLINICAL_RULES)
