"""How hypothesis draws a little clinic: everything happens near one hour of one awkward day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import assume
from hypothesis import strategies as st

from clinics.core.hours import DatedHours, WeeklyHours
from clinics.core.intervals import Span, epoch_minute, from_epoch_minute
from clinics.core.resource_kind import Kind
from clinics.core.walltime import day_bounds
from scheduling.core.demand import Phase, ProcedureSpec
from tests.clinics.core.clock_changes import changes
from tests.scheduling.core.demands import HAD, procedures
from tests.scheduling.selectors.sketches import (
    NOBODY,
    PATIENT,
    STAFF,
    Sketch,
    Taking,
    ThingSketch,
)

ZONES = [
    ZoneInfo(name)
    for name in (
        "Europe/Kyiv",
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
        "Asia/Kolkata",
    )
]
ORDINARY = date(2026, 6, 17)


def later(moment: time, minutes: int) -> time:
    passed = (moment.hour * 60 + moment.minute + minutes) % 1440
    return time(passed // 60, passed % 60)


def _awkward_times() -> Iterator[tuple[ZoneInfo, date, time]]:
    """Yield times to open: while the clocks change, shortly before, and over midnight."""
    for zone in ZONES:
        for change in changes(zone, 2026, 2026):
            edge = min(change.old_wall, change.new_wall)
            for minutes in (-90, 0, 15):
                yield zone, change.day, (edge + timedelta(minutes=minutes)).time()
            yield zone, change.day, later(edge.time(), -5 * 60)
        yield zone, ORDINARY, time(8)
        yield zone, ORDINARY, time(21, 30)


AWKWARD = list(_awkward_times())
PEOPLE = (Kind.PRACTITIONER, Kind.NURSE)
MOST_UNITS = 4

STATES = st.sampled_from(["live", "live", "held", "expired", "released"])


@st.composite
def sketches(draw: st.DrawFn) -> Sketch:
    """A clinic whose hours, bookings and absences lie around one hour, also over midnight."""
    zone, day, opens = draw(st.sampled_from(AWKWARD))
    first = day - timedelta(days=draw(st.sampled_from([0, 0, 1])))
    heart = epoch_minute(day_bounds(day, zone)[0]) + opens.hour * 60 + opens.minute
    doors = draw(st.sampled_from([(), every_day(opens, 4), every_day(opens, 7)]))
    types = [draw(small_procedures(f"visit-{number}")) for number in (1, 2)]
    codes = draw(st.lists(st.sampled_from([each.code for each in types]), min_size=1, max_size=3))
    sketch = Sketch(
        zone=zone,
        first=first,
        last=day,
        now=draw(moments(heart)),
        step=draw(st.sampled_from([5, 10, 15, 20, 30, 60])),
        notice=draw(st.sampled_from([0, 30, 90])),
        horizon=draw(st.sampled_from([90, 90, 90, 3, 2])),
        doors=doors,
        doors_extra=draw(extras(day, opens)) if doors else (),
        closed=tuple(draw(spans(heart))[:1]),
        things=(),
        types=tuple(types),
        codes=tuple(codes),
        who=draw(st.sampled_from([STAFF, PATIENT, NOBODY])),
        visits=(visits := tuple(draw(spans(heart))[:1])),
        most=draw(st.sampled_from([None, None, 1, 2])),
        done=tuple(start for start, _ in visits),
    )
    return draw(furnished(sketch, opens, heart))


@st.composite
def furnished(draw: st.DrawFn, sketch: Sketch, opens: time, heart: int) -> Sketch:
    """The same clinic with resources that are near to what the visit needs."""
    needs = sketch.demand.requirements
    assume(0 < sum(need.quantity for need in needs) <= MOST_UNITS)
    kinds = [need.kind for need in needs for _ in range(need.quantity)]
    kinds += draw(st.lists(st.sampled_from(kinds), max_size=2))
    hours = every_day(opens, 6)
    things = []
    for kind in draw(st.permutations(kinds)):
        usual = [hours, hours, hours, every_day(opens, 3), with_a_break(opens), ()]
        weekly = draw(st.sampled_from(usual))
        is_following = kind not in PEOPLE and draw(st.booleans())
        things.append(
            ThingSketch(
                kind,
                draw(HAD),
                weekly=() if is_following else draw(sometimes_valid(weekly, sketch.last)),
                extra=draw(extras(sketch.last, opens)),
                away=tuple(draw(spans(heart))[:1]),
                taken=draw(takings(heart)),
            )
        )
    leads = [number for number, each in enumerate(things, 1) if each.kind is Kind.PRACTITIONER]
    wanted = draw(st.sampled_from([None, *leads]))
    return replace(sketch, things=tuple(things), wanted=wanted)


@st.composite
def small_procedures(draw: st.DrawFn, code: str) -> ProcedureSpec:
    """A procedure type that needs something; now and then a long one, often with a lead."""
    spec = draw(procedures())
    assume(spec.needs)
    needs = spec.needs
    if draw(st.booleans()):
        person = replace(needs[0], kind=Kind.PRACTITIONER, last_phase=Phase.PROCEDURE)
        needs = (replace(person, first_phase=Phase.PROCEDURE), *needs[1:])
    minutes = spec.procedure_minutes * draw(st.sampled_from([1, 1, 3]))
    return replace(spec, code=code, procedure_minutes=minutes, needs=needs)


def every_day(opens: time, hours: int) -> tuple[WeeklyHours, ...]:
    return tuple(WeeklyHours(weekday, opens, later(opens, hours * 60)) for weekday in range(7))


def with_a_break(opens: time) -> tuple[WeeklyHours, ...]:
    """Seven hours with lunch, whose end is no multiple of five."""
    return tuple(
        WeeklyHours(weekday, later(opens, start), later(opens, end))
        for weekday in range(7)
        for start, end in ((0, 90), (133, 420))
    )


@st.composite
def sometimes_valid(
    draw: st.DrawFn, rows: tuple[WeeklyHours, ...], day: date
) -> tuple[WeeklyHours, ...]:
    """The same rows, that may begin or end at this day, or end before it."""
    ends = [(None, None), (None, None), (day, None), (None, day), (None, day - timedelta(days=1))]
    since, until = draw(st.sampled_from(ends))
    return tuple(replace(row, valid_from=since, valid_until=until) for row in rows)


@st.composite
def extras(draw: st.DrawFn, day: date, opens: time) -> tuple[DatedHours, ...]:
    """Often none; else before, within or after the usual hours, of this day or the eve."""
    offset = draw(st.sampled_from([None, None, -60, 200, 380]))
    if offset is None:
        return ()
    start = later(opens, offset)
    end = later(start, draw(st.sampled_from([45, 120, 300])))
    return (DatedHours(day - timedelta(days=draw(st.integers(0, 1))), start, end),)


@st.composite
def spans(draw: st.DrawFn, heart: int) -> list[Span]:
    """Up to three stretches that do not overlap, on any minute; often none."""
    edges = draw(st.lists(st.integers(-30, 240), max_size=6, unique=True))
    edges = sorted(edges)[: draw(st.sampled_from([0, 2, 2, 4, 6]))]
    return [(heart + a, heart + b) for a, b in zip(edges[::2], edges[1::2], strict=False)]


@st.composite
def takings(draw: st.DrawFn, heart: int) -> tuple[Taking, ...]:
    return tuple(Taking(span, draw(STATES)) for span in draw(spans(heart)))


def moments(heart: int) -> st.SearchStrategy[datetime]:
    """Now: two days before, or in the middle of it all, to the second."""
    seconds = st.integers(-30 * 60, 200 * 60) | st.just(-2 * 86_400)
    return seconds.map(lambda each: from_epoch_minute(heart) + timedelta(seconds=each))
