"""What a visit uses up of the limits of its procedures."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from clinics.core.intervals import epoch_minute
from scheduling.core.limit_usage import usages
from scheduling.core.rule_context import Limit, OtherVisit, Treatment

KYIV = ZoneInfo("Europe/Kyiv")
START = datetime(2026, 11, 26, 7, 0, tzinfo=UTC)
LEFT = Treatment("tfesi", frozenset({"epidural"}), "left", frozenset({"L5"}))
MOST = Limit("tfesi", "any", "epidural", "At most 3.", max_count=3, within_days=365)
APART = Limit("tfesi", "any", "", "14 days.", min_days=14)


def before(days: int, treatment: Treatment = LEFT) -> OtherVisit:
    start = epoch_minute(START - timedelta(days=days))
    return OtherVisit(start, start + 60, treatment)


@pytest.mark.parametrize(
    ("limit", "others", "number", "last"),
    [
        (MOST, [], 1, None),
        (MOST, [before(20)], 2, 20),
        (MOST, [before(20), before(200)], 3, 20),
        (MOST, [before(364)], 2, 364),
        (MOST, [before(365)], 1, 365),
        (MOST, [before(20), before(20)], 2, 20),
        (MOST, [before(-20)], 1, None),
        (MOST, [before(20, Treatment("caudal", frozenset({"epidural"})))], 2, 20),
        (MOST, [before(20, Treatment("mri"))], 1, None),
        (APART, [before(20), before(200)], 0, 20),
        (APART, [], 0, None),
    ],
    ids=[
        "the first",
        "the second",
        "the third",
        "last day that counts",
        "a year ago counts no more",
        "two injections of a visit are one",
        "a later one is not told of",
        "another of the group",
        "something else",
        "an interval knows the last one",
        "an interval without one",
    ],
)
def test_usage(limit: Limit, others: list[OtherVisit], number: int, last: int | None) -> None:
    (found,) = usages([limit], [LEFT], others, start=epoch_minute(START), zone=KYIV)
    told = None if last is None else epoch_minute(START - timedelta(days=last))
    assert (found.number, found.last) == (number, told)


def test_limit_of_another_procedure_is_not_told() -> None:
    other = Limit("caudal", "any", "", "Other.", min_days=14)
    assert not list(usages([other], [LEFT], [], start=epoch_minute(START), zone=KYIV))
