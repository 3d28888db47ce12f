"""Minutes as half-open spans: touching is not overlapping, and order of input never matters."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinics.core.intervals import (
    NaiveDatetime,
    Span,
    contains,
    epoch_minute,
    from_epoch_minute,
    intersect,
    normalise,
    subtract,
    total_minutes,
)
from tests.profiles import examples

spans = st.lists(st.tuples(st.integers(-20, 60), st.integers(-20, 60)), max_size=8)


def minutes(of: list[Span]) -> set[int]:
    """Return every covered minute: the slow and obvious model of a list of spans."""
    return {minute for start, end in of for minute in range(start, end)}


NORMALISE = [
    pytest.param([], [], id="nothing"),
    pytest.param([(5, 5)], [], id="empty"),
    pytest.param([(9, 5)], [], id="backwards"),
    pytest.param([(0, 5), (5, 9)], [(0, 9)], id="touching spans become one"),
    pytest.param([(0, 5), (6, 9)], [(0, 5), (6, 9)], id="a minute between keeps them apart"),
    pytest.param([(6, 9), (0, 5)], [(0, 5), (6, 9)], id="sorted"),
    pytest.param([(0, 9), (2, 4)], [(0, 9)], id="one inside another"),
    pytest.param([(0, 4), (2, 9), (0, 4)], [(0, 9)], id="overlapping and doubled"),
]


@pytest.mark.parametrize(("given_spans", "expected"), NORMALISE)
def test_normalise(given_spans: list[Span], expected: list[Span]) -> None:
    assert normalise(given_spans) == expected
    assert normalise(reversed(given_spans)) == expected


SUBTRACT = [
    pytest.param([(0, 9)], [], [(0, 9)], id="nothing taken"),
    pytest.param([], [(0, 9)], [], id="nothing there"),
    pytest.param([(0, 9)], [(0, 9)], [], id="all taken"),
    pytest.param([(0, 9)], [(3, 5)], [(0, 3), (5, 9)], id="a hole"),
    pytest.param([(0, 9)], [(-5, 2), (7, 20)], [(2, 7)], id="both edges"),
    pytest.param([(3, 9)], [(0, 3), (9, 12)], [(3, 9)], id="neighbours take nothing"),
    pytest.param([(0, 4), (6, 9)], [(3, 7)], [(0, 3), (7, 9)], id="across a pause"),
    pytest.param([(0, 9)], [(5, 5), (8, 6)], [(0, 9)], id="empty spans take nothing"),
]


@pytest.mark.parametrize(("there", "taken", "left"), SUBTRACT)
def test_subtract(there: list[Span], taken: list[Span], left: list[Span]) -> None:
    assert subtract(there, taken) == left


def test_intersect_of_touching_spans_is_empty() -> None:
    assert intersect([(0, 5)], [(5, 9)]) == []


def test_intersect_keeps_each_shared_piece() -> None:
    assert intersect([(0, 9)], [(1, 2), (4, 12)]) == [(1, 2), (4, 9)]


CONTAINS = [
    pytest.param((2, 5), True, id="inside"),
    pytest.param((0, 9), True, id="the whole span"),
    pytest.param((0, 10), False, id="one minute longer"),
    pytest.param((-1, 5), False, id="one minute earlier"),
    pytest.param((8, 13), False, id="across a pause"),
    pytest.param((12, 18), True, id="across two spans that touch"),
    pytest.param((4, 4), False, id="empty"),
    pytest.param((5, 4), False, id="backwards"),
]


@pytest.mark.parametrize(("span", "expected"), CONTAINS)
def test_contains(span: Span, expected: bool) -> None:
    assert contains([(0, 9), (12, 15), (15, 20)], span) is expected


def test_total_minutes_counts_a_shared_minute_once() -> None:
    assert total_minutes([(0, 5), (3, 9), (20, 21)]) == 10


@examples(40)
@given(spans, spans)
def test_set_algebra_agrees_with_single_minutes(a: list[Span], b: list[Span]) -> None:
    assert minutes(subtract(a, b)) == minutes(a) - minutes(b)
    assert minutes(intersect(a, b)) == minutes(a) & minutes(b)
    assert total_minutes(a) == len(minutes(a))
    for result in (subtract(a, b), intersect(a, b), normalise(a)):
        assert normalise(result) == result


@examples(40)
@given(spans, st.tuples(st.integers(-20, 60), st.integers(-20, 60)))
def test_contains_agrees_with_single_minutes(a: list[Span], span: Span) -> None:
    wanted = minutes([span])
    assert contains(a, span) is (bool(wanted) and wanted <= minutes(a))


def test_epoch_minute_cuts_seconds_off_on_both_sides_of_1970() -> None:
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    assert epoch_minute(epoch + timedelta(seconds=119, microseconds=999_999)) == 1
    assert epoch_minute(epoch - timedelta(seconds=1)) == -1


def test_epoch_minute_of_far_years_is_not_rounded() -> None:
    assert from_epoch_minute(epoch_minute(datetime(9998, 12, 31, 23, 59, 59, 999_999, UTC))) == (
        datetime(9998, 12, 31, 23, 59, tzinfo=UTC)
    )


def test_epoch_minute_reads_the_offset() -> None:
    kolkata = timezone(timedelta(hours=5, minutes=30))
    assert epoch_minute(datetime(1970, 1, 1, 5, 31, tzinfo=kolkata)) == 1


def test_epoch_minute_refuses_a_naive_datetime() -> None:
    with pytest.raises(NaiveDatetime, match="2026-11-23T09:00:00 has no offset"):
        epoch_minute(datetime(2026, 11, 23, 9))  # noqa: DTZ001


def test_from_epoch_minute_gives_utc() -> None:
    moment = from_epoch_minute(29_000_000)
    assert moment.tzinfo is UTC
    assert epoch_minute(moment) == 29_000_000
