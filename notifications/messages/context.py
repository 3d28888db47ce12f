"""What every message says of a visit, on whatever way: when, where, with whom, never what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from clinics import translation
from clinics.core.intervals import MINUTE
from clinics.models import Clinic
from notifications.messages.formatting import clock
from procedures.models import ProcedureType
from scheduling.core.demand import Phase
from scheduling.models import Appointment, VisitPhase
from scheduling.selectors.appointments import practitioner_of
from scheduling.services.links import manage_token

STRIP_PERCENT = 85
"""Of the mail's width: the rest belongs to the word Finished."""

LEAST_PERCENT = 18
"""Room for a time and a word, however short the phase is."""

_TONES = {Phase.PREPARATION: "prep", Phase.PROCEDURE: "proc", Phase.OBSERVATION: "rest"}
_NOT_WITH_A_DOCTOR = {ProcedureType.Category.DIAGNOSTIC, ProcedureType.Category.CONSERVATIVE}
COLOURS = {"prep": "#cfe3f3", "proc": "#0f5c63", "rest": "#dcebcf"}


@dataclass(frozen=True, slots=True)
class Part:
    """One bar of the visit strip and the words under it. colour: for programs without CSS."""

    tone: str
    time: str
    word: str
    percent: int

    @property
    def colour(self) -> str:
        return COLOURS[self.tone]


@dataclass(frozen=True, slots=True)
class Facts:
    """A visit in words, on the clinic's clock.

    change_until: empty once it is too late. answer_by: empty unless it is requested.
    """

    clinic: Clinic
    date: str
    date_mid: str
    date_short: str
    start: str
    finish: str
    practitioner: str
    reference: str
    manage_url: str
    change_until: str
    answer_by: str
    sent: str
    parts: list[Part]


def facts_of(appointment: Appointment, *, now: datetime) -> Facts:
    """Return the words for a visit read by whole_appointments(), in the active language."""
    clinic, zone = appointment.clinic, appointment.clinic.zone
    start, finish = appointment.during.lower, appointment.during.upper
    lead = practitioner_of(appointment)
    until = start - timedelta(hours=clinic.cancellation_cutoff_hours)
    return Facts(
        clinic=clinic,
        date=translation.say_long(start.astimezone(zone)),
        date_mid=translation.say_mid(start.astimezone(zone)),
        date_short=translation.say_short(start.astimezone(zone)),
        start=clock(start, zone),
        finish=clock(finish, zone),
        practitioner=lead.resource.name if lead else "",
        reference=appointment.reference,
        manage_url=manage_url(appointment),
        change_until=_until(until, clinic) if now < until else "",
        answer_by=_until(appointment.decide_by, clinic) if appointment.decide_by else "",
        sent=_sent(now, clinic),
        parts=_parts(list(appointment.phases.all()), clinic, _main_word(appointment)),
    )


def manage_url(appointment: Appointment) -> str:
    """Return the address of the patient's own page. Opening it changes nothing."""
    return f"{settings.SITE_URL}/visit/{manage_token(appointment)}/"


def _until(moment: datetime, clinic: Clinic) -> str:
    return _("%(date)s, %(time)s") % {
        "date": translation.say_mid(moment.astimezone(clinic.zone)),
        "time": clock(moment, clinic.zone),
    }


def _sent(moment: datetime, clinic: Clinic) -> str:
    return _("%(date)s at %(time)s") % {
        "date": translation.say_long(moment.astimezone(clinic.zone)),
        "time": clock(moment, clinic.zone),
    }


def _main_word(appointment: Appointment) -> str:
    """Name the middle of the visit without saying what is done: mail is read over shoulders."""
    categories = {row.procedure_type.category for row in appointment.procedures.all()}
    return _("Your visit") if categories <= _NOT_WITH_A_DOCTOR else _("Your doctor")


def _parts(phases: Sequence[VisitPhase], clinic: Clinic, main_word: str) -> list[Part]:
    words = {
        Phase.PREPARATION: _("Arrive"),
        Phase.PROCEDURE: main_word,
        Phase.OBSERVATION: _("Rest"),
    }
    minutes = [(each.planned.upper - each.planned.lower) // MINUTE for each in phases]
    return [
        Part(
            tone=_TONES[Phase(phase.kind)],
            time=clock(phase.planned.lower, clinic.zone),
            word=words[Phase(phase.kind)],
            percent=percent,
        )
        for phase, percent in zip(phases, strip_widths(minutes), strict=True)
    ]


def strip_widths(minutes: Sequence[int]) -> list[int]:
    """Return the width of each bar in percent: by its minutes, yet wide enough for its words.

    What the short ones get too much, the long ones lack in proportion. At most three phases.
    """
    widths = dict.fromkeys(range(len(minutes)), LEAST_PERCENT)
    long, room = list(widths), STRIP_PERCENT
    while short := [i for i in long if room * minutes[i] < LEAST_PERCENT * _sum(minutes, long)]:
        long = [i for i in long if i not in short]
        room -= LEAST_PERCENT * len(short)
    for position, i in enumerate(long):  # dividing what is left leaves nothing to rounding
        rest = long[position:]
        widths[i] = round(room * minutes[i] / _sum(minutes, rest))
        room -= widths[i]
    return list(widths.values())


def _sum(minutes: Sequence[int], chosen: Sequence[int]) -> int:
    return sum(minutes[i] for i in chosen)
