"""What staff read of the flags of a visit.

The table of flags is scheduling/core/flag.py; here each has its words, kept by language: a board
asks for them in every row.
"""

from dataclasses import dataclass
from functools import cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from intake.core.patient_updates import Topic, flags_for, flags_once_read
from scheduling.core.flag import Flag
from scheduling.core.status import Status
from scheduling.models import Appointment
from web.templatetags.clinic_time import clock24, date_short
from web.words.health_answers import told_words
from web.words.patient_updates import news_flag, read_flag

CONSENT_ASKED = frozenset({Status.REQUESTED, Status.BOOKED, Status.ARRIVED, Status.PREPARING})


@dataclass(frozen=True, slots=True)
class FlagWords:
    """A flag in words. tone: info, warn, or danger when the visit cannot go on."""

    tone: str
    text: str

    @property
    def icon(self) -> str:
        """The template that draws it; the words stand beside it."""
        names = {"warn": "warning", "danger": "stop"}
        return f"icons/{names.get(self.tone, 'info')}.html"


def flags_of(appointment: Appointment) -> list[FlagWords]:
    """Return the flags of a visit, what stops it first; an open request is one of them."""
    flags = noted_flags(appointment)
    if appointment.status == Status.REQUESTED:
        flags.append(FlagWords("info", _to_be_accepted(appointment)))
    return flags


def noted_flags(appointment: Appointment) -> list[FlagWords]:
    """Return what was noted when it was booked; what has no words yet says its own name."""
    flags = [flag_words(each) for each in [*appointment.flags, *_found_flags(appointment)]]
    if appointment.contact:
        words = {"name": appointment.contact.full_name}
        words["relation"] = appointment.contact.get_relation_display()
        flags.append(FlagWords("info", _("Booked by %(name)s, %(relation)s") % words))
    order = {"danger": 0, "warn": 1, "info": 2}
    return sorted(flags, key=lambda flag: order[flag.tone])


def _found_flags(appointment: Appointment) -> list[str]:
    """Return what is not noted but looked up by the lists of a day: it may change any time."""
    is_to_come = appointment.status in CONSENT_ASKED
    is_missing = getattr(appointment, "consent_missing", False)
    return [Flag.CONSENT_MISSING] if is_missing and is_to_come else []


def _to_be_accepted(appointment: Appointment) -> str:
    if appointment.decide_by is None:
        return _("Asked for online, to be accepted")
    due, clinic = appointment.decide_by, appointment.clinic
    words = {"day": date_short(due, clinic), "time": clock24(due, clinic)}
    return _("Asked for online, to be accepted by %(day)s, %(time)s") % words


def flag_words(stored: str) -> FlagWords:
    """Return the words of a stored flag."""
    known = _known_flags(get_language() or "").get(stored)
    return known or FlagWords("warn", stored.replace("_", " ").capitalize())


@cache
def _known_flags(_language: str) -> dict[str, FlagWords]:
    return _news_flags() | {
        Flag.SIDE_MISSING: FlagWords("danger", _("Side not named: cannot start")),
        Flag.MISSING_ORDER: FlagWords("warn", _("No doctor's order")),
        Flag.ACCEPTED_WITHOUT_ORDER: FlagWords("info", _("Accepted by a doctor without an order")),
        Flag.SCREENING_OPEN: FlagWords("warn", _("Health questions open")),
        Flag.RED_FLAG_S: FlagWords("warn", _("Red flag S: a doctor sees them first")),
        Flag.CALL_ONLY: FlagWords("warn", _("Call them: neither text nor email reaches them")),
        Flag.CALLED: FlagWords(
            "info", _("Called, it is them; neither text nor email reaches them")
        ),
        Flag.BLOOD_THINNER: FlagWords("danger", _("Blood thinner: to be reviewed first")),
        Flag.BLOOD_THINNER_REVIEWED: FlagWords("info", _("Blood thinner: reviewed")),
        Flag.TEST_BLOCK_MISSING: FlagWords("warn", _("No test injection that helped on record")),
        Flag.CONSENT_MISSING: FlagWords("warn", _("Consent missing")),
        Flag.LEAD_TIME: FlagWords("warn", _("Inside the waiting time of a medicine")),
        Flag.AFTER_ORDER: FlagWords("warn", _("After the last day of the order")),
        Flag.REPEAT_INTERVAL: FlagWords("warn", _("Sooner after the last one than the limit")),
        Flag.REPEAT_COUNT: FlagWords("warn", _("More often than the limit")),
        Flag.MAX_PER_DAY: FlagWords("warn", _("More on this day than the clinic plans")),
        Flag.KEPT_APART: FlagWords("warn", _("Too close to another treatment")),
        Flag.COMBINATION: FlagWords("warn", _("These are not done in one visit")),
        **_warnings(),
        **{name: FlagWords("warn", text) for name, text in told_words().items()},
    }


def _warnings() -> dict[str, FlagWords]:
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
    return {name: FlagWords("warn", text) for name, text in words.items()}


def _news_flags() -> dict[str, FlagWords]:
    waiting = {f: FlagWords("warn", news_flag(each)) for each in Topic for f in flags_for([each])}
    read = {
        f: FlagWords("info", read_flag(each))
        for each in Topic
        for f in flags_once_read(flags_for([each]), [each])
    }
    return waiting | read
