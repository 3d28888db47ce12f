"""Wall time becomes UTC in one place, which never guesses."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinics.core.intervals import NaiveDatetime, from_epoch_minute
from clinics.core.walltime import (
    RENAMED_ZONES,
    AmbiguousTime,
    Edge,
    NonexistentTime,
    UnknownZone,
    WallTimeError,
    canonical_zone,
    day_bounds,
    is_ambiguous,
    label,
    to_utc,
    to_utc_lenient,
)
from tests.clinics.core.clock_changes import changes
from tests.profiles import examples

KYIV = ZoneInfo("Europe/Kyiv")
BERLIN = ZoneInfo("Europe/Berlin")

# Odd ones on purpose: half an hour of change, change at midnight, summer time that counts as
# standard (Dublin, Casablanca), 45 minutes off, a skipped date (Apia), two hours (Troll).
ODD_ZONES = [
    ZoneInfo(name)
    for name in (
        "Africa/Cairo", "Africa/Casablanca", "America/Havana", "America/New_York",
        "America/Santiago", "America/St_Johns", "Antarctica/Troll", "Asia/Kathmandu",
        "Australia/Lord_Howe", "Europe/Dublin", "Europe/Kyiv", "Pacific/Apia",
    )
]  # fmt: skip
CHANGES = [change for zone in ODD_ZONES for change in changes(zone, 2026, 2027)]

KNOWN_HERE = available_timezones()

zones = st.sampled_from(ODD_ZONES)
epoch_minutes = st.integers(20_000_000, 36_000_000)  # 2008 to 2038
any_walls = st.tuples(zones, st.datetimes(datetime(2008, 1, 1), datetime(2038, 1, 1)))  # noqa: DTZ001
walls_near_a_change = st.builds(
    lambda change, minutes: (change.zone, change.old_wall + timedelta(minutes=minutes)),
    st.sampled_from(CHANGES),
    st.integers(-150, 150),
)


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def reading(shown: datetime, zone: ZoneInfo) -> datetime | WallTimeError:
    """Return the instant, or the refusal instead of raising it."""
    try:
        return to_utc(shown, zone)
    except WallTimeError as refusal:
        return refusal


def shows(instant: datetime, zone: ZoneInfo) -> datetime:
    """Return what the clocks show: the easy direction, which zoneinfo gets right."""
    return instant.astimezone(zone).replace(tzinfo=None)


def test_an_ordinary_time_has_one_instant() -> None:
    assert to_utc(wall("2026-11-26T09:00"), KYIV) == utc("2026-11-26T07:00")
    assert to_utc(wall("2026-07-26T09:00"), KYIV) == utc("2026-07-26T06:00")


def test_the_result_is_in_utc() -> None:
    assert to_utc(wall("2026-11-26T09:00"), KYIV).tzinfo is UTC


def test_a_skipped_time_is_refused_and_the_next_one_told() -> None:
    with pytest.raises(NonexistentTime) as refusal:
        to_utc(wall("2026-03-29T03:20"), KYIV)
    assert refusal.value.next_valid == wall("2026-03-29T04:00")
    assert str(refusal.value) == (
        "03:20 on 2026-03-29 does not exist in Europe/Kyiv: the clocks go forward. "
        "The next time that exists is 04:00 on 2026-03-29."
    )


@pytest.mark.parametrize("fold", [0, 1])
def test_naming_a_pass_does_not_make_a_skipped_time_exist(fold: int) -> None:
    with pytest.raises(NonexistentTime):
        to_utc(wall("2026-03-29T03:20"), KYIV, fold=fold)


def test_a_repeated_time_is_refused_with_both_instants() -> None:
    with pytest.raises(AmbiguousTime) as refusal:
        to_utc(wall("2026-10-25T02:30"), BERLIN)
    assert refusal.value.candidates == (utc("2026-10-25T00:30"), utc("2026-10-25T01:30"))
    assert "Choose 02:30 (UTC+2) or 02:30 (UTC+1)." in str(refusal.value)


# Case 18: PostgreSQL reads this wall time as 01:30Z, Python as 00:30Z; here it has to be said.
@pytest.mark.parametrize(("fold", "instant"), [(0, "2026-10-25T00:30"), (1, "2026-10-25T01:30")])
def test_a_named_pass_of_a_repeated_time_is_taken(fold: int, instant: str) -> None:
    assert to_utc(wall("2026-10-25T02:30"), BERLIN, fold=fold) == utc(instant)


def test_the_fold_inside_a_wall_time_does_not_count_as_naming_it() -> None:
    with pytest.raises(AmbiguousTime):
        to_utc(wall("2026-10-25T02:30").replace(fold=1), BERLIN)


EDGES_OF_CHANGE = [
    pytest.param("2026-03-29T02:59", "2026-03-29T00:59", id="last minute before the gap"),
    pytest.param("2026-03-29T04:00", "2026-03-29T01:00", id="first minute after the gap"),
    pytest.param("2026-10-25T02:59", "2026-10-24T23:59", id="last minute before the fold"),
    pytest.param("2026-10-25T04:00", "2026-10-25T02:00", id="first minute after the fold"),
]


@pytest.mark.parametrize(("shown", "instant"), EDGES_OF_CHANGE)
def test_the_minutes_around_a_change_are_ordinary(shown: str, instant: str) -> None:
    assert to_utc(wall(shown), KYIV) == utc(instant)


@pytest.mark.parametrize("tz", [UTC, KYIV, timezone(timedelta(hours=2))])
def test_an_aware_datetime_is_refused(tz: timezone | ZoneInfo) -> None:
    with pytest.raises(WallTimeError, match="carries a zone already"):
        to_utc(datetime(2026, 11, 26, 9, tzinfo=tz), KYIV)
    with pytest.raises(WallTimeError, match="carries a zone already"):
        to_utc_lenient(datetime(2026, 11, 26, 9, tzinfo=tz), KYIV, "start")


@pytest.mark.parametrize("text", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_the_ends_of_the_calendar_are_refused_like_other_bad_input(text: str) -> None:
    outward = ZoneInfo("Asia/Tokyo" if text.startswith("0001") else "America/New_York")
    with pytest.raises(WallTimeError, match="outside the calendar"):
        to_utc(wall(text), outward)


LENIENT: list[tuple[str, Edge, str]] = [
    ("2026-03-29T03:20", "start", "2026-03-29T01:00"),
    ("2026-03-29T03:20", "end", "2026-03-29T01:00"),
    ("2026-10-25T03:20", "start", "2026-10-25T00:20"),
    ("2026-10-25T03:20", "end", "2026-10-25T01:20"),
    ("2026-11-26T09:00", "start", "2026-11-26T07:00"),
    ("2026-11-26T09:00", "end", "2026-11-26T07:00"),
]


@pytest.mark.parametrize(("shown", "edge", "instant"), LENIENT)
def test_an_edge_of_opening_hours_always_has_an_instant(
    shown: str, edge: Edge, instant: str
) -> None:
    assert to_utc_lenient(wall(shown), KYIV, edge) == utc(instant)


DAYS = [
    pytest.param("Europe/Kyiv", "2026-11-26", 24, id="ordinary"),
    pytest.param("Europe/Kyiv", "2026-03-29", 23, id="spring"),
    pytest.param("Europe/Kyiv", "2026-10-25", 25, id="autumn"),
    pytest.param("Africa/Cairo", "2026-04-24", 23, id="no midnight"),
    pytest.param("Africa/Cairo", "2026-10-29", 25, id="hour before midnight twice"),
    pytest.param("America/Havana", "2025-11-02", 25, id="midnight twice"),
    pytest.param("Pacific/Apia", "2011-12-30", 0, id="a date that was skipped"),
    pytest.param("Antarctica/Troll", "2026-10-25", 26, id="two hours of change"),
    pytest.param("Europe/Kyiv", "2028-02-29", 24, id="leap day"),
]


@pytest.mark.parametrize(("name", "day", "hours"), DAYS)
def test_a_day_is_as_long_as_its_clocks_make_it(name: str, day: str, hours: int) -> None:
    start, end = day_bounds(date.fromisoformat(day), ZoneInfo(name))
    assert end - start == timedelta(hours=hours)


def test_a_day_without_midnight_starts_when_the_clocks_have_moved_on() -> None:
    cairo = ZoneInfo("Africa/Cairo")
    start, _ = day_bounds(date(2026, 4, 24), cairo)
    assert start.astimezone(cairo).replace(tzinfo=None) == wall("2026-04-24T01:00")


@examples(40)
@given(zones, st.dates(date(2008, 1, 1), date(2037, 12, 30)))
def test_days_tile_time(zone: ZoneInfo, day: date) -> None:
    start, end = day_bounds(day, zone)
    assert start <= end
    assert end == day_bounds(day + timedelta(days=1), zone)[0]


@examples(60)
@given(zones, epoch_minutes)
def test_an_instant_survives_the_way_to_wall_time_and_back(zone: ZoneInfo, minute: int) -> None:
    instant = from_epoch_minute(minute)
    local = instant.astimezone(zone)
    assert to_utc(local.replace(tzinfo=None), zone, fold=local.fold) == instant


@examples(60)
@given(st.one_of(any_walls, walls_near_a_change))
def test_a_wall_time_is_shown_at_its_instants_or_refused(case: tuple[ZoneInfo, datetime]) -> None:
    zone, shown = case
    match reading(shown, zone):
        case datetime() as instant:
            assert shows(instant, zone) == shown
        case AmbiguousTime(candidates=(first, second)):
            assert first < second
            assert shows(first, zone) == shows(second, zone) == shown
        case NonexistentTime(next_valid=later):
            assert later > shown
            instant = to_utc(later, zone)
            assert shows(instant - timedelta(microseconds=1), zone) < shown
        case other:
            raise other


@examples(60)
@given(st.one_of(any_walls, walls_near_a_change))
def test_lenient_edges_agree_with_the_strict_reading(case: tuple[ZoneInfo, datetime]) -> None:
    zone, shown = case
    edges = to_utc_lenient(shown, zone, "start"), to_utc_lenient(shown, zone, "end")
    match reading(shown, zone):
        case datetime() as instant:
            assert edges == (instant, instant)
        case AmbiguousTime(candidates=both):
            assert edges == both
        case NonexistentTime(next_valid=later):
            assert edges == (to_utc(later, zone),) * 2
        case other:
            raise other


LABELS = [
    pytest.param("Europe/Kyiv", "2026-11-26T07:00", "09:00", id="ordinary: no offset"),
    pytest.param("Europe/Berlin", "2026-10-25T00:30", "02:30 (UTC+2)", id="first pass"),
    pytest.param("Europe/Berlin", "2026-10-25T01:30", "02:30 (UTC+1)", id="second pass"),
    pytest.param("Europe/Berlin", "2026-10-25T02:00", "03:00", id="just after"),
    pytest.param("Europe/London", "2026-10-25T01:30", "01:30 (UTC+0)", id="at UTC"),
    pytest.param("America/St_Johns", "2025-11-02T03:45", "01:15 (UTC-2:30)", id="behind, odd"),
    pytest.param("Australia/Lord_Howe", "2026-04-04T14:45", "01:45 (UTC+11)", id="half an hour"),
    pytest.param("Australia/Lord_Howe", "2026-04-04T15:15", "01:45 (UTC+10:30)", id="its twin"),
]


@pytest.mark.parametrize(("name", "instant", "expected"), LABELS)
def test_label_tells_the_offset_only_where_it_is_needed(
    name: str, instant: str, expected: str
) -> None:
    assert label(utc(instant), ZoneInfo(name)) == expected


# Case 20: read in the server's own zone, a naive value would be silently wrong.
def test_a_naive_datetime_is_no_instant() -> None:
    with pytest.raises(NaiveDatetime):
        label(wall("2026-11-26T09:00"), KYIV)
    with pytest.raises(NaiveDatetime):
        is_ambiguous(wall("2026-11-26T09:00"), KYIV)


# Case 13: both names are accepted, one is stored, and both mean the same instants.
def test_kiev_is_kyiv() -> None:
    assert canonical_zone("Europe/Kiev") == canonical_zone("Europe/Kyiv") == "Europe/Kyiv"
    morning = wall("2026-11-26T09:00")
    assert to_utc(morning, ZoneInfo("Europe/Kiev")) == to_utc(morning, KYIV)


@pytest.mark.parametrize("name", ["Europe/Berlin", "Europe/Stockholm", "Asia/Kolkata", "UTC"])
def test_a_current_name_stays_itself(name: str) -> None:
    assert canonical_zone(name) == name


@pytest.mark.parametrize(("old", "new"), RENAMED_ZONES.items())
def test_a_renamed_zone_keeps_its_clock(old: str, new: str) -> None:
    assert canonical_zone(old) == canonical_zone(new) == new
    if old in KNOWN_HERE:
        for noon in (datetime(2026, 1, 15, 12), datetime(2026, 7, 15, 12)):  # noqa: DTZ001
            assert to_utc(noon, ZoneInfo(old)) == to_utc(noon, ZoneInfo(new))


NOT_ZONES = [
    pytest.param("", id="empty"),
    pytest.param("Kyiv", id="a city alone"),
    pytest.param("Europe", id="a folder"),
    pytest.param("Europe/Atlantis", id="no such place"),
    pytest.param("../../etc/passwd", id="a path upwards"),
    pytest.param("/usr/share/zoneinfo/Europe/Kyiv", id="an absolute path"),
    pytest.param("Europe/Kyiv\x00", id="a NUL byte"),
    pytest.param("💉", id="an emoji"),
    pytest.param("x" * 10_000, id="10 kB"),
    pytest.param("localtime", id="the server's own zone"),
    pytest.param("right/Europe/Kyiv", id="with leap seconds"),
    pytest.param("posix/Europe/Kyiv", id="a copy"),
    pytest.param("Factory", id="a placeholder"),
    pytest.param("zone.tab", id="another file of the database"),
]


@pytest.mark.parametrize("name", NOT_ZONES)
def test_what_is_no_place_is_refused(name: str) -> None:
    with pytest.raises(UnknownZone) as refusal:
        canonical_zone(name)
    assert len(str(refusal.value)) < 150
