"""The visit strip as data: what a template needs to draw prepare, procedure and rest."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from procedures.models import ProcedureType
from scheduling.core.demand import Demand

Category = ProcedureType.Category
SECONDS_PER_MINUTE = 60


@dataclass(frozen=True, slots=True)
class StripPart:
    """One bar: its colour (`tone`), its length, and what is written under it.

    start is None while no time is chosen. word is the short form of label.
    """

    tone: str
    minutes: int
    label: str
    word: str
    start: datetime | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A phase of a visit: kind is preparation, procedure or observation."""

    kind: str
    start: datetime
    end: datetime

    @property
    def minutes(self) -> int:
        """Length in whole minutes, elapsed time even across a change of clocks."""
        return int((self.end - self.start).total_seconds()) // SECONDS_PER_MINUTE


def strip_parts(spans: Iterable[Span], category: str, count: int = 1) -> list[StripPart]:
    """Return one part per phase, in order; phases without length are absent already.

    Args:
        count: of the procedures done one after the other.
    """
    parts = [_part(span.kind, category, span.minutes, span.start) for span in spans]
    return [_counted(part, count) if count > 1 else part for part in parts]


def typical_parts(procedure: ProcedureType) -> list[StripPart]:
    """Return the parts of a visit for this procedure before any time is chosen."""
    minutes = {
        "preparation": procedure.preparation_minutes,
        "procedure": procedure.procedure_minutes,
        "observation": procedure.observation_minutes,
    }
    return [_part(kind, procedure.category, long) for kind, long in minutes.items() if long]


def planned_spans(demand: Demand, arrival: datetime) -> list[Span]:
    """Return the phases of a visit, combined or not, that begins at `arrival` (aware)."""
    spans = []
    for phase in demand.phases:
        start = arrival + timedelta(minutes=phase.offset)
        spans.append(Span(phase.kind, start, start + timedelta(minutes=phase.minutes)))
    return spans


def typical_spans(procedure: ProcedureType, arrival: datetime) -> list[Span]:
    """Return the phases of a visit that begins at `arrival` (aware), without gaps."""
    spans, start = [], arrival
    for kind in ("preparation", "procedure", "observation"):
        end = start + timedelta(minutes=getattr(procedure, f"{kind}_minutes"))
        if end > start:
            spans.append(Span(kind, start, end))
        start = end
    return spans


def _part(kind: str, category: str, minutes: int, start: datetime | None = None) -> StripPart:
    if kind == "preparation":
        return StripPart("prep", minutes, _("Arrive, prepare"), _("Prepare"), start)
    if kind == "observation":
        return StripPart("rest", minutes, _("Rest, with a nurse near"), _("Rest"), start)
    word = _procedure_word(category)
    tone = "consult" if category == Category.CONSULTATION else "proc"
    return StripPart(tone, minutes, word, word, start)


def _counted(part: StripPart, count: int) -> StripPart:
    if part.tone in ("prep", "rest"):
        return part
    label = ngettext("%(n)d procedure", "%(n)d procedures, one after the other", count)
    return replace(part, label=label % {"n": count})


def _procedure_word(category: str) -> str:
    if category == Category.CONSULTATION:
        return _("Consultation")
    if category == Category.DIAGNOSTIC:
        return _("Scan or test")
    if category == Category.CONSERVATIVE:
        return _("Treatment")
    return _("Procedure")
