"""Saying a day, or a sentence of the core, in the reader's language: for pages and messages.

A translation says the order: "26 листопада (четвер)" stands well after any preposition, while a
weekday in front of it would have to be declined with it. Nobody says AM or PM.
"""

from datetime import date, timedelta
from typing import NamedTuple

from django.utils.dateformat import format as format_date
from django.utils.translation import get_language, gettext, ngettext, pgettext

from clinics.core.messages import Counted, Words

# Where weekdays are no names: a capital letter would be wrong within a sentence.
_SMALL_WEEKDAYS = frozenset({"uk"})
_A_MONDAY = date(2024, 1, 1)


class Weekday(NamedTuple):
    """A day of the week, whole and in two letters."""

    name: str
    short: str


def say(text: object) -> str:
    """Say a text: words of the core in the reader's language, anything else as it is."""
    if not isinstance(text, Words):
        return str(text)
    template = text.template
    if isinstance(text, Counted):
        template = ngettext(template, text.many, text.n)
    else:
        template = gettext(template)
    if not text.values:
        return template
    return template % {name: _inner(value) for name, value in text.values.items()}


# In all of them "E" is the month as Slavic languages decline it within a date, in English as "F".
def say_long(day: date) -> str:
    """Say the whole date: Thursday 26 November 2026."""
    return _said(day, pgettext("date, long", "l j E Y"))


def say_mid(day: date) -> str:
    """Say the date where the year is plain: Thursday 26 November."""
    return _said(day, pgettext("date without its year", "l j E"))


def say_short(day: date) -> str:
    """Say the date where room is short: Thu 26 Nov."""
    return _said(day, pgettext("date where room is short", "D j M"))


def say_within_month(day: date) -> str:
    """Say the day where its month is plain: Thu 26."""
    return _said(day, pgettext("date without month", "D j"))


def say_birth(day: date) -> str:
    """Say a date of birth: 14 March 1968."""
    return _said(day, pgettext("date of birth", "j E Y"))


def say_month(day: date) -> str:
    """Say the month alone, as it stands in a heading."""
    return format_date(day, "F")


def say_month_and_year(day: date) -> str:
    """Say the month with its year, as it stands in a heading."""
    return format_date(day, pgettext("month in a heading", "F Y"))


def weekdays() -> list[Weekday]:
    """Return Monday to Sunday."""
    week = [_A_MONDAY + timedelta(days=number) for number in range(7)]
    return [Weekday(_said(day, "l"), format_date(day, "D")[:2]) for day in week]


def _inner(value: object) -> object:
    return say(value) if isinstance(value, Words) else value


def _said(day: date, pattern: str) -> str:
    """Say a day; of a moment, the day on the clock it carries."""
    words = format_date(day, pattern)
    return words.lower() if get_language() in _SMALL_WEEKDAYS else words
