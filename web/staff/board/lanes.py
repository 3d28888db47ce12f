"""Reception's board: one lane a resource, one column five minutes. Read only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinics.core.resource_kind import Kind
from clinics.models import Resource
from clinics.selectors.closed_times import ClosedTime, Why
from scheduling.core.demand import Phase
from scheduling.core.status import Status
from scheduling.ical import initials
from scheduling.models import Appointment
from scheduling.selectors.day import DayVisit, Use
from web.staff.board.list import OFF
from web.timeline.tracks import Mark, Track, TrackPlace, track_over
from web.words.staff import phase_part

LETTER = 6.4
CAPITAL = 8
AROUND = 9
TICK_WIDTH = 12
LINK_TICKS = 2

GROUPS = (
    ("specialists", gettext_lazy("Specialists"), (Kind.PRACTITIONER, Kind.NURSE)),
    ("rooms", gettext_lazy("Rooms"), (Kind.ROOM,)),
    ("bays", gettext_lazy("Bays"), (Kind.BAY,)),
    ("equipment", gettext_lazy("Equipment"), (Kind.EQUIPMENT,)),
)


@dataclass(frozen=True, slots=True)
class Block:
    """One use of a resource. shown: full name or initials, as fits; state: is-done, is-on or ""."""

    place: TrackPlace
    tone: str
    uid: UUID
    shown: str
    said: str
    state: str
    is_picked: bool
    turnover: TrackPlace | None

    @property
    def is_link(self) -> bool:
        """Whether it is wide enough to be hit; the same visit has a longer block elsewhere."""
        return self.place.length >= LINK_TICKS


@dataclass(frozen=True, slots=True)
class Shut:
    """A time in which the lane cannot be used. label: empty where the clinic is simply closed."""

    place: TrackPlace
    label: str
    said: str


@dataclass(frozen=True, slots=True)
class Lane:
    """A resource and its day."""

    resource: Resource
    blocks: list[Block] = field(default_factory=list)
    shut: list[Shut] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Group:
    """Lanes of one kind."""

    key: str
    name: str
    lanes: list[Lane]


@dataclass(frozen=True, slots=True)
class LaneBoard:
    """The whole board."""

    track: Track
    hours: list[Mark]
    now_tick: int | None
    groups: list[Group]


def build_board(
    visits: Sequence[DayVisit],
    resources: Sequence[Resource],
    closed: Mapping[int, Sequence[ClosedTime]],
    *,
    view: str,
    zone: ZoneInfo,
    now: datetime,
    picked: UUID | None = None,
) -> LaneBoard:
    """Return the lanes of a day; called-off visits hold nothing and are not on it.

    Args:
        view: all, or the key of a group.
    """
    live = [each for each in visits if each.appointment.status not in OFF]
    spans = [
        *_open_days(closed),
        *((use.start, use.reserved_until) for v in live for use in v.uses),
    ]
    track = track_over(spans or [(now, now)], zone=zone, unit=5, step_minutes=60)
    groups = []
    for key, name, kinds in GROUPS:
        lanes = [
            Lane(
                each,
                list(_blocks(live, each, track, zone, now, picked)),
                list(_shut(closed.get(each.pk, ()), track, zone)),
            )
            for kind in kinds
            for each in resources
            if each.kind == kind
        ]
        if lanes and view in ("all", key):
            groups.append(Group(key, str(name), lanes))
    tick = track.tick(now) if track.holds(now) else None
    return LaneBoard(track, track.marks(60, zone), tick, groups)


def _open_days(
    closed: Mapping[int, Sequence[ClosedTime]],
) -> Iterable[tuple[datetime, datetime]]:
    """Yield from the first opening to the last closing of each resource that works at all."""
    for times in closed.values():
        outside = [each for each in times if each.why is Why.OUTSIDE_HOURS]
        if len(outside) == 2:  # before the day and after it; one alone is a day off
            yield outside[0].end, outside[1].start


def _blocks(
    visits: Sequence[DayVisit],
    resource: Resource,
    track: Track,
    zone: ZoneInfo,
    now: datetime,
    picked: UUID | None,
) -> Iterable[Block]:
    for visit in visits:
        for use in visit.uses:
            place = track.place(use.start, use.end)
            if use.resource.pk == resource.pk and place is not None:
                yield _block(visit.appointment, use, place, track, zone, now, picked)


def _block(
    appointment: Appointment,
    use: Use,
    place: TrackPlace,
    track: Track,
    zone: ZoneInfo,
    now: datetime,
    picked: UUID | None,
) -> Block:
    name = appointment.patient.full_name if appointment.patient else ""
    kind = Phase.PROCEDURE if Phase.PROCEDURE in use.phases else use.phases[0]
    part = phase_part(appointment, kind, use.start, use.end)
    state = _state(appointment, use, now)
    times = f"{use.start.astimezone(zone):%H:%M}–{use.end.astimezone(zone):%H:%M}"
    ends = {"is-done": _("done"), "is-on": _("now")}.get(state, "")
    return Block(
        place=place,
        tone=part.tone,
        uid=appointment.uid,
        shown=_fitting(name, place.length),
        said=", ".join(filter(None, [name, f"{part.word} {times}", ends])),
        state=state,
        is_picked=appointment.uid == picked,
        turnover=track.place(use.end, use.reserved_until),
    )


def _state(appointment: Appointment, use: Use, now: datetime) -> str:
    """Return done, on or planned, by the plan; who has gone home is done whatever the plan said."""
    if use.end <= now or appointment.status == Status.DISCHARGED:
        return "is-done"
    return "is-on" if use.start <= now else ""


def _fitting(name: str, ticks: int) -> str:
    """Return the whole name if it fits, else initials, else nothing: half a name is a wrong one."""
    room = (TICK_WIDTH * ticks - AROUND) / LETTER
    if len(name) <= room:
        return name
    short = initials(name)
    return short if len(short) * CAPITAL <= room * LETTER else ""


def _shut(closed: Iterable[ClosedTime], track: Track, zone: ZoneInfo) -> Iterable[Shut]:
    for each in closed:
        place = track.place(each.start, each.end)
        if place is None:
            continue
        label = {
            Why.OUTSIDE_HOURS: "",
            Why.BREAK: _("Break"),
            Why.AWAY: _("Away"),
            Why.CLOSED: each.reason or _("Closed"),
        }[each.why]
        times = f"{each.start.astimezone(zone):%H:%M}–{each.end.astimezone(zone):%H:%M}"
        fits = len(label) * LETTER + AROUND * 2 <= TICK_WIDTH * place.length
        yield Shut(place, label if fits else "", f"{label or _('Closed')} {times}")
