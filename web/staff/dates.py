"""The day a staff page shows, and the days beside it."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from clinics.errors import InvalidRequest
from clinics.models import Clinic

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
YEARS = range(2000, 2101)
"""Outside them nothing was ever planned, and arithmetic on dates runs off the calendar."""


@dataclass(frozen=True, slots=True)
class DayLinks:
    """A day with the way to its neighbours and to today."""

    day: date
    today: date
    before: date
    after: date
    links: tuple[str, str, str]

    @property
    def is_today(self) -> bool:
        """Whether the page shows the clinic's today."""
        return self.day == self.today


def parse_day(text: str, *, field: str) -> date:
    """Read a day of an address.

    Raises:
        InvalidRequest: not a date, or one in another century; says how it is written.
    """
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:  # 2026-02-30
        day = None
    if day is None or day.year not in YEARS:
        raise InvalidRequest(
            _("“%(text)s” is not a day. Write year, month and day: 2026-11-24.")
            % {"text": text[:40]},
            field=field,
        )
    return day


def asked_day(request: HttpRequest, clinic: Clinic, now: datetime) -> date:
    """Return the day of ?date=, else the clinic's today.

    Raises:
        InvalidRequest: see parse_day.
    """
    text = request.GET.get("date", "")
    return parse_day(text, field="date") if text else now.astimezone(clinic.zone).date()


def day_links(request: HttpRequest, clinic: Clinic, day: date, now: datetime) -> DayLinks:
    """Return the neighbours of a day, with everything else in the address kept."""
    today = now.astimezone(clinic.zone).date()
    before, after = day - timedelta(days=1), day + timedelta(days=1)
    kept = {name: value for name, value in request.GET.items() if name != "date" and value}

    def link(to: date) -> str:
        return f"{request.path}?{urlencode({**kept, 'date': to.isoformat()})}"

    return DayLinks(day, today, before, after, (link(before), link(today), link(after)))
