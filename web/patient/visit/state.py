"""Where a visit stands, in words: what it is called, what follows, and the way on."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from scheduling.core.booking_requests import DeclineReason
from scheduling.core.status import Status
from scheduling.models import Appointment
from web.templatetags.clinic_time import clock, date_mid

COMING = frozenset({Status.REQUESTED, Status.BOOKED})


@dataclass(frozen=True, slots=True)
class State:
    """title: of the page, without clinical words. The rest: see Ticket."""

    title: str
    tone: str
    words: str
    icon: str
    note: str = ""
    go: tuple[str, str] | None = None
    may_call: bool = False
    is_over: bool = False


def state_of(visit: Appointment, *, now: datetime) -> State:
    """Return what the page says of a visit as it is `now`."""
    if visit.decline_reason:
        return _declined(DeclineReason(visit.decline_reason))
    if visit.status == Status.CANCELLED:
        note = _("The time is free for others. You need not do anything else.")
        return State(
            _("Your visit is cancelled"), "over", _("Cancelled"), "close", note, _book_another()
        )
    if visit.status == Status.EXPIRED:
        return _unanswered()
    if visit.status not in COMING or visit.during.lower <= now:
        return _begun(visit, now)
    if visit.status == Status.REQUESTED:
        return _requested(visit)
    return State(_("Your visit is booked"), "", _("Booked"), "check")


def _begun(visit: Appointment, now: datetime) -> State:
    title = _("Your visit")
    if visit.status == Status.NO_SHOW:
        note = _("We waited for you. If you still need the visit, book another one or call us.")
        words = _("You did not come")
        return State(title, "over", words, "close", note, _book_another(), may_call=True)
    if visit.status == Status.DISCHARGED or visit.during.upper <= now:
        note = _("If you feel worse after it, do not wait for another visit: call us.")
        words = _("This visit is over")
        return State(
            title, "over", words, "check", note, _book_another(), may_call=True, is_over=True
        )
    note = _("Are you still on your way? Call us, so that we know when you come.")
    return State(title, "over", _("Your visit has begun"), "clock", note, may_call=True)


def _requested(visit: Appointment) -> State:
    note = _(
        "We keep this time for you while a clinician reviews it. Only with our answer the visit is "
        "booked."
    )
    if visit.decide_by is not None:
        due, clinic = visit.decide_by, visit.clinic
        answer = _("We answer by %(day)s, %(time)s: we write to you, or call.")
        note = f"{note} {answer % {'day': date_mid(due, clinic), 'time': clock(due, clinic)}}"
    return State(_("We keep your time"), "asked", _("Requested, not booked yet"), "clock", note)


def _declined(reason: DeclineReason) -> State:
    """Say what to do next; what a clinician thinks of it is told by a clinician."""
    consult = (f"{reverse('patient:procedures')}?need=consultation", _("Book a consultation"))
    another = (reverse("patient:start"), _("Choose another time"))
    ways = {
        DeclineReason.CONSULTATION: (
            _("A clinician has read your request and would like to see you first. Please book a "
              "consultation."),
            consult,
        ),
        DeclineReason.OTHER_TIME: (
            _("A clinician has read your request: your visit cannot be at this time. Please choose "
              "another one, or call us."),
            another,
        ),
        DeclineReason.CALL: (
            _("A clinician has read your request and would like to talk with you first. Please "
              "call us."),
            None,
        ),
        DeclineReason.NOT_HERE: (
            _("A clinician has read your request: we cannot do this here. Please call us, and we "
              "help you to find the right place."),
            None,
        ),
        DeclineReason.OTHER: (
            _("A clinician has read your request: we cannot book this time for you. Please call "
              "us, or choose another time."),
            another,
        ),
    }  # fmt: skip
    note, go = ways[reason]
    title = _("Your request was not booked")
    return State(title, "over", _("Not booked"), "close", note, go, may_call=True)


def _unanswered() -> State:
    note = _(
        "We are sorry: we did not answer your request in time. It has ended, and this time is no "
        "longer kept for you. Please call us, or choose another time."
    )
    go = (reverse("patient:start"), _("Choose another time"))
    title = _("Your request has ended")
    return State(title, "over", _("Not booked"), "close", note, go, may_call=True)


def _book_another() -> tuple[str, str]:
    return reverse("patient:start"), _("Book another visit")
