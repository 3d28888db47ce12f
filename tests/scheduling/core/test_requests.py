"""Until when a request must be answered."""

from datetime import UTC, datetime, timedelta

import pytest

from scheduling.core.requests import answer_deadline

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
def test_answer_deadline(visit: float, deadline: int, margin: int, within: float) -> None:
    found = answer_deadline(
        start=NOW + visit * HOUR, now=NOW, deadline_hours=deadline, margin_hours=margin
    )
    assert found == NOW + within * HOUR


@pytest.mark.parametrize("minutes", [1, 30, 59, 60, 61, 1439, 1440, 1441, 1500, 2880, 100_000])
def test_answer_is_due_before_the_visit_and_after_now(minutes: int) -> None:
    start = NOW + timedelta(minutes=minutes)
    found = answer_deadline(start=start, now=NOW, deadline_hours=24, margin_hours=24)
    assert NOW < found <= start
