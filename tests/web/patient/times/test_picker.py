from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from web.patient.times.picker import Picker, PickerState, day_parts, few_of, read_day, read_month

KYIV = ZoneInfo("Europe/Kyiv")
TODAY = date(2026, 11, 17)


@dataclass(frozen=True)
class Offered:
    start: datetime

    @property
    def finish_at(self) -> datetime:
        return self.start + timedelta(minutes=65)


def offered(hour: int, minute: int = 0) -> Offered:
    return Offered(datetime(2026, 11, 26, hour - 2, minute, tzinfo=UTC))


def picker(free: dict[date, int] | None = None, **state: object) -> Picker:
    chosen = {"chosen": date(2026, 11, 26), "month": date(2026, 11, 1)} | state
    found = PickerState("/book/x/", TODAY, date(2027, 1, 15), **chosen)
    return Picker(found, free or {date(2026, 11, 26): 5}, [offered(9)], KYIV)


def test_ten_bookable_days_are_listed_and_the_rest_is_a_link_away() -> None:
    free = {TODAY + timedelta(days=number): number % 3 for number in range(40)}
    first = picker(free)
    assert len(first.days) == 10
    assert all(day.free for day in first.days)
    later = picker(free, since=read_day(first.later.split("since=")[1]))
    assert later.days[0].date > first.days[-1].date
    assert "since" not in later.earlier


def test_a_month_is_whole_weeks_from_monday() -> None:
    weeks = picker().weeks
    assert {len(week) for week in weeks} == {7}
    assert picker().weekdays[0].name == "Monday"
    cells = [cell for week in weeks for cell in week if cell.day]
    assert [cell.day for cell in cells] == list(range(1, 31))
    (free,) = [cell for cell in cells if cell.url]
    assert (free.day, free.said, free.chosen) == (26, "Thursday 26 November", True)
    assert [cell.day for cell in cells if cell.today] == [17]


def test_months_lead_no_further_than_the_calendar_opens() -> None:
    november = picker()
    assert november.previous is None
    assert november.next is not None
    assert november.next.month == date(2026, 12, 1)
    january = picker(month=date(2027, 1, 1))
    assert january.next is None
    assert january.previous is not None


def test_times_are_split_at_noon_and_five_on_the_clinic_clock() -> None:
    parts = day_parts([offered(17), offered(9), offered(12), offered(16, 50)], KYIV)
    assert [(part.name, len(part.slots)) for part in parts] == [
        ("Morning", 1),
        ("Afternoon", 2),
        ("Evening", 1),
    ]
    assert parts[0].slots[0].first


def test_a_wall_of_times_shows_one_in_each_half_hour_and_the_held_one() -> None:
    wall = [offered(8 + number // 6, number % 6 * 10) for number in range(54)]
    held = offered(9, 20)
    few = few_of(wall, held.start)
    assert len(few) == 18 + 1
    assert held in few
    assert few_of(wall[:24]) == wall[:24]


@pytest.mark.parametrize("text", ["", "26", "2026-13-01", "tomorrow", "2026-11-26T09:00"])
def test_what_is_no_day_is_no_choice(text: str) -> None:
    assert read_day(text) is None
    assert read_month(text) is None
