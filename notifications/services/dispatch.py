"""Sending what is due.

At least once where a repetition does no harm: mail programs show a Message-ID once, and some
gateways keep keys. If we die between handing over and noting it, the lease ends and the same key
goes out again. At most once on every other way: such a text becomes `uncertain`, and the e-mail
takes over. What tells a clinic of an alert has no other way and is tried until it is useless.

Clocks: `now` is given, once, and runs on by this machine's monotonic clock. Tasks give the
database's clock, so leases of all machines agree.
"""

import logging
import random
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import DatabaseError, transaction

from intake.models import ClinicAlert
from notifications.messages.compose import compose, compose_to_staff
from notifications.models import OutboxMessage
from notifications.schedule import (
    STAFF_RETRY,
    Planned,
    Ruling,
    Verdict,
    judge,
    judge_alert,
    other_channel,
    retry_after,
)
from notifications.selectors import visit_facts, was_told_another_time
from notifications.services.leases import begin_sending, claim_due, put_back, release, settle
from notifications.services.schedule import new_message, write_messages
from notifications.transports.base import Outgoing, Transport
from notifications.transports.errors import Permanent, SendError, Temporary, Uncertain
from notifications.transports.registry import Transports
from scheduling.models import Appointment
from scheduling.selectors.appointments import whole_appointments

logger = logging.getLogger(__name__)
Status = OutboxMessage.Status

NAME_LENGTH = 150
"""Of what the other side calls a message."""

PATIENCE = timedelta(seconds=30)
"""Messages of a batch not begun by then are given back: the next round claims them anew."""


@dataclass(frozen=True, slots=True)
class RunningClock:
    """The time, from a given moment on."""

    start: datetime
    _started: float = field(default_factory=time.monotonic)

    @property
    def elapsed(self) -> timedelta:
        return timedelta(seconds=time.monotonic() - self._started)

    def now(self) -> datetime:
        return self.start + self.elapsed


def dispatch_due(*, now: datetime, batch: int = 20) -> int:
    """Send, or end otherwise, up to a batch of due messages; return how many were claimed.

    Any number may run at once. Each message is judged anew by what it is about as that is now. No
    message can hold up another: its failure is its own. Cost: about 8 queries per message.
    """
    clock = RunningClock(now)
    claimed = claim_due(now=now, batch=batch)
    with Transports() as transports:
        for message in claimed:
            if clock.elapsed > PATIENCE:
                release(message)
            else:
                _handle(message, clock, transports)
    return len(claimed)


def _handle(message: OutboxMessage, clock: RunningClock, transports: Transports) -> None:
    try:
        if message.is_to_staff:
            _deliver_to_staff(message, clock, transports)
        else:
            _deliver(message, clock, transports)
    except DatabaseError:
        raise  # nothing can be noted now; the lease will end
    except Exception as error:
        # A row that nobody foresaw must not stop the others, nor be lost: it is tried again
        # until it is useless, and its error's name is stored for those who look.
        logger.exception("message %s failed", message.pk)
        _retry(message, clock.now(), type(error).__name__)


def _deliver(message: OutboxMessage, clock: RunningClock, transports: Transports) -> None:
    appointment = whole_appointments().get(messages=message)
    if not _is_wanted(message, appointment, clock.now()):
        return
    transport = transports.of(message.channel)
    if message.send_started_at is not None and not transport.repeats_safely:
        _give_up(message, appointment, Status.UNCERTAIN, "died while sending", clock.now())
        return
    if not begin_sending(message, now=clock.now()):
        return
    try:
        is_moved = was_told_another_time(message)
        outgoing = compose(message, appointment, now=clock.now(), is_moved=is_moved)
        name = _hand_over(transport, outgoing)
    except Permanent as error:
        _give_up(message, appointment, Status.DEAD, str(error), clock.now())
    except Temporary as error:
        _retry(message, clock.now(), str(error))
    except Uncertain as error:
        if transport.repeats_safely:
            _retry(message, clock.now(), str(error))
        else:
            _give_up(message, appointment, Status.UNCERTAIN, str(error), clock.now())
    else:
        _note_sent(message, transport.provider, name, clock.now())


