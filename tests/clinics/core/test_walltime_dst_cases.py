"""The cases of reliability.md section 3 that concern times to book, for each zone and change.

One function per case, in the order and with the number of that page; one row per change of
clocks: each zone's last forward and last back in 2026 and 2027, by the tzdata in use (Morocco
gave its change up in September 2026, which an older tzdata does not know).
Kolkata never changes: its rows (jump 0, when Berlin's clocks move) show the rule without a
change. Expectations are written with the jump, so one sentence covers all three.

Elsewhere: 7, 8, 16 and 19 belong to the messages, 13 and 18 are in test_walltime.py.
"""

import time as process_time
import zoneinfo
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from clinics.core.hours import WeeklyHours, open_spans, opening, whole_days
from clinics.core.intervals import (
    Span,
    contains,
    epoch_minute,
    from_epoch_minute,
    intersect,
    subtract,
    total_minutes,
)
from clinics.core.wallgrid import PartOfDay, local_dates, part_mask, start_mask
from clinics.core.walltime import (
    AmbiguousTime,
    NonexistentTime,
    WallTimeError,
    day_bounds,
    is_ambiguous,
    label,
    to_utc,
)
from tests.clinics.core.clock_changes import Change, changes, walls

TICK = 5
ONE_DAY = timedelta(days=1)
CHANGING = (
    "Europe/Kyiv", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca",
)  # fmt: skip


def last_of_each_direction(zone: ZoneInfo) -> list[Change]:
    return list({change.minutes > 0: change for change in changes(zone, 2026, 2027)}.values())


KYIV = ZoneInfo("Europe/Kyiv")
KOLKATA = ZoneInfo("Asia/Kolkata")
CHANGES = [
    *(change for name in CHANGING for change in last_of_each_direction(ZoneInfo(name))),
    Change(KOLKATA, datetime(2026, 10, 25, 1, tzinfo=UTC), timedelta(0)),
    Change(KOLKATA, datetime(2027, 3, 28, 1, tzinfo=UTC), timedelta(0)),
]
ZONES = [*map(ZoneInfo, CHANGING), KOLKATA]

each_change = pytest.mark.parametrize("change", CHANGES, ids=str)
each_zone = pytest.mark.parametrize("zone", ZONES, ids=str)


def weekly(start: int, end: int, *weekdays: int) -> list[WeeklyHours]:
    days = weekdays or tuple(range(7))
    return [WeeklyHours(day, time(start), time(end), None, None) for day in days]


def offered(
    hours: list[WeeklyHours],
    day: date,
    zone: ZoneInfo,
    *,
    step: int = 15,
    minutes: int = 15,
    part: PartOfDay | None = None,
) -> list[datetime]:
    """Return the instants of a local day at which a visit of so many minutes may start."""
    spans = open_spans(hours, [], first=day, last=day + ONE_DAY, zone=zone)
    origin, end = whole_days(day, day, zone)
    ticks = (end - origin) // TICK
    mask = start_mask(origin, ticks, TICK, zone, step)
    if part:
        mask &= part_mask(origin, ticks, TICK, zone, part)
    starts = (origin + i * TICK for i in range(ticks) if mask >> i & 1)
    return [
        from_epoch_minute(start) for start in starts if contains(spans, (start, start + minutes))
    ]


def shown(instants: list[datetime], zone: ZoneInfo) -> list[datetime]:
    """Return what the clocks show at these instants (naive)."""
    return [instant.astimezone(zone).replace(tzinfo=None) for instant in instants]


def clock(instants: list[datetime], zone: ZoneInfo) -> list[str]:
    return [f"{wall:%H:%M}" for wall in shown(instants, zone)]


def quarter_hours(day: date, start: int = 0, end: int = 24) -> list[datetime]:
    midnight = datetime.combine(day, time(0))
    return walls(midnight + timedelta(hours=start), midnight + timedelta(hours=end), 15)


