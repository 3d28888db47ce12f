"""A practitioner's day, sorted into what is now, what comes next and what is over.

Until staff report what happened, the plan speaks: a visit counts as under way or over by its
planned time, and its status word says that nobody confirmed it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from clinics.core.intervals import Span, epoch_minute, from_epoch_minute, subtract
from clinics.core.resource_kind import Kind
from clinics.models import Resource
from clinics.selectors.closed_times import ClosedTime, Why
from people.models import Patient
from scheduling.core.demand import Phase
from scheduling.core.status import Status
from scheduling.models import Appointment
from scheduling.selectors.day import DayVisit
from web.staff.day.drawing import Drawing, Seg, draw_axis, draw_cases, draw_segments
from web.timeline.tracks import Mark, Track, track_over
from web.words.flags import FlagWords, flags_of
from web.words.staff import TreatmentWords, age_on, treatments_of, visit_status

SHORTEST_FREE_MINUTES = 15
_OFF = frozenset({Status.CANCELLED, Status.NO_SHOW, Status.EXPIRED})


class DaySection(StrEnum):
    """Where on the page a visit stands."""

    NOW = "now"
    NEXT = "next"
    LATER = "later"
    RESTING = "resting"
    OVER = "over"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class DayRow:
    """One visit as the page shows it. start, end: when the practitioner is needed."""

    visit: DayVisit
    appointment: Appointment
    patient: Patient
    age: int
    treatments: list[TreatmentWords]
    flags: list[FlagWords]
    status: str
    start: datetime
    end: datetime
    rooms: str
    rests: str

    @property
    def arrives(self) -> datetime:
        """When the patient comes."""
        return self.appointment.during.lower

    @property
    def leaves(self) -> datetime:
        """When the patient may go home."""
        return self.appointment.during.upper

    @property
    def waits_before(self) -> bool:
        """Whether the patient comes earlier than the practitioner is needed."""
        return self.arrives < self.start


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list: a visit with its small strip, or a break."""

    row: DayRow | None = None
    segments: list[Seg] = field(default_factory=list)
    closed: ClosedTime | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class DayPage:
    """Everything the page says. done, total: visits over and planned, called-off ones left out."""

    done: int
    total: int
    next_free: datetime | None
    rows: dict[DaySection, list[DayRow]]
    cases: list[tuple[DaySection, DayRow, Drawing]]
    lines: list[Line]
    axis: list[Mark]
    track: Track | None
    now_tick: int | None

    @property
    def is_empty(self) -> bool:
        """Whether nobody is expected and nobody was."""
        return not any(self.rows.values())


def build_day_page(
    visits: Sequence[DayVisit],
    *,
    resource: Resource,
    closed: Sequence[ClosedTime],
    day: date,
    zone: ZoneInfo,
    now: datetime,
) -> DayPage:
    """Return the page of a local day. now: aware; only on that very day it divides the list."""
    is_today = now.astimezone(zone).date() == day
    rows = sorted((_row(each, resource, day) for each in visits), key=lambda row: row.start)
    placed = _placed(rows, now if is_today else None)
    cases = placed[DaySection.NOW] + placed[DaySection.NEXT]
    drawings = draw_cases([each.visit for each in cases], now=now, zone=zone)
    shown = [*placed[DaySection.LATER], *([] if is_today else placed[DaySection.OVER])]
    breaks = [each for each in closed if _is_break(each) and (not is_today or each.end > now)]
    spans = [(row.arrives, row.leaves) for row in shown]
    track = track_over(spans, zone=zone, unit=5, step_minutes=60) if spans else None
    counted = [row for row in rows if row not in placed[DaySection.OFF]]
    over = [*placed[DaySection.OVER], *placed[DaySection.RESTING]]
    return DayPage(
        done=len(over) if is_today else sum(_is_treated(row) for row in counted),
        total=len(counted),
        next_free=_next_free(counted, closed, now) if is_today else None,
        rows=placed,
        cases=[
            (_place_of(row, placed), row, drawing)
            for row, drawing in zip(cases, drawings, strict=True)
        ],
        lines=_lines(shown, breaks, track),
        axis=draw_axis(track, zone) if track else [],
        track=track,
        now_tick=track.tick(now) if track and is_today and track.holds(now) else None,
    )


