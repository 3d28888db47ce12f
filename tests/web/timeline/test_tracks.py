"""Places on a time track."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from web.timeline.tracks import Track, TrackPlace, floor_to, track_over

KYIV = ZoneInfo("Europe/Kyiv")
LINE = ZoneInfo("Asia/Kathmandu")  # a quarter of an hour off
EIGHT = datetime(2026, 11, 26, 6, tzinfo=UTC)  # 08:00 in Kyiv
DAY = Track(EIGHT, 120)


def minutes(count: int) -> datetime:
    return EIGHT + timedelta(minutes=count)


@pytest.mark.parametrize(
    ("start", "end", "place"),
    [
        pytest.param(0, 60, TrackPlace(0, 12), id="from the first minute"),
        pytest.param(75, 95, TrackPlace(15, 4), id="in the middle"),
        pytest.param(62, 63, TrackPlace(12, 1), id="shorter than a tick"),
        pytest.param(-30, 30, TrackPlace(0, 6), id="begins before"),
        pytest.param(590, 700, TrackPlace(118, 2), id="ends after"),
        pytest.param(-60, 0, None, id="over before"),
        pytest.param(600, 660, None, id="begins when it ends"),
        pytest.param(30, 30, None, id="empty"),
    ],
)
def test_place(start: int, end: int, place: TrackPlace | None) -> None:
    assert DAY.place(minutes(start), minutes(end)) == place


def test_place_is_two_classes() -> None:
    assert TrackPlace(15, 4).classes == "at-15 for-4"


def test_axis_names_whole_hours_of_the_wall_clock() -> None:
    marks = Track(minutes(30), 24).marks(60, KYIV)

    assert [(mark.text, mark.place.at) for mark in marks] == [("09:00", 6)]


def test_axis_follows_a_zone_off_the_hour() -> None:
    marks = Track(EIGHT, 24).marks(60, LINE)

    assert [(mark.text, mark.place.at) for mark in marks] == [("12:00", 3)]


def test_axis_has_both_passes_of_a_repeated_hour() -> None:
    night = datetime(2026, 10, 24, 23, tzinfo=UTC)  # 02:00 in Kyiv; 04:00 becomes 03:00 at 01:00Z

    marks = Track(night, 48).marks(60, KYIV)

    assert [mark.text for mark in marks] == ["02:00", "03:00", "03:00", "04:00"]


def test_shortest_track_shows_all_from_a_whole_step_on() -> None:
    track = track_over(
        [(minutes(70), minutes(100)), (minutes(95), minutes(130))],
        zone=KYIV,
        unit=5,
        step_minutes=60,
    )

    assert (track.origin, track.ticks, track.unit) == (minutes(60), 24, 5)
    assert track.place(minutes(95), minutes(130)) == TrackPlace(7, 7)


def test_long_visit_takes_a_coarser_unit() -> None:
    track = track_over([(minutes(0), minutes(390))], zone=KYIV, unit=1, step_minutes=15)

    assert (track.unit, track.ticks) == (5, 84)
    assert track.holds(minutes(389))
    assert not track.holds(minutes(420))


def test_floor_is_told_by_the_wall_clock() -> None:
    assert floor_to(minutes(44), 15, KYIV) == minutes(30)
    assert floor_to(EIGHT, 60, LINE) == minutes(-45)