def test_the_database_has_both_changes_of_each_zone() -> None:
    for name in CHANGING:
        jumps = {change.minutes for change in CHANGES if change.zone.key == name}
        expected = 30 if name == "Australia/Lord_Howe" else 60
        assert jumps == {expected, -expected}
    assert not list(changes(KOLKATA, 2026, 2027))


@each_change
def test_case_01_a_skipped_time_is_not_offered_and_refused(change: Change) -> None:
    skipped = change.skipped(15)
    times = shown(offered(weekly(0, 0), change.day, change.zone), change.zone)
    assert set(times) == set(quarter_hours(change.day)) - set(skipped)
    for wall in skipped:
        with pytest.raises(NonexistentTime) as refusal:
            to_utc(wall, change.zone)
        assert refusal.value.next_valid == change.new_wall


@each_change
def test_case_02_repeated_times_are_two_starts_with_two_labels(change: Change) -> None:
    zone = change.zone
    starts = offered(weekly(0, 0), change.day, zone)
    passes = Counter(shown(starts, zone))
    twice = set(change.repeated(15))
    assert {wall for wall, times in passes.items() if times == 2} == twice
    for start, wall in zip(starts, shown(starts, zone), strict=True):
        assert is_ambiguous(start, zone) is (wall in twice)
    for wall in twice:
        with pytest.raises(AmbiguousTime) as refusal:
            to_utc(wall, zone)
        first, second = refusal.value.candidates
        assert {first, second} <= set(starts)
        assert label(first, zone) != label(second, zone)
        # A visit on the first pass that ends when the second begins does not overlap one there.
        at, twin, length = epoch_minute(first), epoch_minute(second), -change.minutes
        assert intersect([(at, at + length)], [(twin, twin + length)]) == []


@each_change
def test_case_03_a_night_shift_has_seven_or_nine_hours(change: Change) -> None:
    eve = change.day - ONE_DAY
    night = weekly(22, 6, eve.weekday())
    spans = open_spans(night, [], first=eve, last=change.day, zone=change.zone)
    assert total_minutes(spans) == 8 * 60 - change.minutes
    starts = [*offered(night, eve, change.zone), *offered(night, change.day, change.zone)]
    assert len(starts) == (8 * 60 - change.minutes) // 15
    assert clock([starts[0], starts[-1]], change.zone) == ["22:00", "05:45"]


@each_change
def test_case_04_the_day_shift_offers_the_same_wall_times(change: Change) -> None:
    for day in (change.day - ONE_DAY, change.day, change.day + ONE_DAY):
        times = shown(offered(weekly(9, 17), day, change.zone), change.zone)
        assert times == quarter_hours(day, 9, 17)


@each_change
def test_case_05_the_afternoon_starts_when_it_always_does(change: Change) -> None:
    for day in (change.day - ONE_DAY, change.day, change.day + ONE_DAY):
        from_hours = offered(weekly(13, 17), day, change.zone)
        from_part = offered(weekly(8, 20), day, change.zone, part="afternoon")
        assert shown(from_hours, change.zone) == quarter_hours(day, 13, 17)
        assert shown(from_part, change.zone) == quarter_hours(day, 12, 17)


@each_change
def test_case_06_a_visit_across_the_change_keeps_its_length(change: Change) -> None:
    arrival = change.at - timedelta(minutes=30)
    finish = arrival + timedelta(minutes=90)
    assert arrival in offered(
        weekly(0, 0), arrival.astimezone(change.zone).date(), change.zone, minutes=90
    )
    first, last = shown([arrival, finish], change.zone)
    assert last - first == timedelta(minutes=90) + change.jump
    assert total_minutes([(epoch_minute(arrival), epoch_minute(finish))]) == 90


