"""What staff read of a visit, in words: status, flags, what is done and where."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from intake.core.patient_updates import Topic, flags_for, flags_once_read
from scheduling.core.status import Status
from scheduling.models import Appointment
from web.templatetags.clinic_time import clock24, date_short
from web.templatetags.page_languages import page_language
from web.timeline.visit_strip import Category, Part, Span, strip_parts
from web.words.body_parts import level_word, side_word
from web.words.health_answers import told_words
from web.words.patient_updates import news_flag, read_flag

_PARENTHESIS = re.compile(r" \([^)]*\)")
_ALTERNATIVE = " / "
CONSENT_ASKED = frozenset({Status.REQUESTED, Status.BOOKED, Status.ARRIVED, Status.PREPARING})


@dataclass(frozen=True, slots=True)
class Flag:
    """Something staff must know. tone: info, warn, or danger when the visit cannot go on."""

    tone: str
    text: str

    @property
    def icon(self) -> str:
        """The template that draws it; the words stand beside it."""
        names = {"warn": "warning", "danger": "stop"}
        return f"icons/{names.get(self.tone, 'info')}.html"


@dataclass(frozen=True, slots=True)
class Treatment:
    """One procedure in few words, and the body part: right L5, L6."""

    name: str
    where: str


def status_words(status: str) -> str:
    """Say where a visit stands."""
    return {
        Status.HELD: _("Held"),
        Status.REQUESTED: _("Requested"),
        Status.BOOKED: _("Booked"),
        Status.ARRIVED: _("Arrived"),
        Status.PREPARING: _("Being prepared"),
        Status.IN_PROCEDURE: _("In procedure"),
        Status.IN_RECOVERY: _("Resting"),
        Status.DISCHARGED: _("Gone home"),
        Status.CANCELLED: _("Cancelled"),
        Status.NO_SHOW: _("Did not come"),
        Status.EXPIRED: _("Request ran out"),
    }[Status(status)]


def visit_status(appointment: Appointment) -> str:
    """Say where a visit stands, and whether the patient has said that they come."""
    words = status_words(appointment.status)
    if appointment.status == Status.BOOKED and appointment.coming_at:
        return _("%(status)s, confirmed by patient") % {"status": words}
    return words


def flags_of(appointment: Appointment) -> list[Flag]:
    """Return the flags of a visit, what stops it first; an open request is one of them."""
    flags = noted_flags(appointment)
    if appointment.status == Status.REQUESTED:
        flags.append(Flag("info", _to_be_accepted(appointment)))
    return flags


def noted_flags(appointment: Appointment) -> list[Flag]:
    """Return what was noted when it was booked; what nobody named yet says its own name."""
    known = _known_flags()
    flags = [
        known.get(each) or Flag("warn", each.replace("_", " ").capitalize())
        for each in [*appointment.flags, *_found_flags(appointment)]
    ]
    if appointment.contact:
        words = {"name": appointment.contact.full_name}
        words["relation"] = appointment.contact.get_relation_display()
        flags.append(Flag("info", _("Booked by %(name)s, %(relation)s") % words))
    order = {"danger": 0, "warn": 1, "info": 2}
    return sorted(flags, key=lambda flag: order[flag.tone])


def _found_flags(appointment: Appointment) -> list[str]:
    """Return what is not noted but looked up by the lists of a day: it may change any time."""
    is_to_come = appointment.status in CONSENT_ASKED
    is_missing = getattr(appointment, "consent_missing", False)
    return ["consent_missing"] if is_missing and is_to_come else []


def _to_be_accepted(appointment: Appointment) -> str:
    if appointment.decide_by is None:
        return _("Asked for online, to be accepted")
    due, clinic = appointment.decide_by, appointment.clinic
    words = {"day": date_short(due, clinic), "time": clock24(due, clinic)}
    return _("Asked for online, to be accepted by %(day)s, %(time)s") % words


def treatments_of(appointment: Appointment) -> list[Treatment]:
    """Return what is done, in order, from a visit read with its procedures."""
    return [
        Treatment(
            short_name(row.procedure_type.name_in(page_language())),
            where_words(row.side, row.levels),
        )
        for row in appointment.procedures.all()
    ]


def short_name(name: str) -> str:
    """Return a medical name without its explanation in brackets and its second name."""
    return _PARENTHESIS.sub("", name).partition(_ALTERNATIVE)[0]


def where_words(side: str, levels: Iterable[str]) -> str:
    """Say side and levels: right L5, S1; both sides upper back."""
    return " ".join(filter(None, [side_word(side), ", ".join(map(level_word, levels))]))


def phase_part(appointment: Appointment, kind: str, start: datetime, end: datetime) -> Part:
    """Return colour and words of a phase of a visit; a visit of talks only is a consultation."""
    types = [row.procedure_type for row in appointment.procedures.all()]
    other = [each.category for each in types if each.category != Category.CONSULTATION]
    category = other[0] if other else Category.CONSULTATION
    return strip_parts([Span(kind, start, end)], category)[0]


def age_on(born: date, day: date) -> int:
    """Return the age in whole years; born on 29 February counts from 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _known_flags() -> dict[str, Flag]:
    return _news_flags() | {
        "side_missing": Flag("danger", _("Side not named: cannot start")),
        "missing_order": Flag("warn", _("No doctor's order")),
        "accepted_without_order": Flag("info", _("Accepted by a doctor without an order")),
        "screening_open": Flag("warn", _("Health questions open")),
        "red_flag_s": Flag("warn", _("Red flag S: a doctor sees them first")),
        "call_only": Flag("warn", _("Call them: neither text nor email reaches them")),
        "called": Flag("info", _("Called, it is them; neither text nor email reaches them")),
        "blood_thinner_review": Flag("danger", _("Blood thinner: to be reviewed first")),
        "blood_thinner_reviewed": Flag("info", _("Blood thinner: reviewed")),
        "test_block_missing": Flag("warn", _("No test injection that helped on record")),
        "consent_missing": Flag("warn", _("Consent missing")),
        "lead_time": Flag("warn", _("Inside the waiting time of a medicine")),
        "order": Flag("warn", _("After the last day of the order")),
        "repeat_interval": Flag("warn", _("Sooner after the last one than the limit")),
        "repeat_count": Flag("warn", _("More often than the limit")),
        "max_per_day": Flag("warn", _("More on this day than the clinic plans")),
        "kept_apart": Flag("warn", _("Too close to another treatment")),
        "combination": Flag("warn", _("These are not done in one visit")),
        **_warnings(),
        **{name: Flag("warn", text) for name, text in told_words().items()},
    }


