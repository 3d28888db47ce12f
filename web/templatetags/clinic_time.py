"""Times as people at the clinic read them.

Every filter takes the clinic (or its zone) as argument: nothing depends on the zone of the server
or of the browser. Nobody says AM or PM.
"""

from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from django import template
from django.utils.translation import ngettext

from clinics import translation
from people.phone import InvalidPhone, normalise_phone

register = template.Library()

MINUTES_PER_HOUR = 60


class ClinicOnPage(Protocol):
    """What the filters need of a clinic."""

    @property
    def zone(self) -> ZoneInfo:
        """The wall clock."""

    @property
    def phone(self) -> str:
        """As printed."""

    @property
    def calling_code(self) -> str:
        """Of the country, without plus."""


def local(moment: datetime, site: ClinicOnPage | ZoneInfo) -> datetime:
    """Return the aware moment on the clinic's wall clock."""
    return moment.astimezone(site if isinstance(site, ZoneInfo) else site.zone)


def _local_day(moment: date | datetime, site: ClinicOnPage | ZoneInfo | None) -> date:
    """Return the clinic's date; a plain date is one already."""
    if isinstance(moment, datetime):
        if site is None:
            raise ValueError("An instant has no date without a clinic.")
        return local(moment, site).date()
    return moment


@register.filter
def clock(moment: datetime | None, site: ClinicOnPage | ZoneInfo) -> str:
    """Say the time to a patient: 9:00."""
    return "" if not moment else f"{local(moment, site):%-H:%M}"


@register.filter
def clock24(moment: datetime | None, site: ClinicOnPage | ZoneInfo) -> str:
    """Say the time to staff, and to machines: 09:00."""
    return "" if not moment else f"{local(moment, site):%H:%M}"


@register.filter
def date_long(moment: date | datetime | None, site: ClinicOnPage | ZoneInfo | None = None) -> str:
    """Say the whole date: Thursday 26 November 2026."""
    return "" if not moment else translation.say_long(_local_day(moment, site))


@register.filter
def date_mid(moment: date | datetime | None, site: ClinicOnPage | ZoneInfo | None = None) -> str:
    """Say the date where the year is plain: Thursday 26 November."""
    return "" if not moment else translation.say_mid(_local_day(moment, site))


@register.filter
def date_short(moment: date | datetime | None, site: ClinicOnPage | ZoneInfo | None = None) -> str:
    """Say the date where room is short: Thu 26 Nov."""
    return "" if not moment else translation.say_short(_local_day(moment, site))


@register.filter
def day_only(day: date) -> str:
    """Say the day where its month is plain: Thu 26."""
    return translation.say_within_month(day)


@register.filter
def birth_date(day: date | None) -> str:
    """Say a date of birth: 14 March 1968."""
    return "" if not day else translation.say_birth(day)


@register.filter
def month_name(day: date) -> str:
    """Name a month with its year: November 2026."""
    return translation.say_month_and_year(day)


@register.filter
def month_only(day: date) -> str:
    """Name a month: November."""
    return translation.say_month(day)


@register.filter
def iso_day(moment: date | datetime, site: ClinicOnPage | ZoneInfo | None = None) -> str:
    """Write the clinic's date for a link: 2026-11-26."""
    return _local_day(moment, site).isoformat()


@register.filter
def for_long(minutes: int) -> str:
    """Say a length in words: 1 hour 5 minutes."""
    hours, rest = divmod(int(minutes), MINUTES_PER_HOUR)
    words = []
    if hours:
        words.append(ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours})
    if rest or not hours:
        words.append(ngettext("%(n)d minute", "%(n)d minutes", rest) % {"n": rest})
    return " ".join(words)


@register.filter
def times_free(count: int) -> str:
    """Count free times in words: 1 time, 5 times."""
    return ngettext("%(n)d time", "%(n)d times", count) % {"n": count}


@register.filter
def tel(site: ClinicOnPage) -> str:
    """Write the clinic's phone for a tel: link."""
    try:
        return normalise_phone(site.phone, calling_code=site.calling_code)
    except InvalidPhone:
        return site.phone.replace(" ", "")


@register.filter
def in_one_line(phone: str) -> str:
    """Keep the groups of a phone together where a button breaks."""
    return phone.replace(" ", "\N{NO-BREAK SPACE}")


@register.filter
def in_groups(compact: str, size: int = 3) -> str:
    """Break a code into groups that can be read aloud: K7P-4MD-2XQ."""
    return "-".join(compact[first : first + size] for first in range(0, len(compact), size))
