"""What is known before a visit, in words: answers, what is missing, earlier visits, limits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from clinics.core.intervals import from_epoch_minute
from intake.models import Consent
from intake.selectors.pre_visit_record import Answer, Record
from scheduling.core.flag import Flag
from scheduling.core.limit_usage import Usage
from scheduling.models import Appointment
from web.templatetags.clinic_time import date_long
from web.templatetags.page_languages import page_language
from web.words.staff import TreatmentWords, treatments_of, visit_status

MOST_VISITS = 12


@dataclass(frozen=True, slots=True)
class Said:
    """A question and what the patient said."""

    question: str
    said: str


@dataclass(frozen=True, slots=True)
class OtherLine:
    """Another visit of the patient."""

    start: datetime
    treatments: list[TreatmentWords]
    status: str


@dataclass(frozen=True, slots=True)
class RecordLines:
    """A record as a page shows it. doubts, plain: answers to look at, and the harmless ones.

    more: how many older visits are left out. consents: with the words as they were ticked.
    """

    doubts: list[Said]
    plain: list[Said]
    safety: list[Said]
    missing: list[str]
    visits: list[OtherLine]
    more: int
    limits: list[str]
    consents: tuple[Consent, ...]

    @property
    def was_asked(self) -> bool:
        """Whether the health questions were answered at all."""
        return bool(self.doubts or self.plain)


def record_lines(visit: Appointment, record: Record) -> RecordLines:
    """Return the lines of a visit's record, in the language of the page."""
    shown = record.visits[:MOST_VISITS]
    return RecordLines(
        doubts=[_said(each) for each in record.doubts],
        plain=[_said(each) for each in record.answers if not each.is_doubt],
        safety=[_safety(each) for each in record.safety],
        missing=list(_missing(visit, record)),
        visits=[
            OtherLine(each.during.lower, treatments_of(each), visit_status(each)) for each in shown
        ],
        more=len(record.visits) - len(shown),
        limits=[_limit(each, visit) for each in record.usages],
        consents=record.consents,
    )


def _said(answer: Answer) -> Said:
    said = _spoken(answer.answer)
    detail = f"{said}: {answer.detail}" if answer.detail else said
    return Said(answer.question.text_in(page_language()), detail)


def _safety(asked: Mapping[str, Any]) -> Said:
    return Said(f"{asked['text']} {asked['hint']}".strip(), _spoken(asked["answer"]))


def _spoken(answer: str) -> str:
    return {"yes": _("Yes"), "no": _("No"), "unsure": _("Not sure")}.get(answer, answer)


def _missing(visit: Appointment, record: Record) -> Iterable[str]:
    if visit.order is None and Flag.MISSING_ORDER in visit.flags:
        yield _("A doctor's order")
    if not record.answers and Flag.SCREENING_OPEN in visit.flags:
        yield _("Answers to the health questions")
    if record.is_consent_missing:
        yield _("Consent")
    if Flag.SIDE_MISSING in visit.flags:
        yield _("The side")


def _limit(usage: Usage, visit: Appointment) -> str:
    """Say a limit of the catalogue, and how this visit stands to it."""
    words = [usage.limit.reason]
    if usage.number:
        words.append(_("This is number %(n)d.") % {"n": usage.number})
    if usage.last is not None:
        last = date_long(from_epoch_minute(usage.last), visit.clinic)
        words.append(_("The last one before it: %(day)s.") % {"day": last})
    elif not usage.number:
        words.append(_("There was none before it."))
    return " ".join(words)
