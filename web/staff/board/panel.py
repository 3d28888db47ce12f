"""The visit picked out on the board, beside it: who, what, and which room when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from clinics.core.resource_kind import Kind
from scheduling.selectors.day import DayVisit
from web.words.staff import phase_part


@dataclass(frozen=True, slots=True)
class PanelPhase:
    """One phase of the visit, with the places it happens in."""

    tone: str
    word: str
    start: datetime
    end: datetime
    places: str


def panel_phases(visit: DayVisit | None) -> list[PanelPhase]:
    """Return the planned phases of a visit, in order; none while no visit is picked."""
    return list(_phases(visit)) if visit else []


def _phases(visit: DayVisit) -> Iterable[PanelPhase]:
    for phase in visit.appointment.phases.all():
        start, end = phase.planned.lower, phase.planned.upper
        part = phase_part(visit.appointment, phase.kind, start, end)
        places = [*visit.names(Kind.ROOM, phase.kind), *visit.names(Kind.BAY, phase.kind)]
        yield PanelPhase(part.tone, part.word, start, end, ", ".join(places))