@each_change
def test_case_09_days_and_weeks_are_as_long_as_their_clocks_say(change: Change) -> None:
    zone, day = change.zone, change.day
    start, end = day_bounds(day, zone)
    assert end - start == ONE_DAY - change.jump
    assert shown([start, end], zone) == [
        datetime.combine(day + i * ONE_DAY, time(0)) for i in (0, 1)
    ]
    monday = day - timedelta(days=day.weekday())
    week = whole_days(monday, monday + 6 * ONE_DAY, zone)
    assert total_minutes([week]) == 7 * 24 * 60 - change.minutes
    assert local_dates(week, zone) == [monday + i * ONE_DAY for i in range(7)]


@each_change
def test_case_10_an_all_day_closure_is_from_midnight_to_midnight(change: Change) -> None:
    zone, day = change.zone, change.day
    spans = open_spans(weekly(0, 0), [], first=day - ONE_DAY, last=day + ONE_DAY, zone=zone)
    left = subtract(spans, [whole_days(day, day, zone)])
    assert left == [whole_days(day + i * ONE_DAY, day + i * ONE_DAY, zone) for i in (-1, 1)]
    assert local_dates(left[0], zone) + local_dates(left[1], zone) == [day - ONE_DAY, day + ONE_DAY]


@each_change
def test_case_11_a_weekly_series_keeps_its_wall_time(change: Change) -> None:
    zone = change.zone
    ten = [datetime.combine(change.day, time(10)) + timedelta(weeks=i) for i in (-1, 0, 1)]
    before, on, after = (to_utc(wall, zone) for wall in ten)
    assert shown([before, on, after], zone) == ten
    assert (on - before, after - on) == (timedelta(weeks=1) - change.jump, timedelta(weeks=1))


@each_change
def test_case_11_an_element_at_the_change_is_named_not_moved(change: Change) -> None:
    wall = min(change.old_wall, change.new_wall) + timedelta(minutes=15)
    kinds: dict[bool | None, type[WallTimeError]] = {True: NonexistentTime, False: AmbiguousTime}
    kind = kinds.get(change.minutes > 0 if change.minutes else None)
    if kind is None:
        assert shown([to_utc(wall, change.zone)], change.zone) == [wall]
    else:
        with pytest.raises(kind):
            to_utc(wall, change.zone)
    for neighbour in (wall - timedelta(weeks=1), wall + timedelta(weeks=1)):
        assert shown([to_utc(neighbour, change.zone)], change.zone) == [neighbour]


@each_change
def test_case_12_a_horizon_in_days_ends_at_a_local_midnight(change: Change) -> None:
    zone, today = change.zone, change.day - 3 * ONE_DAY
    for days in range(1, 6):
        horizon = day_bounds(today + days * ONE_DAY, zone)[1]
        assert shown([horizon], zone) == [datetime.combine(today + (days + 1) * ONE_DAY, time(0))]
        last = offered(weekly(9, 17), today + days * ONE_DAY, zone)[-1]
        assert last < horizon <= offered(weekly(9, 17), today + (days + 1) * ONE_DAY, zone)[0]


@each_change
def test_case_12_minimum_notice_is_elapsed_time(change: Change) -> None:
    now = change.at - timedelta(hours=1)
    bookable = [
        start
        for day in (change.day - ONE_DAY, change.day)
        for start in offered(weekly(0, 0), day, change.zone)
        if start >= now + timedelta(hours=2)
    ]
    assert bookable[0] == change.at + timedelta(hours=1)


@pytest.fixture
def ukraine_stays_on_summer_time(tmp_path: Path) -> Iterator[ZoneInfo]:
    """A later tzdata in which Kyiv has Istanbul's rules: UTC+3 for the whole year."""
    istanbul = files("tzdata").joinpath("zoneinfo", "Europe", "Istanbul").read_bytes()
    (tmp_path / "Europe").mkdir()
    (tmp_path / "Europe" / "Kyiv").write_bytes(istanbul)
    usual = zoneinfo.TZPATH
    zoneinfo.reset_tzpath(to=[tmp_path])
    yield ZoneInfo.no_cache("Europe/Kyiv")
    zoneinfo.reset_tzpath(to=usual)


