"""Filling a calendar day by day, and telling each visit how it went."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from clinics.core.intervals import epoch_minute
from clinics.core.resource_kind import Kind
from clinics.core.walltime import to_utc
from demo.seed.board import FreeTimeBoard, days_between
from demo.seed.case_mix import OPERATES, THEATRE_WEEKDAYS, Share, aim_for
from demo.seed.history import Diary
from demo.seed.progress import GIVEN_UP_AFTER, live_through, mark_no_show, steps_until
from demo.seed.visits import Bookings, SeededVisit
from procedures.models import ProcedureType
from scheduling.core.demand import Phase
from scheduling.core.search import Supplied
from scheduling.models import Appointment
from scheduling.services.cancellation import cancel_appointment

CANCELLED = 0.05
NO_SHOW = 0.03
LONGEST_LEAD_DAYS = 21
LATENESS = (0, 0, 2, 3, 5, 8, 12)
# A procedure that finds no room is tried this often with another draw before the day is left.
TRIES = 4


@dataclass(slots=True)
class Calendar:
    """A clinic being filled. now: how far the day has got; pace: 1.0 for the main clinic."""

    board: FreeTimeBoard
    bookings: Bookings
    diary: Diary
    procedures: Mapping[str, ProcedureType]
    rng: Random
    now: datetime
    pace: float

    @property
    def today(self) -> date:
        """Today on the clinic's wall."""
        return self.now.astimezone(self.board.clinic.zone).date()


def fill_days(
    calendar: Calendar,
    shares: Sequence[Share],
    *,
    first: date,
    last: date,
    on_day: Callable[[date, int], None],
) -> int:
    """Book local days first..last (inclusive); return how many visits were made.

    Args:
        on_day: told each finished day and the visits on it.
    """
    count = 0
    for day in days_between(first, last):
        made = [visit for share in shares for visit in _fill_share(calendar, share, day)]
        if day <= calendar.today:
            _tell_so_far(calendar, made)
        on_day(day, len(made))
        count += len(made)
    return count


def _fill_share(calendar: Calendar, share: Share, day: date) -> list[Appointment]:
    board, rng = calendar.board, calendar.rng
    gauge = [
        one
        for one in board.able(share.kind, share.capability)
        if share.without not in one.capabilities
    ]
    leaders = _leaders(board, share.led_by, day) if share.led_by else []
    if not gauge or (share.led_by and not leaders) or rng.random() >= share.chance:
        return []
    aim = share.part * calendar.pace * aim_for((day - calendar.today).days)
    made, failures = [], 0
    while failures < TRIES and board.fullness(gauge, day) < aim:
        code = rng.choices(list(share.weights), list(share.weights.values()))[0]
        whom = _least_busy(board, leaders, day) if leaders else None
        visit = _book(calendar, calendar.procedures[code], day, whom, share.sessions)
        if visit is None:
            failures += 1
        else:
            made.append(visit)
    return made


def _leaders(board: FreeTimeBoard, capability: str, day: date) -> list[Supplied]:
    """Return who could do it; whoever operates that day does nothing else."""
    return [
        one
        for one in board.able(Kind.PRACTITIONER, capability)
        if day.weekday() not in THEATRE_WEEKDAYS or OPERATES not in one.capabilities
    ]


def _least_busy(board: FreeTimeBoard, people: Sequence[Supplied], day: date) -> int:
    return min(people, key=lambda one: (board.fullness([one], day), one.id)).id


def _book(
    calendar: Calendar,
    procedure: ProcedureType,
    day: date,
    practitioner: int | None,
    sessions: tuple[int, ...],
) -> Appointment | None:
    """Book one visit on a day, if there is room; some are called off again."""
    only = None if practitioner is None else frozenset({practitioner})
    demand = calendar.bookings.plans[procedure.code].demand
    starts = calendar.board.starts(demand, day, only)
    if not starts:
        return None
    rng = calendar.rng
    session = epoch_minute(_wall(calendar, day, rng.choice(sessions)))
    start = next((each for each in starts if each >= session), starts[0])
    patient = calendar.diary.draw(procedure, day, rng)
    booked_at = _booking_time(calendar, day)
    visit = calendar.bookings.book(SeededVisit(patient, procedure, start, booked_at, practitioner))
    if rng.random() < CANCELLED:
        return _call_off(calendar, visit, booked_at)
    calendar.board.take(visit)
    calendar.diary.note(patient, procedure, day)
    return visit


def _booking_time(calendar: Calendar, day: date) -> datetime:
    """Return some working hour of the weeks before, always past."""
    lead = calendar.rng.randint(1, LONGEST_LEAD_DAYS)
    on = min(day, calendar.today) - timedelta(days=lead)
    return _wall(calendar, on, calendar.rng.randint(8, 17), calendar.rng.randrange(60))


def _wall(calendar: Calendar, day: date, hour: int, minute: int = 0) -> datetime:
    return to_utc(datetime.combine(day, time(hour, minute)), calendar.board.clinic.zone)


def _call_off(calendar: Calendar, visit: Appointment, booked_at: datetime) -> Appointment:
    latest = min(calendar.now, visit.during.lower)
    return cancel_appointment(
        clinic=calendar.board.clinic,
        uid=visit.uid,
        revision=visit.revision,
        reason=calendar.rng.choice(["Feels better", "Cannot come", "Ill", "Another date wanted"]),
        now=booked_at + (latest - booked_at) * calendar.rng.random(),
        by=calendar.bookings.by,
    )


def _tell_so_far(calendar: Calendar, made: Sequence[Appointment]) -> None:
    """Let the visits of a day happen, as far as the day has come; doctors run late all day."""
    late: dict[int | None, timedelta] = {}
    for visit in sorted(made, key=lambda one: one.during.lower):
        if visit.status == Appointment.Status.CANCELLED:
            continue
        whom = visit.allocations.filter(is_lead=True).values_list("resource_id", flat=True).first()
        delay = late.setdefault(whom, timedelta(minutes=calendar.rng.choice(LATENESS)))
        _let_happen(calendar, visit, delay)


def _let_happen(calendar: Calendar, visit: Appointment, late: timedelta) -> None:
    rng, by = calendar.rng, calendar.bookings.by
    given_up_at = visit.during.lower + GIVEN_UP_AFTER
    if rng.random() < NO_SHOW and given_up_at <= calendar.now:
        mark_no_show(visit, at=given_up_at, by=by)
        return
    spans = [(Phase(row.kind), row.planned.lower, row.planned.upper) for row in visit.phases.all()]
    early = timedelta(minutes=rng.randint(2, 12))
    live_through(visit, steps_until(spans, now=calendar.now, early=early, late=late), by=by)
