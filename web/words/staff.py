"""What staff read of a visit, in words: status, what is done and where."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from scheduling.core.status import Status
from scheduling.models import Appointment
from web.templatetags.page_languages import page_language
from web.timeline.visit_strip import Category, Span, StripPart, strip_parts
from web.words.body_parts import level_word, side_word

_PARENTHESIS = re.compile(r" \([^)]*\)")
_ALTERNATIVE = " / "


@dataclass(frozen=True, slots=True)
class TreatmentWords:
    """One procedure in few words, and the body part: right L5, L6."""

    name: str
    where: str


def status_words(status: str) -> str:
    """Say where a visit stands."""
    return _status_words(get_language() or "")[Status(status)]


@cache
def _status_words(_language: str) -> dict[Status, str]:
    """Return the words of a language; a board asks for them in every row."""
    return {
        Status.HELD: _("Held"),
        Status.REQUESTED: _("Requested"),
        Status.BOOKED: _("Booked"),
        Status.ARRIVED: _("Arrived"),
        Status.PREPARING: _("Being prepared"),
        Status.IN_PROCEDURE: _("In procedure"),
        Status.IN_RECOVERY: _("Resting"),
        Status.DISCHARGED: _("Gone home"),
        Status.STOPPED: _("Stopped"),
        Status.LEFT: _("Left before treatment"),
        Status.TRANSFERRED: _("Taken to hospital"),
        Status.CANCELLED: _("Cancelled"),
        Status.NO_SHOW: _("Did not come"),
        Status.EXPIRED: _("Request ran out"),
    }


def visit_status(appointment: Appointment) -> str:
    """Say where a visit stands, and whether the patient has said that they come."""
    words = status_words(appointment.status)
    if appointment.status == Status.BOOKED and appointment.coming_at:
        return _("%(status)s, confirmed by patient") % {"status": words}
    return words


def treatments_of(appointment: Appointment) -> list[TreatmentWords]:
    """Return what is done, in order, from a visit read with its procedures."""
    return [
        TreatmentWords(
            short_name(row.procedure_type.name_in(page_language())),
            where_words(row.side, row.levels),
        )
        for row in appointment.procedures.all()
    ]


def short_name(name: str) -> str:
    """Return a medical name without its explanation in brackets and its second name."""
    return _PARENTHESIS.sub("", name).partition(_ALTERNATIVE)[0]


def where_words(side: str, levels: Iterable[str]) -> str:
    """Say side and levels: right L5, S1; both sides upper back."""
    return " ".join(filter(None, [side_word(side), ", ".join(map(level_word, levels))]))


def phase_part(appointment: Appointment, kind: str, start: datetime, end: datetime) -> StripPart:
    """Return colour and words of a phase of a visit; a visit of talks only is a consultation."""
    types = [row.procedure_type for row in appointment.procedures.all()]
    other = [each.category for each in types if each.category != Category.CONSULTATION]
    category = other[0] if other else Category.CONSULTATION
    return strip_parts([Span(kind, start, end)], category)[0]


def age_on(born: date, day: date) -> int:
    """Return the age in whole years; born on 29 February counts from 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
