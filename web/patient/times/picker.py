"""What the "choose a date and time" page shows: days, month and times, as plain data.

Everything here is a question of layout; which times exist is the selectors' business.
"""

from calendar import Calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from clinics import translation

DAYS_SHOWN = 10
# More times than this on one day are a wall; then one in each half hour is shown first.
MANY_TIMES = 24
HALF_HOUR = timedelta(minutes=30)
NOON = 12
EVENING = 17


class FreeTime(Protocol):
    """A free time: arrival and finish, aware."""

    @property
    def start(self) -> datetime:
        """Arrival."""

    @property
    def finish_at(self) -> datetime:
        """Discharge."""


@dataclass(frozen=True, slots=True)
class DayLink:
    """A bookable day: how many times it has and the way to them."""

    date: date
    free: int
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the month; day 0 is outside of it, url is empty without a free time.

    said: the date for those who hear it.
    """

    day: int = 0
    url: str = ""
    free: int = 0
    chosen: bool = False
    today: bool = False
    said: str = ""


@dataclass(frozen=True, slots=True)
class MonthLink:
    """The way to another month."""

    month: date
    url: str


@dataclass(frozen=True, slots=True)
class TimeChoice:
    """One time to choose. held: the patient keeps it now. first: where an error points to."""

    start: datetime
    finish_at: datetime
    held: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True)
class DayPart:
    """The times of a morning, an afternoon or an evening."""

    code: str
    name: str
    slots: list[TimeChoice]


@dataclass(frozen=True, slots=True)
class PickerState:
    """What is chosen: the day, the month on show, the first day of the list; and where we are.

    filters: parameters that every link and form of the page keeps.
    """

    path: str
    today: date
    last_day: date
    chosen: date
    month: date
    since: date | None = None
    every: bool = False
    filters: Sequence[tuple[str, str]] = ()

    def link(self, *, every: bool = False, **change: date | None) -> str:
        """Return this page with something else chosen."""
        state = {"day": self.chosen, "month": self.month, "since": self.since} | change
        query = {
            "day": state["day"] and state["day"].isoformat(),
            "month": state["month"] and f"{state['month']:%Y-%m}",
            "since": state["since"] and state["since"].isoformat(),
            "all": "1" if every else "",
        }
        said = [(key, value) for key, value in query.items() if value]
        return f"{self.path}?{urlencode([*said, *self.filters])}"


class Picker:
    """Days, month and times for one state; templates read its attributes."""

    def __init__(
        self,
        state: PickerState,
        free: Mapping[date, int],
        times: Sequence[FreeTime],
        zone: ZoneInfo,
        held: datetime | None = None,
    ) -> None:
        self.state = state
        self.action = state.link(every=state.every)
        self.free = {day: count for day, count in free.items() if count}
        self.zone = zone
        self.held = held
        self.chosen = state.chosen
        self.month = state.month
        self.count = len(times)
        self.shown = list(times) if state.every else few_of(times, held)
        self.parts = day_parts(self.shown, zone, held)

    @property
    def all_times(self) -> str:
        """The way to the times that were left out."""
        return self.state.link(every=True) if len(self.shown) < self.count else ""

    @property
    def days(self) -> list[DayLink]:
        """The ten bookable days from where the list begins."""
        return [
            DayLink(
                day,
                self.free[day],
                self.state.link(day=day, month=first_of_month(day)),
                day == self.chosen,
            )
            for day in self._listed()[:DAYS_SHOWN]
        ]

    @property
    def later(self) -> str:
        """The way to the next ten days, if there are any."""
        listed = self._listed()
        return self.state.link(since=listed[DAYS_SHOWN]) if len(listed) > DAYS_SHOWN else ""

    @property
    def earlier(self) -> str:
        """The way back to the first ten days."""
        return self.state.link(since=None) if self.state.since else ""

    @property
    def month_before(self) -> date:
        """First day of the month before."""
        return first_of_month(self.month - timedelta(days=1))

    @property
    def month_after(self) -> date:
        """First day of the month after."""
        return next_month(self.month)

    @property
    def previous(self) -> MonthLink | None:
        """The month before, unless it is over."""
        if self.month <= first_of_month(self.state.today):
            return None
        return MonthLink(self.month_before, self.state.link(month=self.month_before))

    @property
    def next(self) -> MonthLink | None:
        """The month after, unless the calendar does not open so far ahead."""
        if self.month_after > self.state.last_day:
            return None
        return MonthLink(self.month_after, self.state.link(month=self.month_after))

    @property
    def weekdays(self) -> list[translation.Weekday]:
        """The heads of the columns, Monday to Sunday."""
        return translation.weekdays()

    @property
    def weeks(self) -> list[list[Cell]]:
        """The month as rows of seven cells."""
        weeks = Calendar().monthdatescalendar(self.month.year, self.month.month)
        return [[self._cell(day) for day in week] for week in weeks]

    @property
    def said(self) -> str:
        """What is said aloud after a swap."""
        day = translation.say_mid(self.chosen)
        return _("Times on %(day)s: %(count)d") % {"day": day, "count": self.count}

    def _listed(self) -> list[date]:
        since = self.state.since or self.state.today
        return sorted(day for day in self.free if day >= since)

    def _cell(self, day: date) -> Cell:
        if day.month != self.month.month:
            return Cell()
        free = self.free.get(day, 0)
        return Cell(
            day=day.day,
            url=self.state.link(day=day) if free else "",
            free=free,
            chosen=day == self.chosen,
            today=day == self.state.today,
            said=translation.say_mid(day),
        )


def day_parts(
    times: Iterable[FreeTime], zone: ZoneInfo, held: datetime | None = None
) -> list[DayPart]:
    """Split a day's times into morning, afternoon and evening; a part without times is absent."""
    choices = [
        TimeChoice(free.start, free.finish_at, free.start == held, number == 0)
        for number, free in enumerate(sorted(times, key=lambda free: free.start))
    ]
    parts = [
        DayPart("morning", _("Morning"), []),
        DayPart("afternoon", _("Afternoon"), []),
        DayPart("evening", _("Evening"), []),
    ]
    for choice in choices:
        hour = choice.start.astimezone(zone).hour
        parts[(hour >= NOON) + (hour >= EVENING)].slots.append(choice)
    return [part for part in parts if part.slots]


def few_of(times: Sequence[FreeTime], held: datetime | None = None) -> list[FreeTime]:
    """Return one free time for each half hour where there are many, and the one that is held."""
    if len(times) <= MANY_TIMES:
        return list(times)
    first: dict[int, FreeTime] = {}
    for free in times:
        first.setdefault(int(free.start.timestamp() // HALF_HOUR.total_seconds()), free)
    return [free for free in times if free in first.values() or free.start == held]


def first_of_month(day: date) -> date:
    """Return the first day of the month."""
    return day.replace(day=1)


def next_month(month: date) -> date:
    """Return the first day of the month after."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def read_day(text: str) -> date | None:
    """Read 2026-11-26 from a link; anything else is no choice."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read_month(text: str) -> date | None:
    """Read 2026-11 from a link as its first day; anything else is no choice."""
    return read_day(f"{text}-01")