def test_case_14_new_rules_move_the_instant_and_not_the_wall_time(
    ukraine_stays_on_summer_time: ZoneInfo,
) -> None:
    old, new, day = KYIV, ukraine_stays_on_summer_time, date(2026, 11, 26)
    promised = datetime.combine(day, time(9))
    assert to_utc(promised, old) - to_utc(promised, new) == timedelta(hours=1)
    # Nothing remembered under the old rules answers for the new ones: same name, same day.
    for zone in (old, new):
        assert shown(offered(weekly(9, 17), day, zone), zone) == quarter_hours(day, 9, 17)
    assert offered(weekly(9, 17), day, old) != offered(weekly(9, 17), day, new)


@pytest.fixture(params=["Pacific/Kiritimati", "America/St_Johns", "UTC"])
def server_zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Run under another zone of the machine."""
    monkeypatch.setenv("TZ", request.param)
    process_time.tzset()
    now = datetime(2026, 11, 26, tzinfo=UTC)
    there = now.astimezone(ZoneInfo(request.param)).utcoffset()
    assert timedelta(seconds=process_time.localtime(now.timestamp()).tm_gmtoff) == there
    yield
    monkeypatch.undo()
    process_time.tzset()


@each_zone
@pytest.mark.usefixtures("server_zone")
def test_case_15_the_zone_of_the_server_does_not_matter(zone: ZoneInfo) -> None:
    fresh = ZoneInfo.no_cache(zone.key)  # its own identity, so no remembered answer is used
    day = date(2026, 11, 26)
    nine = to_utc(datetime.combine(day, time(9)), fresh)
    assert nine == datetime.combine(day, time(9), zone).astimezone(UTC)
    assert epoch_minute(nine) == nine.timestamp() // 60
    assert label(nine, fresh) == "09:00"
    assert shown(offered(weekly(9, 17), day, fresh), zone) == quarter_hours(day, 9, 17)
    assert local_dates(whole_days(day, day, fresh), fresh) == [day]


@each_zone
@pytest.mark.parametrize("day", [date(2028, 2, 29), date(2026, 12, 31), date(2027, 1, 1)], ids=str)
def test_case_17_leap_day_and_year_end_are_days_like_others(zone: ZoneInfo, day: date) -> None:
    assert shown(offered(weekly(9, 17), day, zone), zone) == quarter_hours(day, 9, 17)
    first, last = opening(day, time(22), time(6), zone)
    assert local_dates((first, last), zone) == [day, day + ONE_DAY]
    assert last - first == 8 * 60


@each_zone
def test_case_17_iso_week_53_is_one_week(zone: ZoneInfo) -> None:
    monday = date.fromisocalendar(2026, 53, 1)
    spans = open_spans(weekly(9, 17), [], first=monday, last=monday + 6 * ONE_DAY, zone=zone)
    assert [local_dates(span, zone) for span in spans] == [[monday + i * ONE_DAY] for i in range(7)]
    assert {day.isocalendar().week for span in spans for day in local_dates(span, zone)} == {53}


@each_change
def test_case_20_an_instant_needs_an_offset_and_a_wall_time_must_have_none(change: Change) -> None:
    with pytest.raises(ValueError, match="has no offset"):
        epoch_minute(change.new_wall)
    with pytest.raises(WallTimeError, match="carries a zone"):
        to_utc(change.at, change.zone)


@each_change
def test_case_21_today_begins_and_ends_with_its_local_day(change: Change) -> None:
    zone, day = change.zone, change.day
    start, end = whole_days(day, day, zone)

    def today(minute: int) -> list[date]:
        now: Span = (minute, minute + 1)
        return local_dates(now, zone)

    assert [today(start - 1), today(start)] == [[day - ONE_DAY], [day]]
    assert [today(end - 1), today(end)] == [[day], [day + ONE_DAY]]
    # The trap: 24 hours after midnight is another day in spring, and still today in autumn.
    assert today(start + 24 * 60) == [day if change.minutes < 0 else day + ONE_DAY]
