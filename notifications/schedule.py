"""When which message is due, and whether it is still true when it is sent: pure rules.

Reminders three days and one day before: of 54,066 patients 4.4 % missed the visit, with one
reminder 5.3 to 5.8 % (Steiner 2018, AJMC 24:377). Quiet hours and lead times are clinic defaults,
unconfirmed. Everything is on the clinic's wall clock; instants are aware.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from clinics.core.walltime import to_utc_lenient
from scheduling.core.event_kind import EventKind
from scheduling.core.status import Status


class MessageKind(StrEnum):
    """What a message tells: patients of their visit, or the clinic of an alert."""

    REQUEST = "request"
    CONFIRMATION = "confirmation"
    REMINDER = "reminder"
    CANCELLATION = "cancellation"
    DECLINED = "declined"
    UNANSWERED = "unanswered"
    CODE = "code"
    ALERT = "alert"
    OVERDUE = "overdue"


class Channel(StrEnum):
    """How it travels."""

    EMAIL = "email"
    TEXT = "text"


QUIET_FROM = time(21)
QUIET_UNTIL = time(8)
LAST_CALL = time(20, 30)
"""When a message goes that must not wait until the morning."""

JUST_TOLD = timedelta(hours=3)
"""Whoever was told the time this recently needs no reminder of it."""

# What is news to the patient. Everything else in a history makes no message.
_ANSWERS = frozenset({EventKind.ACCEPTED, EventKind.DECLINED, EventKind.UNANSWERED})
_CHANGES = frozenset({EventKind.RESCHEDULED, EventKind.CANCELLED})
NEWS = frozenset({EventKind.REQUESTED, EventKind.BOOKED}) | _CHANGES | _ANSWERS
# Seeded visits were never asked for by anybody: only what happens to them afterwards is news.
_NEWS_OF_SEED = _CHANGES | _ANSWERS

TO_STAFF = frozenset({MessageKind.ALERT, MessageKind.OVERDUE})
URGENT = TO_STAFF | {MessageKind.CODE}
"""Sent before everything else: a person waits for it."""

USEFUL_TO_STAFF = timedelta(days=2)
"""Older alerts are told no more: the list of alerts is read in the meantime."""

STAFF_RETRY = timedelta(minutes=2)
"""Between two tries to tell the clinic. The contact may be mended by then, so none is the last."""

# The one status in which a message of this kind is true.
TRUE_WHILE = {
    MessageKind.REQUEST: Status.REQUESTED,
    MessageKind.CONFIRMATION: Status.BOOKED,
    MessageKind.REMINDER: Status.BOOKED,
    MessageKind.CANCELLATION: Status.CANCELLED,
    MessageKind.DECLINED: Status.CANCELLED,
    MessageKind.UNANSWERED: Status.EXPIRED,
    MessageKind.CODE: Status.HELD,
}
_TOLD_AT_ONCE = {
    status: kind
    for kind, status in TRUE_WHILE.items()
    if kind not in (MessageKind.REMINDER, MessageKind.DECLINED, MessageKind.CODE)
}


@dataclass(frozen=True, slots=True)
class Visit:
    """What the rules need to know of a visit, as it is now."""

    status: str
    schedule_revision: int
    start: datetime
    zone: ZoneInfo
    has_email: bool
    has_phone: bool
    is_seed: bool = False
    is_declined: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """One message to be written: useless before due_at and after not_after."""

    kind: MessageKind
    offset: str
    channel: Channel
    due_at: datetime
    not_after: datetime


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder of the ladder: at the visit's wall time `days` earlier, or `hours` before it.

    `useful_lead` is how long before the visit it is still worth sending. It travels by its
    channel if the patient has that one, else by the other.
    """

    offset: str
    useful_lead: timedelta
    channel: Channel = Channel.TEXT
    days: int = 0
    hours: int = 0


# The mail has room for getting ready, the text is read at once: one of each, never both twice.
LADDER = (
    Reminder("3d", days=3, useful_lead=timedelta(hours=36), channel=Channel.EMAIL),
    Reminder("1d", days=1, useful_lead=timedelta(hours=3)),
)
# For who books within the ladder's last step; no evidence, a courtesy.
SHORT = Reminder("3h", hours=3, useful_lead=timedelta(hours=1))


