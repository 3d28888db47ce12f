"""A booked visit as its ticket shows it."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from intake.services.online_check import may_move
from scheduling.core.self_service import change_until
from scheduling.core.status import CANCELLABLE, Status
from scheduling.models import Appointment
from scheduling.selectors.reschedule_plan import moved_from
from web.patient.contact_words import contact_words
from web.patient.times.hold import doctor_of, spans_of
from web.patient.visit.calendar import google_link, map_link, outlook_link
from web.patient.visit.state import COMING, state_of
from web.timeline.visit_strip import StripPart, strip_parts


@dataclass(frozen=True, slots=True)
class Ticket:
    """Everything the ticket and what follows it say. title: of the page, without clinical words.

    tone: "" for a firm booking, asked for a request, over for what is past or cancelled.
    is_coming: the visit is ahead. coming_at: when the patient said that they come.
    change_until: for cancelling too. moved_from: when it was before, if it has moved.
    go: what to do instead of a visit that will not be (address, words); may_call: or to phone.
    is_over: the patient has been here, and may need to know when to get help.
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
    parts: list[StripPart]
    is_coming: bool
    can_confirm: bool
    coming_at: datetime | None
    can_cancel: bool
    can_change: bool
    change_until: datetime
    moved_from: datetime | None
    go: tuple[str, str] | None
    may_call: bool
    is_over: bool


@dataclass(frozen=True, slots=True)
class Links:
    """Where the ticket leads to."""

    ics: str
    google: str
    outlook: str
    map: str
    cancel: str
    change: str
    tell: str


def ticket_of(visit: Appointment, *, now: datetime) -> Ticket:
    """Return the ticket of a visit read by whole_appointments(). Cost: 1 query at most."""
    state = state_of(visit, now=now)
    types = [row.procedure_type for row in visit.procedures.all()]
    start, finish = visit.during.lower, visit.during.upper
    hours = visit.clinic.cancellation_cutoff_hours
    until = change_until(start, cutoff_hours=hours)
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
        wrote_to=_wrote_to(visit),
        parts=strip_parts(spans_of(visit), types[0].category, count=len(types)),
        is_coming=is_coming,
        can_confirm=is_coming and visit.status == Status.BOOKED,
        coming_at=visit.coming_at,
        can_cancel=is_coming and visit.status in CANCELLABLE and now < until,
        can_change=may_move(visit, now=now),
        change_until=until,
        moved_from=moved_from(visit) if is_coming else None,
        go=state.go,
        may_call=state.may_call,
        is_over=state.is_over,
    )


def links_of(visit: Appointment) -> Links:
    """Return the links; those that leave the house say nothing but clinic and time."""
    clinic = visit.clinic
    title = _("Appointment, %(clinic)s") % {"clinic": clinic.name}
    start, end = visit.during.lower, visit.during.upper
    return Links(
        ics=reverse("patient:visit_ics"),
        google=google_link(
            title=title, start=start, end=end, zone=clinic.time_zone, place=clinic.words.address
        ),
        outlook=outlook_link(title=title, start=start, end=end, place=clinic.words.address),
        map=map_link(clinic.address),
        cancel=reverse("patient:cancel"),
        change=reverse("patient:change"),
        tell=reverse("patient:tell"),
    )


def _wrote_to(visit: Appointment) -> str:
    words = contact_words(visit.addressee) if visit.addressee else ""
    if words and visit.second_addressee:
        return _("%(contact)s; and to the patient") % {"contact": words}
    return words
