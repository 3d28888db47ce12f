"""Ticks chosen by the clock on the wall, against a clock that is read tick by tick."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinics.core.intervals import epoch_minute, from_epoch_minute
from clinics.core.wallgrid import PARTS, PartOfDay, local_dates, part_mask, start_mask
from tests.clinics.core.clock_changes import Change, changes
from tests.profiles import examples

KYIV = ZoneInfo("Europe/Kyiv")
ZONES = [
    ZoneInfo(name)
    for name in (
        "Africa/Cairo", "Africa/Casablanca", "America/St_Johns", "Antarctica/Troll",
        "Asia/Kathmandu", "Australia/Lord_Howe", "Europe/Kyiv",
    )
]  # fmt: skip
CHANGES = [change for zone in ZONES for change in changes(zone, 2026, 2027)]

# A window that starts up to three days before a change and may or may not reach past it.
windows = st.tuples(
    st.sampled_from(CHANGES),
    st.integers(0, 4_000),
    st.integers(0, 500),
    st.sampled_from([5, 7, 15]),
)


def moment(text: str) -> int:
    return epoch_minute(datetime.fromisoformat(text).replace(tzinfo=UTC))


def clock(minute: int, zone: ZoneInfo) -> int:
    """Return the minute of the local day."""
    local = from_epoch_minute(minute).astimezone(zone)
    return local.hour * 60 + local.minute


def starts(mask: int, origin: int, zone: ZoneInfo, tick: int = 5) -> list[str]:
    """Write the set ticks as wall times."""
    minutes = (origin + i * tick for i in range(mask.bit_length()) if mask >> i & 1)
    return [f"{from_epoch_minute(minute).astimezone(zone):%H:%M}" for minute in minutes]


@examples(60)
@given(windows, st.sampled_from([5, 7, 10, 15, 20, 45, 60, 1_440]))
def test_start_mask_is_the_clock_read_tick_by_tick(
    window: tuple[Change, int, int, int], step: int
) -> None:
    change, lead, ticks, tick = window
    zone, origin = change.zone, epoch_minute(change.at) - lead
    expected = sum(1 << i for i in range(ticks) if clock(origin + i * tick, zone) % step == 0)
    assert start_mask(origin, ticks, tick, zone, step) == expected


@examples(60)
@given(windows, st.sampled_from(list(PARTS)))
def test_part_mask_is_the_clock_read_tick_by_tick(
    window: tuple[Change, int, int, int], part: PartOfDay
) -> None:
    change, lead, ticks, tick = window
    zone, origin = change.zone, epoch_minute(change.at) - lead
    opens, closes = PARTS[part]
    expected = sum(1 << i for i in range(ticks) if opens <= clock(origin + i * tick, zone) < closes)
    assert part_mask(origin, ticks, tick, zone, part) == expected


def test_the_grid_is_anchored_at_local_midnight() -> None:
    origin = moment("2026-11-22T22:00")
    assert starts(start_mask(origin, 24, 5, KYIV, 30), origin, KYIV) == [
        "00:00", "00:30", "01:00", "01:30",
    ]  # fmt: skip


def test_a_step_that_does_not_divide_the_day_starts_anew_at_midnight() -> None:
    origin = moment("2026-11-23T20:00")
    assert starts(start_mask(origin, 48, 5, KYIV, 50), origin, KYIV) == [
        "22:30", "23:20", "00:00", "00:50", "01:40",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["Asia/Kolkata", "Asia/Kathmandu"])
def test_zones_off_the_full_hour_start_on_their_own_hours(name: str) -> None:
    zone, origin = ZoneInfo(name), moment("2026-11-23T00:00")
    shown = starts(start_mask(origin, 288, 5, zone, 60), origin, zone)
    assert len(shown) == 24
    assert all(text.endswith(":00") for text in shown)


def test_both_passes_of_a_repeated_hour_are_on_the_grid() -> None:
    origin = moment("2026-10-24T23:30")
    assert starts(start_mask(origin, 42, 5, KYIV, 30), origin, KYIV) == [
        "02:30", "03:00", "03:30", "03:00", "03:30", "04:00", "04:30",
    ]  # fmt: skip


def test_a_skipped_hour_has_no_start() -> None:
    origin = moment("2026-03-29T00:30")
    assert starts(start_mask(origin, 18, 5, KYIV, 30), origin, KYIV) == [
        "02:30", "04:00", "04:30",
    ]  # fmt: skip


def test_an_origin_off_the_wall_grid_offers_only_ticks_that_meet_it() -> None:
    origin = moment("2026-11-23T07:03")
    assert start_mask(origin, 100, 5, KYIV, 15) == 0
    assert starts(start_mask(origin, 100, 4, KYIV, 15), origin, KYIV, 4)[:2] == ["09:15", "10:15"]


def test_parts_of_the_day_divide_it() -> None:
    origin = moment("2026-11-22T22:00")
    morning, afternoon, evening = (part_mask(origin, 288, 5, KYIV, part) for part in PARTS)
    assert morning | afternoon | evening == (1 << 288) - 1
    assert [mask.bit_count() for mask in (morning, afternoon, evening)] == [144, 60, 84]


@pytest.mark.parametrize("day", ["2026-10-25", "2026-03-29", "2026-11-26"])
def test_the_afternoon_begins_at_noon_on_days_of_change_too(day: str) -> None:
    origin = moment(f"{day}T00:00") - 180
    shown = starts(part_mask(origin, 288, 5, KYIV, "afternoon"), origin, KYIV)
    assert (shown[0], shown[-1], len(shown)) == ("12:00", "16:55", 60)


def test_no_ticks_have_no_starts() -> None:
    assert start_mask(0, 0, 5, KYIV, 15) == 0
    assert part_mask(0, 0, 5, KYIV, "morning") == 0


@pytest.mark.parametrize(("tick", "step"), [(0, 15), (-5, 15), (5, 0), (5, -15)])
def test_steps_and_ticks_are_positive(tick: int, step: int) -> None:
    with pytest.raises(ValueError, match="must be positive"):
        start_mask(0, 10, tick, KYIV, step)


def test_an_unknown_part_is_refused() -> None:
    with pytest.raises(ValueError, match="morning, afternoon, evening, not 'night'"):
        part_mask(0, 10, 5, KYIV, "night")


LOCAL_DATES = [
    pytest.param("2026-11-23T07:00", "2026-11-23T15:00", [23], id="inside a day"),
    pytest.param("2026-11-22T22:00", "2026-11-23T22:00", [23], id="midnight to midnight"),
    pytest.param("2026-11-22T21:59", "2026-11-23T22:01", [22, 23, 24], id="a minute more"),
    pytest.param("2026-11-23T21:00", "2026-11-24T04:00", [23, 24], id="a night"),
    pytest.param("2026-11-23T07:00", "2026-11-23T07:00", [], id="empty"),
    pytest.param("2026-11-23T07:00", "2026-11-23T06:00", [], id="backwards"),
]


@pytest.mark.parametrize(("start", "end", "days"), LOCAL_DATES)
def test_local_dates(start: str, end: str, days: list[int]) -> None:
    dates = local_dates((moment(start), moment(end)), KYIV)
    assert dates == [date(2026, 11, day) for day in days]


def test_local_dates_of_a_month_are_its_days() -> None:
    span = moment("2026-09-30T21:00"), moment("2026-10-31T22:00")
    first = date(2026, 10, 1)
    assert local_dates(span, KYIV) == [first + timedelta(days=i) for i in range(31)]


def test_local_dates_leave_out_a_date_that_was_skipped() -> None:
    apia = ZoneInfo("Pacific/Apia")
    span = moment("2011-12-30T00:00"), moment("2011-12-31T00:00")
    assert local_dates(span, apia) == [date(2011, 12, 29), date(2011, 12, 31)]


@examples(40)
@given(st.sampled_from(CHANGES), st.integers(-3_000, 3_000), st.integers(0, 6_000))
def test_local_dates_are_those_the_clock_shows(change: Change, lead: int, length: int) -> None:
    start = epoch_minute(change.at) + lead
    shown = {
        from_epoch_minute(minute).astimezone(change.zone).date()
        for minute in [*range(start, start + length, 30), *[start + length - 1] * (length > 0)]
    }
    assert local_dates((start, start + length), change.zone) == sorted(shown)
