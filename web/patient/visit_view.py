"""A booked visit as the ticket shows it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from people.models import Patient
from procedures.selectors import instructions_for
from scheduling.core.requests import DeclineReason
from scheduling.core.status import CANCELLABLE, Status
from scheduling.models import Appointment
from web.patient.calendar_links import google_link, map_link, outlook_link
from web.patient.holding import doctor_of, spans_of
from web.templatetags.clinic_time import clock, date_mid
from web.templatetags.page_languages import page_language
from web.visit_strip import Part, strip_parts

COMING = frozenset({Status.REQUESTED, Status.BOOKED})
PHONE_DIGITS_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Instruction:
    """One thing to do, and by when."""

    text: str
    when: str


@dataclass(frozen=True, slots=True)
class Ticket:
    """Everything the ticket and what follows it say. title: of the page, without clinical words.

    tone: "" for a firm booking, asked for a request, over for what is past or cancelled.
    go: what to do instead of a visit that will not be (address, words); may_call: or to phone.
    """

    title: str
    tone: str
    state: str
    state_icon: str
    note: str
    start: datetime
    finish_at: datetime
    practitioner: str
    reference: str
    wrote_to: str
    parts: list[Part]
    instructions: list[Instruction]
    is_coming: bool
    can_cancel: bool
    cancel_until: datetime
    go: tuple[str, str] | None
    may_call: bool


@dataclass(frozen=True, slots=True)
class Links:
    """Where the ticket leads to."""

    ics: str
    google: str
    outlook: str
    map: str
    cancel: str


@dataclass(frozen=True, slots=True)
class _State:
    title: str
    tone: str
    words: str
    icon: str
    note: str = ""
    go: tuple[str, str] | None = None
    may_call: bool = False


def ticket_of(visit: Appointment, *, now: datetime) -> Ticket:
    """Return the ticket of a visit read by whole_appointments(). Cost: 2 queries."""
    state = _state(visit, now)
    types = [row.procedure_type for row in visit.procedures.all()]
    start, finish = visit.during.lower, visit.during.upper
    until = start - timedelta(hours=visit.clinic.cancellation_cutoff_hours)
    is_coming = visit.status in COMING and now < start
    return Ticket(
        title=state.title,
        tone=state.tone,
        state=state.words,
        state_icon=f"icons/{state.icon}.html",
        note=state.note,
        start=start,
        finish_at=finish,
        practitioner=doctor_of(visit),
        reference=visit.reference,
        wrote_to=contact_words(visit.patient) if visit.patient else "",
        parts=strip_parts(spans_of(visit), types[0].category),
        instructions=_instructions([one.code for one in types], visit, now) if is_coming else [],
        is_coming=is_coming,
        can_cancel=is_coming and visit.status in CANCELLABLE and now < until,
        cancel_until=until,
        go=state.go,
        may_call=state.may_call,
    )


def links_of(visit: Appointment) -> Links:
    """Return the links; those that leave the house say nothing but clinic and time."""
    clinic = visit.clinic
    title = _("Appointment, %(clinic)s") % {"clinic": clinic.name}
    start, end = visit.during.lower, visit.during.upper
    return Links(
        ics=reverse("patient:visit_ics"),
        google=google_link(
            title=title, start=start, end=end, zone=clinic.time_zone, place=clinic.address
        ),
        outlook=outlook_link(title=title, start=start, end=end, place=clinic.address),
        map=map_link(clinic.address),
        cancel=reverse("patient:cancel"),
    )


def contact_words(patient: Patient) -> str:
    """Say where we write to without showing it: a ticket is read over shoulders."""
    shown = patient.phone[-PHONE_DIGITS_SHOWN:]
    if patient.phone and patient.email:
        return _("mobile ending in %(digits)s, and your email") % {"digits": shown}
    if patient.phone:
        return _("mobile ending in %(digits)s") % {"digits": shown}
    return _("your email") if patient.email else ""


def _state(visit: Appointment, now: datetime) -> _State:
    if visit.decline_reason:
        return _declined(DeclineReason(visit.decline_reason))
    if visit.status == Status.CANCELLED:
        note = _("The time is free for others. You need not do anything else.")
        return _State(
            _("Your visit is cancelled"), "over", _("Cancelled"), "close", note, _book_another()
        )
    if visit.status == Status.EXPIRED:
        return _unanswered()
    if visit.status not in COMING or visit.during.lower <= now:
        words = _("This visit has begun or is over")
        return _State(_("Your visit"), "over", words, "check", go=_book_another())
    if visit.status == Status.REQUESTED:
        return _requested(visit)
    return _State(_("Your visit is booked"), "", _("Booked"), "check")


def _requested(visit: Appointment) -> _State:
    note = _(
        "We keep this time for you while a clinician reviews it. Only with our answer the visit is "
        "booked."
    )
    if visit.decide_by is not None:
        due, clinic = visit.decide_by, visit.clinic
        answer = _("We answer by %(day)s, %(time)s: we write to you, or call.")
        note = f"{note} {answer % {'day': date_mid(due, clinic), 'time': clock(due, clinic)}}"
    return _State(_("We keep your time"), "asked", _("Requested, not booked yet"), "clock", note)


def _declined(reason: DeclineReason) -> _State:
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
    return _State(title, "over", _("Not booked"), "close", note, go, may_call=True)


def _unanswered() -> _State:
    note = _(
        "We are sorry: we did not answer your request in time. It has ended, and this time is no "
        "longer kept for you. Please call us, or choose another time."
    )
    go = (reverse("patient:start"), _("Choose another time"))
    title = _("Your request has ended")
    return _State(title, "over", _("Not booked"), "close", note, go, may_call=True)


def _book_another() -> tuple[str, str]:
    return reverse("patient:start"), _("Book another visit")


def _instructions(codes: list[str], visit: Appointment, now: datetime) -> list[Instruction]:
    """Dates are counted on the clinic's calendar, never as hours before."""
    zone, language = visit.clinic.zone, page_language()
    day, today = visit.during.lower.astimezone(zone).date(), now.astimezone(zone).date()
    return [
        Instruction(one.text_in(language), _when(day, one.day_offset, today))
        for one in instructions_for(codes)
    ]


def _when(day: date, days_before: int, today: date) -> str:
    due = day - timedelta(days=days_before)
    words = {"day": date_mid(due)}
    if not days_before:
        return _("On %(day)s") % words
    return _("By %(day)s") % words if due > today else _("Today")
