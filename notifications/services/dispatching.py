"""Sending what is due.

At least once for e-mail: if we die between handing over and noting it, the lease ends and the
same Message-ID goes out again, by which mail programs show it once. At most once for texts: a
gateway knows no Message-ID, so such a text becomes `uncertain` and the e-mail takes over.

Clocks: `now` is given, once, and runs on by this machine's monotonic clock. Tasks give the
database's clock, so leases of all machines agree.
"""

import logging
import random
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import DatabaseError, transaction

from notifications.channels.compose import compose
from notifications.channels.errors import NobodyKnows, NotNow, Refused
from notifications.channels.post import PROVIDER, Post
from notifications.models import OutboxMessage
from notifications.policy import (
    Channel,
    Planned,
    Verdict,
    judge,
    other_channel,
    retry_after,
)
from notifications.selectors import visit_facts, was_told_another_time
from notifications.services.claiming import begin_sending, claim_due, put_back, release, settle
from notifications.services.planning import new_message, write_messages
from scheduling.models import Appointment
from scheduling.selectors.appointments import whole_appointments

logger = logging.getLogger(__name__)
Status = OutboxMessage.Status

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

    Any number may run at once. Each message is judged anew by its visit as it is now. No message
    can hold up another: its failure is its own. Cost: about 8 queries per message.
    """
    clock = RunningClock(now)
    claimed = claim_due(now=now, batch=batch)
    with Post() as post:
        for message in claimed:
            if clock.elapsed > PATIENCE:
                release(message)
            else:
                _handle(message, clock, post)
    return len(claimed)


def _handle(message: OutboxMessage, clock: RunningClock, post: Post) -> None:
    try:
        _deliver(message, clock, post)
    except DatabaseError:
        raise  # nothing can be noted now; the lease will end
    except Exception as error:
        # A row that nobody foresaw must not stop the others, nor be lost: it is tried again
        # until it is useless, and its error's name is stored for whoever looks.
        logger.exception("message %s failed", message.pk)
        _retry(message, clock.now(), type(error).__name__)


def _deliver(message: OutboxMessage, clock: RunningClock, post: Post) -> None:
    appointment = whole_appointments().get(pk=message.appointment_id)
    if not _is_wanted(message, appointment, clock.now()):
        return
    if message.send_started_at is not None and message.channel == Channel.TEXT:
        _give_up(message, appointment, Status.UNCERTAIN, "died while sending", clock.now())
        return
    if not begin_sending(message, now=clock.now()):
        return
    try:
        is_moved = was_told_another_time(message)
        letter = compose(message, appointment, now=clock.now(), is_moved=is_moved)
        post.send(letter)
    except Refused as error:
        _give_up(message, appointment, Status.DEAD, str(error), clock.now())
    except NotNow as error:
        _retry(message, clock.now(), str(error))
    except NobodyKnows as error:
        if message.channel == Channel.TEXT:
            _give_up(message, appointment, Status.UNCERTAIN, str(error), clock.now())
        else:
            _retry(message, clock.now(), str(error))
    else:
        _note_sent(message, str(letter.extra_headers["Message-ID"]), clock.now())


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


def _note_sent(message: OutboxMessage, message_id: str, now: datetime) -> None:
    is_noted = settle(
        message,
        Status.SENT,
        sent_at=now,
        provider=PROVIDER,
        provider_message_id=message_id,
        last_error="",
    )
    if not is_noted:
        logger.warning("message %s was sent after its lease had ended", message.pk)


def _retry(message: OutboxMessage, now: datetime, error: str) -> None:
    wait = retry_after(message.attempts, random.random())
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