def _warnings() -> dict[str, Flag]:
    """What the catalogue warns of; a pair by the code of its rule, a limit by what it counts."""
    words = {
        "r7_different_spinal_injections": _("Different spinal injections in one region on a day"),
        "r8_two_sympathetic_blocks": _("Two sympathetic blocks on a day: blood pressure"),
        "r8_sympathetic_with_epidural": _(
            "Sympathetic block and epidural on a day: blood pressure"
        ),
        "r11_enmg_after_block": _("Nerve test after a block: do the test first"),
        "exercise_after_trigger_points": _("Exercise within a day after trigger points"),
        "physiotherapy_after_trigger_points": _("Physiotherapy within a day after trigger points"),
        "trigger_points_in_two_regions": _("Trigger points twice on a day"),
        "two_operations": _("Two operations on a day"),
        "unusual_count_steroid": _("More steroid injections in a year than usual"),
        "unusual_count": _("More often than usual"),
        "unusual_interval": _("Sooner after the last one than usual"),
    }
    return {name: Flag("warn", text) for name, text in words.items()}


def _news_flags() -> dict[str, Flag]:
    waiting = {f: Flag("warn", news_flag(each)) for each in Topic for f in flags_for([each])}
    read = {
        f: Flag("info", read_flag(each))
        for each in Topic
        for f in flags_once_read(flags_for([each]), [each])
    }
    return waiting | read