def _row(visit: DayVisit, resource: Resource, day: date) -> DayRow:
    appointment = visit.appointment
    patient = appointment.patient
    if patient is None:
        raise ValueError("A visit of the day list has a patient.")
    during = appointment.during
    start, end = visit.used(resource) or (during.lower, during.upper)
    return DayRow(
        visit=visit,
        appointment=appointment,
        patient=patient,
        age=age_on(patient.date_of_birth, day),
        treatments=treatments_of(appointment),
        flags=flags_of(appointment),
        status=visit_status(appointment),
        start=start,
        end=end,
        rooms=", ".join(visit.names(Kind.ROOM, Phase.PROCEDURE)),
        rests=", ".join(visit.names(Kind.BAY, Phase.OBSERVATION)),
    )


def _placed(rows: Iterable[DayRow], now: datetime | None) -> dict[DaySection, list[DayRow]]:
    placed: dict[DaySection, list[DayRow]] = {place: [] for place in DaySection}
    for row in rows:
        place = _place(row, now)
        if place is DaySection.LATER and now is not None and not placed[DaySection.NEXT]:
            place = DaySection.NEXT
        placed[place].append(row)
    return placed


def _place(row: DayRow, now: datetime | None) -> DaySection:
    """Return the place by status; where staff reported nothing, by the plan. now: only today."""
    status = Status(row.appointment.status)
    reported = {
        Status.IN_PROCEDURE: DaySection.NOW,
        Status.IN_RECOVERY: DaySection.RESTING,
        Status.DISCHARGED: DaySection.OVER,
        **dict.fromkeys(_OFF, DaySection.OFF),
    }
    if status in reported and (
        now is not None or reported[status] in (DaySection.OVER, DaySection.OFF)
    ):
        return reported[status]
    if now is None or now < row.start:
        return DaySection.LATER
    if now < row.end:
        return DaySection.NOW
    return DaySection.RESTING if now < row.leaves else DaySection.OVER


def _place_of(row: DayRow, placed: dict[DaySection, list[DayRow]]) -> DaySection:
    return DaySection.NOW if row in placed[DaySection.NOW] else DaySection.NEXT


def _is_treated(row: DayRow) -> bool:
    return row.appointment.status in (Status.IN_RECOVERY, Status.DISCHARGED)


def _is_break(closed: ClosedTime) -> bool:
    return closed.why is not Why.OUTSIDE_HOURS


def _lines(rows: list[DayRow], breaks: list[ClosedTime], track: Track | None) -> list[Line]:
    lines = [
        Line(row, draw_segments(row.visit, track) if track else [])
        for row in sorted(rows, key=lambda row: row.start)
    ]
    lines += [Line(closed=each, words=break_words(each)) for each in breaks]
    return sorted(lines, key=lambda line: (line.row or line.closed).start)  # type: ignore[union-attr]


def break_words(closed: ClosedTime) -> str:
    """Say why somebody or something cannot be used."""
    if closed.why is Why.BREAK:
        return _("Break")
    if closed.why is Why.AWAY:
        return _("Away")
    return closed.reason or _("Closed")


def _next_free(
    rows: Iterable[DayRow], closed: Iterable[ClosedTime], now: datetime
) -> datetime | None:
    """Return from when on the practitioner has some minutes without a visit, today."""
    taken: list[Span] = [(epoch_minute(each.start), epoch_minute(each.end)) for each in closed]
    taken += [(epoch_minute(each.start), epoch_minute(each.end)) for each in rows]
    until = max((end for _start, end in taken), default=0)
    for start, end in subtract([(epoch_minute(now), until)], taken):
        if end - start >= SHORTEST_FREE_MINUTES:
            return max(from_epoch_minute(start), now - timedelta(seconds=now.second))
    return None