class Verdict(StrEnum):
    """What to do with a message whose time has come."""

    SEND = "send"
    WAIT = "wait"
    CANCEL = "cancel"
    EXPIRE = "expire"


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict with its reason; `until` is set for WAIT only."""

    verdict: Verdict
    reason: str = ""
    until: datetime | None = None


def plan(visit: Visit, *, news: Collection[str], at: datetime) -> list[Planned]:
    """Return the messages a visit should have after some news, whatever it had before.

    Args:
        visit: as it is now, not as it was when the news was written.
        news: what happened, words of AppointmentEvent.what.
        at: when the last of it happened; what was due before then is skipped, while what fell
            due afterwards is planned although late.

    Returns:
        In no particular order; empty once the visit has begun.
    """
    if at >= visit.start or not NEWS & set(news):
        return []
    planned = _told_at_once(visit, news, at)
    if visit.status == Status.BOOKED:
        planned += _reminders(visit, at)
    return planned


def judge(
    *,
    kind: str,
    schedule_revision: int,
    due_at: datetime,
    not_after: datetime,
    visit: Visit,
    now: datetime,
) -> Ruling:
    """Decide about a planned message at the moment of sending; the visit may have changed."""
    if visit.status != TRUE_WHILE[MessageKind(kind)]:
        return Ruling(Verdict.CANCEL, f"visit is {visit.status}")
    if visit.schedule_revision != schedule_revision:
        return Ruling(Verdict.CANCEL, "visit was moved")
    if now > not_after or now >= visit.start:
        return Ruling(Verdict.EXPIRE, "too late to be useful")
    # One that was due in the night on purpose (brought forward by hand) is not held back.
    is_late_into_night = is_quiet(now, visit.zone) and not is_quiet(due_at, visit.zone)
    if kind == MessageKind.REMINDER and is_late_into_night:
        morning = _next_morning(now, visit.zone)
        if morning > not_after:
            return Ruling(Verdict.EXPIRE, "quiet hours until too late")
        return Ruling(Verdict.WAIT, "quiet hours", morning)
    return Ruling(Verdict.SEND)


def judge_alert(*, kind: str, not_after: datetime, is_taken_over: bool, now: datetime) -> Ruling:
    """Decide about a message to the clinic at the moment of sending.

    An alert that was taken over is mailed all the same: its mail says that nobody else need look.
    That it is overdue is told only while it is.
    """
    if kind == MessageKind.OVERDUE and is_taken_over:
        return Ruling(Verdict.CANCEL, "alert is taken over")
    if now > not_after:
        return Ruling(Verdict.EXPIRE, "too late to be useful")
    return Ruling(Verdict.SEND)


def decent_time(due: datetime, not_after: datetime, zone: ZoneInfo) -> datetime:
    """Move a moment out of the quiet hours: to the morning, or to the evening before.

    The morning is later and better, unless the message would then be useless.
    Source: reliability.md 1.4; 21 to 8 o'clock as in the US TCPA.
    """
    if not is_quiet(due, zone):
        return due
    morning = _next_morning(due, zone)
    return morning if morning <= not_after else _evening_before(due, zone)


def is_quiet(instant: datetime, zone: ZoneInfo) -> bool:
    """Tell whether people sleep, by the clock of the zone: [21:00, 8:00)."""
    clock = instant.astimezone(zone).time()
    return clock >= QUIET_FROM or clock < QUIET_UNTIL


def other_channel(channel: str, visit: Visit) -> Channel | None:
    """Return the way that is left when one has failed for good."""
    if channel == Channel.TEXT:
        return Channel.EMAIL if visit.has_email else None
    return Channel.TEXT if visit.has_phone else None


BACKOFF_MINUTES = (0.5, 2, 10, 30, 60)
LEAST_WAIT = timedelta(seconds=1)


def retry_after(attempts: int, jitter: float) -> timedelta:
    """Return how long to wait after this many failed attempts; the last step repeats.

    Args:
        jitter: uniform in [0, 1): full jitter, so that what failed together is spread.
    """
    minutes = BACKOFF_MINUTES[min(max(attempts, 1), len(BACKOFF_MINUTES)) - 1]
    return max(LEAST_WAIT, timedelta(minutes=minutes) * jitter)


def _told_at_once(visit: Visit, news: Collection[str], at: datetime) -> list[Planned]:
    kind = MessageKind.DECLINED if visit.is_declined else _TOLD_AT_ONCE.get(Status(visit.status))
    if kind is None or (visit.is_seed and not _NEWS_OF_SEED & set(news)):
        return []
    ways = [(Channel.EMAIL, visit.has_email), (Channel.TEXT, visit.has_phone)]
    return [Planned(kind, "0", channel, at, visit.start) for channel, is_open in ways if is_open]


def _reminders(visit: Visit, at: datetime) -> list[Planned]:
    """Climb down the ladder; inside its last step one short reminder takes its place."""
    planned = [each for step in LADDER for each in _remind(visit, step, at)]
    return planned or _remind(visit, SHORT, at)


def _remind(visit: Visit, step: Reminder, at: datetime) -> list[Planned]:
    """Return the reminder of one step, or nothing when it cannot come in time."""
    not_after = visit.start - step.useful_lead
    due = decent_time(_wished(visit, step), not_after, visit.zone)
    if due < at + JUST_TOLD or due > not_after:
        return []
    channel = step.channel if _has(visit, step.channel) else other_channel(step.channel, visit)
    return [Planned(MessageKind.REMINDER, step.offset, channel, due, not_after)] if channel else []


def _has(visit: Visit, channel: Channel) -> bool:
    return visit.has_email if channel is Channel.EMAIL else visit.has_phone


def _wished(visit: Visit, step: Reminder) -> datetime:
    """Return the moment before quiet hours count. Days are days on the wall, not 24 hours."""
    if not step.days:
        return visit.start - timedelta(hours=step.hours)
    wall = visit.start.astimezone(visit.zone).replace(tzinfo=None)
    return to_utc_lenient(wall - timedelta(days=step.days), visit.zone, "start")


def _next_morning(quiet: datetime, zone: ZoneInfo) -> datetime:
    local = quiet.astimezone(zone)
    day = local.date() + timedelta(days=1 if local.time() >= QUIET_FROM else 0)
    return to_utc_lenient(datetime.combine(day, QUIET_UNTIL), zone, "start")


def _evening_before(quiet: datetime, zone: ZoneInfo) -> datetime:
    local = quiet.astimezone(zone)
    day = local.date() - timedelta(days=0 if local.time() >= QUIET_FROM else 1)
    return to_utc_lenient(datetime.combine(day, LAST_CALL), zone, "start")
