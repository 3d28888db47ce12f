"""Until when a request must be answered."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from clinics.core.hours import WeeklyHours, open_spans
from clinics.core.intervals import Span, epoch_minute, subtract
from scheduling.core.booking_requests import answer_deadline

KYIV = ZoneInfo("Europe/Kyiv")
NOW = datetime(2026, 11, 2, 7, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)

CASES = [
    # label, visit in hours, deadline hours, margin hours, answered within hours
    ("far away: the deadline counts", 500, 24, 24, 24),
    ("just far enough for both", 48, 24, 24, 24),
    ("near: a day before the visit", 40, 24, 24, 16),
    ("at the edge of the margin: at least an hour", 24.5, 24, 24, 1),
    ("inside the margin: an hour", 10, 24, 24, 1),
    ("in an hour: until it begins", 1, 24, 24, 1),
    ("in half an hour: never after it has begun", 0.5, 24, 24, 0.5),
    ("no margin: until the visit", 10, 24, 0, 10),
    ("a slow clinic", 500, 72, 24, 72),
    ("a slow clinic, a near visit", 50, 72, 24, 26),
    ("a margin longer than the deadline", 100, 24, 90, 10),
]


@pytest.mark.parametrize(
    ("visit", "deadline", "margin", "within"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_deadline_of_a_clinic_that_is_always_open(
    visit: float, deadline: int, margin: int, within: float
) -> None:
    found = answer_deadline(
        start=NOW + visit * HOUR,
        now=NOW,
        deadline_hours=deadline,
        margin_hours=margin,
        opening=None,
    )
    assert found == NOW + within * HOUR


@pytest.mark.parametrize("minutes", [1, 30, 59, 60, 61, 1439, 1440, 1441, 1500, 2880, 100_000])
def test_answer_is_due_before_the_visit_and_after_now(minutes: int) -> None:
    start = NOW + timedelta(minutes=minutes)
    for opening in (None, [], [(epoch_minute(NOW) + 40, epoch_minute(NOW) + 60)]):
        found = answer_deadline(
            start=start, now=NOW, deadline_hours=24, margin_hours=24, opening=opening
        )
        assert NOW < found <= start


# Open Monday to Friday, 8 to 18, but for Thursday 12 November and the afternoon of the 16th.
WEEK = [WeeklyHours(weekday, time(8), time(18)) for weekday in range(5)]
SHUT = [(12, 0, 24), (16, 13, 24)]

OPENING_CASES = [
    # label, asked, visit, opening hours, answered by
    ("Monday morning: the next morning", (2, 9), (20, 9), 10, (3, 9)),
    ("within the same day", (2, 9), (20, 9), 3, (2, 12)),
    ("just until closing", (2, 9), (20, 9), 9, (2, 18)),
    ("before opening: counts from the door", (3, 5), (20, 9), 2, (3, 10)),
    ("at closing: the next day", (3, 18), (20, 9), 2, (4, 10)),
    ("Friday evening: Monday, not Saturday night", (6, 17), (20, 9), 10, (9, 17)),
    ("Saturday night: Monday", (7, 23), (20, 9), 10, (9, 18)),
    ("a day off is skipped", (11, 17), (20, 9), 3, (13, 10)),
    ("a short day counts what it has", (16, 12), (25, 9), 2, (17, 9)),
    ("several days", (2, 9), (20, 9), 25, (4, 14)),
    ("Friday evening for Tuesday: a day before", (6, 17), (10, 9), 10, (9, 9)),
    ("Friday evening for Monday: a day before, though closed", (6, 17), (9, 9), 10, (8, 9)),
    ("Saturday night for Sunday: an hour, though closed", (7, 23), (8, 9), 10, (8, 0)),
    ("asked minutes ahead of the visit", (6, 17), (6, 17.5), 10, (6, 17.5)),
    ("more hours than there are until the visit", (2, 9), (5, 9), 200, (4, 9)),
]


def wall(day: int, hour: float, zone: ZoneInfo = KYIV, month: int = 11) -> datetime:
    local = datetime(2026, month, day, tzinfo=zone) + timedelta(hours=hour)  # on the wall
    return local.astimezone(UTC)


def spans(zone: ZoneInfo = KYIV, month: int = 11) -> list[Span]:
    """Return a month of opening."""
    first, last = date(2026, month, 1), date(2026, month, 30)
    whole = open_spans(WEEK, [], first=first, last=last, zone=zone)
    if month != 11:
        return whole
    shut = [(wall(day, begins), wall(day, ends)) for day, begins, ends in SHUT]
    return subtract(whole, [(epoch_minute(a), epoch_minute(b)) for a, b in shut])


@pytest.mark.parametrize(
    ("asked", "visit", "hours", "until"),
    [case[1:] for case in OPENING_CASES],
    ids=[case[0] for case in OPENING_CASES],
)
def test_deadline_counts_opening_hours(
    asked: tuple[int, float],
    visit: tuple[int, float],
    hours: int,
    until: tuple[int, float],
) -> None:
    given = spans()
    found = answer_deadline(
        start=wall(*visit), now=wall(*asked), deadline_hours=hours, margin_hours=24, opening=given
    )
    assert found == wall(*until)
    assert found == answer_deadline(
        start=wall(*visit),
        now=wall(*asked),
        deadline_hours=hours,
        margin_hours=24,
        opening=reversed(given),
    )


CLOCK_CHANGES = [
    # The clocks change on the Sunday between: the wall decides, neither 23 nor 25 hours do.
    ("forward, Kyiv", "Europe/Kyiv", 3, 27, 30),
    ("forward, New York", "America/New_York", 3, 6, 9),
    ("back, Kyiv", "Europe/Kyiv", 10, 23, 26),
    ("back, Lisbon", "Europe/Lisbon", 10, 23, 26),
]


@pytest.mark.parametrize(
    ("name", "month", "friday", "monday"),
    [case[1:] for case in CLOCK_CHANGES],
    ids=[case[0] for case in CLOCK_CHANGES],
)
def test_deadline_over_a_change_of_the_clocks(
    name: str, month: int, friday: int, monday: int
) -> None:
    zone = ZoneInfo(name)
    found = answer_deadline(
        start=wall(1, 9, zone, month + 1),
        now=wall(friday, 17, zone, month),
        deadline_hours=10,
        margin_hours=24,
        opening=spans(zone, month),
    )
    assert found == wall(monday, 17, zone, month)


def test_seconds_of_asking_count() -> None:
    now = NOW + timedelta(seconds=42)
    found = answer_deadline(
        start=NOW + 500 * HOUR, now=now, deadline_hours=3, margin_hours=24, opening=spans()
    )
    assert found == now + 3 * HOUR
