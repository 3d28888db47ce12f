"""The strips of the day list: phases on a track, with words only where they fit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from scheduling.selectors.day import DayVisit
from web.timeline.tracks import Mark, Track, TrackPlace, track_over
from web.words.staff import phase_part

CASE_WIDTH = 600
"""Pixels of a case's track on a desk screen, from which it follows whether a word fits."""

LETTER = 6.4
AROUND = 9
LONG_MINUTES = 150
AXIS_HOURS_MOST = 8


@dataclass(frozen=True, slots=True)
class Seg:
    """One phase on a track. tone: prep, proc, rest or consult; word: empty where it cannot fit."""

    place: TrackPlace
    tone: str
    word: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The planned run of one visit; said: the same in words."""

    track: Track
    planned: list[Seg]
    axis: list[Mark]
    now_tick: int | None
    said: str


def draw_cases(visits: Sequence[DayVisit], *, now: datetime, zone: ZoneInfo) -> list[Drawing]:
    """Return the runs of the visits that are now and next, all on the same track."""
    if not visits:
        return []
    during = [each.appointment.during for each in visits]
    early = timedelta(minutes=5)
    spans = [(each.lower - early, each.upper + early) for each in during]
    track = track_over(spans, zone=zone, unit=1, step_minutes=15)
    step = 15 if track.ticks * track.unit <= LONG_MINUTES else 60
    tick = track.tick(now) if track.holds(now) else None
    return [
        Drawing(
            track,
            draw_segments(each, track, with_words=True),
            track.marks(step, zone),
            tick,
            _said(each, zone),
        )
        for each in visits
    ]


def draw_segments(visit: DayVisit, track: Track, *, with_words: bool = False) -> list[Seg]:
    """Return the planned phases of a visit on a track."""
    segments = []
    for phase in visit.appointment.phases.all():
        start, end = phase.planned.lower, phase.planned.upper
        place = track.place(start, end)
        if place is not None:
            part = phase_part(visit.appointment, phase.kind, start, end)
            room = CASE_WIDTH / track.ticks * place.length
            fits = with_words and len(part.word) * LETTER + AROUND <= room
            segments.append(Seg(place, part.tone, part.word if fits else ""))
    return segments


def draw_axis(track: Track, zone: ZoneInfo) -> list[Mark]:
    """Return the hours of the small strips, every second one where the day is long."""
    hours = track.ticks * track.unit // 60
    return track.marks(60 if hours <= AXIS_HOURS_MOST else 120, zone, "%-H")


def _said(visit: DayVisit, zone: ZoneInfo) -> str:
    parts = []
    for each in visit.appointment.phases.all():
        start, end = each.planned.lower, each.planned.upper
        word = phase_part(visit.appointment, each.kind, start, end).word
        parts.append(f"{word} {start.astimezone(zone):%H:%M}–{end.astimezone(zone):%H:%M}")
    return _("Planned: %(parts)s.") % {"parts": ", ".join(parts)}
