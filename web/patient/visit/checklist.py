"""How to get ready for a visit: a list with dates and ticks."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from intake.selectors.checklist import ticked_items
from procedures.selectors import instructions_for
from scheduling.models import Appointment
from web.templatetags.clinic_time import date_mid
from web.templatetags.page_languages import page_language

ESCORT = "escort"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do, and by when. code: what a tick is kept by, the same in every language."""

    code: str
    text: str
    when: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Checklist:
    """The list of a visit, the earliest first."""

    items: list[Item]

    @property
    def done(self) -> int:
        """How many are ticked."""
        return sum(item.is_done for item in self.items)

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.items)

    @property
    def said(self) -> str:
        """How far it is: 2 of 4 done."""
        return _("%(done)d of %(total)d done") % {"done": self.done, "total": self.total}


def checklist_of(visit: Appointment, *, now: datetime) -> Checklist:
    """Return the list of a visit read by whole_appointments(). Cost: 3 queries.

    Dates are counted on the clinic's calendar, never as hours before.
    """
    zone, language = visit.clinic.zone, page_language()
    day, today = visit.during.lower.astimezone(zone).date(), now.astimezone(zone).date()
    types, done = [row.procedure_type for row in visit.procedures.all()], ticked_items(visit)
    items = []
    if any(each.escort_required for each in types):
        when = _("Arranged") if ESCORT in done else _("Not arranged yet")
        items.append(Item(ESCORT, _("Somebody takes me home"), when, ESCORT in done))
    for each in instructions_for([each.code for each in types]):
        code = _code(each.text)
        when = _when(day, each.day_offset, today)
        items.append(Item(code, each.text_in(language), when, code in done))
    return Checklist(items)


def _code(text: str) -> str:
    """Name a line by its words: when the clinic writes another one, it is not done yet."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _when(day: date, days_before: int, today: date) -> str:
    due = day - timedelta(days=days_before)
    words = {"day": date_mid(due)}
    if not days_before:
        return _("On %(day)s") % words
    return _("By %(day)s") % words if due > today else _("Today")