def _deliver_to_staff(message: OutboxMessage, clock: RunningClock, transports: Transports) -> None:
    """Tell a clinic of an alert: whatever fails is tried again, but a text that may have gone."""
    alert = ClinicAlert.objects.select_related("clinic").get(messages=message)
    ruling = judge_alert(
        kind=message.kind,
        not_after=message.not_after,
        is_taken_over=alert.acknowledged_at is not None,
        now=clock.now(),
    )
    if not _is_to_be_sent(message, ruling, clock.now()):
        return
    transport = transports.of(message.channel)
    if message.send_started_at is not None and not transport.repeats_safely:
        settle(message, Status.UNCERTAIN, last_error="died while sending")
        return
    if not begin_sending(message, now=clock.now()):
        return
    try:
        name = _hand_over(transport, compose_to_staff(message, alert))
    except Uncertain as error:
        if transport.repeats_safely:
            _retry(message, clock.now(), str(error))
        else:
            settle(message, Status.UNCERTAIN, last_error=str(error)[:100])
    except SendError as error:
        _retry(message, clock.now(), str(error))
    else:
        _note_sent(message, transport.provider, name, clock.now())


def _is_wanted(message: OutboxMessage, appointment: Appointment, now: datetime) -> bool:
    """Judge by the visit as it is now; what is not to be sent is settled here."""
    ruling = judge(
        kind=message.kind,
        schedule_revision=message.schedule_revision,
        due_at=message.due_at,
        not_after=message.not_after,
        visit=visit_facts(appointment, message.recipient_no),
        now=now,
    )
    return _is_to_be_sent(message, ruling, now)


def _is_to_be_sent(message: OutboxMessage, ruling: Ruling, now: datetime) -> bool:
    """Settle what is not to be sent now; True for the rest."""
    match ruling.verdict:
        case Verdict.SEND:
            return True
        case Verdict.WAIT:
            put_back(message, until=ruling.until or now, error=ruling.reason)
        case Verdict.CANCEL:
            settle(message, Status.CANCELLED, last_error=ruling.reason)
        case Verdict.EXPIRE:
            # What kept it from going earlier tells more than the clock does.
            settle(message, Status.EXPIRED, last_error=message.last_error or ruling.reason)
    return False


def _hand_over(transport: Transport, outgoing: Outgoing) -> str:
    """Send; what a transport did not foresee may have happened after the text had left.

    Raises:
        SendError: see Transport.send; Uncertain for an error of any other kind.
    """
    try:
        return transport.send(outgoing)
    except SendError:
        raise
    except Exception as error:
        logger.exception("transport %s failed", transport.provider)
        raise Uncertain(type(error).__name__) from error


def _note_sent(message: OutboxMessage, provider: str, name: str, now: datetime) -> None:
    is_noted = settle(
        message,
        Status.SENT,
        sent_at=now,
        provider=provider,
        provider_message_id=_storable(name),
        last_error="",
    )
    if not is_noted:
        logger.warning("message %s was sent after its lease had ended", message.pk)


def _storable(name: str) -> str:
    """Return a name from outside as the row can hold it, whatever stood in the answer."""
    return "".join(sign for sign in name if " " <= sign <= "~")[:NAME_LENGTH]


def _retry(message: OutboxMessage, now: datetime, error: str) -> None:
    jitter = random.random()
    wait = STAFF_RETRY if message.is_to_staff else retry_after(message.attempts, jitter)
    put_back(message, until=now + wait, error=error)
    logger.warning("message %s goes again in %d s: %s", message.pk, wait.total_seconds(), error)


@transaction.atomic
def _give_up(
    message: OutboxMessage, appointment: Appointment, status: str, error: str, now: datetime
) -> None:
    """End a message for good, and let the patient's other way take its place if there is one."""
    if not settle(message, status, last_error=error[:100]):
        return
    logger.warning("message %s is %s: %s", message.pk, status, error)
    facts = visit_facts(appointment, message.recipient_no)
    channel = other_channel(message.channel, facts)
    if channel is not None and now <= message.not_after:
        instead = Planned(
            OutboxMessage.Kind(message.kind), message.offset, channel, now, message.not_after
        )
        write_messages([new_message(appointment, instead, message.recipient_no)])
