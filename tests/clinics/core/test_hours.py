"""Opening hours are wall time: the same on every day, whatever happens to UTC."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinics.core.hours import DatedHours, WeeklyHours, open_spans, opening, whole_days
from clinics.core.intervals import Span, from_epoch_minute, normalise, subtract, total_minutes
from tests.clinics.core.clock_changes import changes
from tests.profiles import examples

KYIV = ZoneInfo("Europe/Kyiv")
MONDAY = date(2026, 11, 23)
ZONES = [
    ZoneInfo(name)
    for name in ("Europe/Kyiv", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca")
]
CHANGE_DAYS = [(zone, change.day) for zone in ZONES for change in changes(zone, 2026, 2026)]


def day_hours(weekday: int, start: int = 9, end: int = 17) -> WeeklyHours:
    return WeeklyHours(weekday, time(start), time(end), None, None)


def local(spans: list[Span], zone: ZoneInfo = KYIV) -> list[str]:
    """Write spans as people read them: "Mon 09:00-17:00"."""
    return [
        f"{from_epoch_minute(start).astimezone(zone):%a %H:%M}-"
        f"{from_epoch_minute(end).astimezone(zone):%H:%M}"
        for start, end in spans
    ]


def week(*rows: WeeklyHours) -> list[str]:
    return local(open_spans(rows, [], first=MONDAY, last=MONDAY + timedelta(days=6), zone=KYIV))


def test_hours_open_on_their_weekday() -> None:
    assert week(day_hours(0), day_hours(4, 13, 18)) == ["Mon 09:00-17:00", "Fri 13:00-18:00"]


def test_lunch_is_two_rows() -> None:
    assert week(day_hours(1, 9, 13), day_hours(1, 14, 18)) == ["Tue 09:00-13:00", "Tue 14:00-18:00"]


def test_overlapping_rows_are_one_opening() -> None:
    assert week(day_hours(1, 9, 13), day_hours(1, 12, 18)) == ["Tue 09:00-18:00"]


def test_rows_in_another_order_give_the_same_answer() -> None:
    rows = [day_hours(4), day_hours(0), day_hours(2, 22, 6)]
    assert week(*rows) == week(*reversed(rows))


PAST_MIDNIGHT = [
    pytest.param(time(22), time(6), 8, id="a night"),
    pytest.param(time(9), time(0), 15, id="until the end of the day"),
    pytest.param(time(0), time(0), 24, id="a whole day"),
    pytest.param(time(8), time(8), 24, id="around the clock from eight"),
    pytest.param(time(0), time(0, 5), 0, id="five minutes, not 24 hours more"),
]


@pytest.mark.parametrize(("start", "end", "hours"), PAST_MIDNIGHT)
def test_an_end_at_or_before_the_start_is_on_the_next_day(
    start: time, end: time, hours: int
) -> None:
    first, last = opening(MONDAY, start, end, KYIV)
    assert (last - first) // 60 == hours


def test_the_night_before_the_first_day_reaches_into_it() -> None:
    sunday_night = WeeklyHours(6, time(22), time(6), None, None)
    assert local(open_spans([sunday_night], [], first=MONDAY, last=MONDAY, zone=KYIV)) == [
        "Mon 00:00-06:00"
    ]


def test_the_night_of_the_last_day_is_cut_at_midnight() -> None:
    monday_night = WeeklyHours(0, time(22), time(6), None, None)
    assert local(open_spans([monday_night], [], first=MONDAY, last=MONDAY, zone=KYIV)) == [
        "Mon 22:00-00:00"
    ]


def test_whole_days_in_a_row_are_one_opening() -> None:
    rows = [WeeklyHours(weekday, time(0), time(0), None, None) for weekday in range(7)]
    last = MONDAY + timedelta(days=6)
    assert open_spans(rows, [], first=MONDAY, last=last, zone=KYIV) == [
        whole_days(MONDAY, last, KYIV)
    ]


VALIDITY = [
    pytest.param(None, None, [1, 8, 15, 22, 29], id="always"),
    pytest.param(date(2028, 2, 8), None, [8, 15, 22, 29], id="from the day itself"),
    pytest.param(date(2028, 2, 9), None, [15, 22, 29], id="from the day after"),
    pytest.param(None, date(2028, 2, 29), [1, 8, 15, 22, 29], id="until the leap day itself"),
    pytest.param(None, date(2028, 2, 28), [1, 8, 15, 22], id="until the day before"),
    pytest.param(date(2028, 2, 8), date(2028, 2, 15), [8, 15], id="two weeks"),
    pytest.param(date(2028, 2, 20), date(2028, 2, 10), [], id="until before from"),
    pytest.param(date(2028, 3, 1), None, [], id="later"),
    pytest.param(None, date(2028, 1, 31), [], id="earlier"),
]


@pytest.mark.parametrize(("valid_from", "valid_until", "expected"), VALIDITY)
def test_hours_are_valid_through_both_their_dates(
    valid_from: date | None, valid_until: date | None, expected: list[int]
) -> None:
    tuesdays = WeeklyHours(1, time(9), time(17), valid_from, valid_until)
    spans = open_spans([tuesdays], [], first=date(2028, 2, 1), last=date(2028, 2, 29), zone=KYIV)
    assert [from_epoch_minute(start).day for start, _ in spans] == expected


def test_the_last_valid_night_runs_until_its_morning() -> None:
    night = WeeklyHours(0, time(22), time(6), None, MONDAY)
    tuesday = MONDAY + timedelta(days=1)
    assert local(open_spans([night], [], first=tuesday, last=tuesday, zone=KYIV)) == [
        "Tue 00:00-06:00"
    ]


def test_extra_hours_join_the_usual_ones() -> None:
    extra = [
        DatedHours(MONDAY, time(17), time(19)),
        DatedHours(MONDAY + timedelta(days=5), time(10), time(12)),
        DatedHours(MONDAY + timedelta(days=9), time(10), time(12)),
    ]
    spans = open_spans(
        [day_hours(0)], extra, first=MONDAY, last=MONDAY + timedelta(days=6), zone=KYIV
    )
    assert local(spans) == ["Mon 09:00-19:00", "Sat 10:00-12:00"]


def test_an_extra_night_before_the_first_day_reaches_into_it() -> None:
    extra = [DatedHours(MONDAY - timedelta(days=1), time(20), time(2))]
    assert local(open_spans([], extra, first=MONDAY, last=MONDAY, zone=KYIV)) == ["Mon 00:00-02:00"]


def test_no_hours_and_no_days_are_closed() -> None:
    assert open_spans([], [], first=MONDAY, last=MONDAY, zone=KYIV) == []
    assert (
        open_spans([day_hours(0)], [], first=MONDAY, last=MONDAY - timedelta(days=1), zone=KYIV)
        == []
    )


def test_a_caller_may_change_its_list() -> None:
    answers = []
    for _ in range(2):
        spans = open_spans([day_hours(0)], [], first=MONDAY, last=MONDAY, zone=KYIV)
        answers.append(list(spans))
        spans.clear()
    assert answers[0] == answers[1] != []


def test_hours_that_the_clocks_skip_are_no_hours() -> None:
    assert open_spans(
        [], [DatedHours(date(2026, 3, 29), time(3), time(4))],
        first=date(2026, 3, 29), last=date(2026, 3, 29), zone=KYIV,
    ) == []  # fmt: skip


def test_midnight_as_an_end_does_not_reach_into_a_day_with_two_midnights() -> None:
    havana = ZoneInfo("America/Havana")
    saturday = date(2025, 11, 1)
    _, end = opening(saturday, time(9), time(0), havana)
    assert end == whole_days(saturday, saturday, havana)[1]
    assert total_minutes([opening(date(2025, 11, 2), time(0), time(0), havana)]) == 25 * 60


def test_an_all_day_closure_takes_the_local_day_and_nothing_more() -> None:
    always = [WeeklyHours(weekday, time(0), time(0), None, None) for weekday in range(7)]
    change = date(2026, 10, 25)
    spans = open_spans(
        always, [], first=change - timedelta(days=1), last=change + timedelta(days=1), zone=KYIV
    )
    left = subtract(spans, [whole_days(change, change, KYIV)])
    assert local(left) == ["Sat 00:00-00:00", "Mon 00:00-00:00"]
    assert total_minutes(spans) - total_minutes(left) == 25 * 60


# The changes of these zones lie between midnight and five, where "open" depends on the pass.
quarters = st.sampled_from(
    [time(0), *(time(hour, minute) for hour in range(5, 24) for minute in (0, 15, 30, 45))]
)
rows = st.builds(WeeklyHours, st.integers(0, 6), quarters, quarters, st.none(), st.none())


def shown_open(row: WeeklyHours, at: datetime) -> bool:
    """Tell from the clock on the wall alone whether the row is open at a naive local time."""
    today, clock = row.weekday == at.weekday(), at.time()
    yesterday = row.weekday == (at.weekday() - 1) % 7
    if row.start < row.end:
        return today and row.start <= clock < row.end
    return (today and clock >= row.start) or (yesterday and clock < row.end)


@examples(25)
@given(st.lists(rows, max_size=5), st.sampled_from(CHANGE_DAYS))
def test_open_is_what_the_clock_on_the_wall_says(
    weekly: list[WeeklyHours], case: tuple[ZoneInfo, date]
) -> None:
    zone, day = case
    first, last = day - timedelta(days=1), day + timedelta(days=1)
    spans = open_spans(weekly, [], first=first, last=last, zone=zone)
    expected = [
        (minute, minute + 15)
        for minute in range(*whole_days(first, last, zone), 15)
        for at in [from_epoch_minute(minute).astimezone(zone).replace(tzinfo=None)]
        if any(shown_open(row, at) for row in weekly)
    ]
    assert spans == normalise(expected)


@examples(25)
@given(st.lists(rows, max_size=5), st.sampled_from(CHANGE_DAYS), st.integers(0, 6))
def test_days_asked_one_by_one_or_together_give_the_same(
    weekly: list[WeeklyHours], case: tuple[ZoneInfo, date], split: int
) -> None:
    zone, day = case
    first, last = day - timedelta(days=3), day + timedelta(days=4)
    middle = first + timedelta(days=split)
    parts = [
        *open_spans(weekly, [], first=first, last=middle, zone=zone),
        *open_spans(weekly, [], first=middle + timedelta(days=1), last=last, zone=zone),
    ]
    assert normalise(parts) == open_spans(weekly, [], first=first, last=last, zone=zone)


def test_spans_are_epoch_minutes_of_utc() -> None:
    spans = open_spans([day_hours(0)], [], first=MONDAY, last=MONDAY, zone=KYIV)
    assert [tuple(map(from_epoch_minute, span)) for span in spans] == [
        (datetime(2026, 11, 23, 7, tzinfo=UTC), datetime(2026, 11, 23, 15, tzinfo=UTC))
    ]
