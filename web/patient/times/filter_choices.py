"""The filters a page of times offers: only those that can make a difference here."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from clinics import translation
from people.models import Practitioner
from scheduling.core.filters import Narrowing
from scheduling.selectors.specialists import STEP_FREE, is_partly_step_free
from web.patient.times.filters import GENDERS, PARTS
from web.patient.times.free_times import FreeTimes
from web.patient.times.time_search import Question
from web.templatetags.page_languages import language_names


@dataclass(frozen=True, slots=True)
class Option:
    """One box: what the form sends, its words, and whether it is ticked."""

    value: str
    words: str
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """One question. is_one: only one answer, and the first of them is any."""

    name: str
    words: str
    options: list[Option]
    is_one: bool = False


def filters_of(question: Question, free: FreeTimes) -> list[Filter]:
    """Return the filters, with what is ticked. Cost: no query.

    Args:
        free: all that is free without them.
    """
    filters = [_parts(question, free), _weekdays(question, free), _rooms(question)]
    if question.chosen is None:
        filters += [_genders(question), _languages(question)]
    return [each for each in filters if each.options]


def _parts(question: Question, free: FreeTimes) -> Filter:
    ticked = question.filters.parts
    found = {part for part in PARTS if free.has(Narrowing(parts=frozenset({part})))}
    shown = [part for part in PARTS if part in found | ticked]
    words = {"morning": _("Morning"), "afternoon": _("Afternoon"), "evening": _("Evening")}
    options = [Option(part, words[part], part in ticked) for part in shown]
    return Filter("part", _("Time of day"), options if len(found) > 1 or ticked else [])


def _weekdays(question: Question, free: FreeTimes) -> Filter:
    ticked = question.filters.weekdays
    found = {day.weekday() for day in free.starts}
    names = [_capital(day.name) for day in translation.weekdays()]
    options = [Option(str(day + 1), names[day], day in ticked) for day in sorted(found | ticked)]
    return Filter("weekday", _("Days of the week"), options if len(found) > 1 or ticked else [])


def _rooms(question: Question) -> Filter:
    is_ticked = question.filters.is_step_free
    options = [Option(STEP_FREE, _("Step-free room"), is_ticked)]
    matters = is_ticked or is_partly_step_free(question.plan)
    return Filter("room", _("Room"), options if matters else [])


def _genders(question: Question) -> Filter:
    ticked = question.filters.clinician
    found = {person.gender for person in _people(question)}
    words = {"female": _("A woman"), "male": _("A man")}
    codes = [code for code in GENDERS if code in found | {ticked}]
    options = [Option(code, words[code], code == ticked) for code in codes]
    options.insert(0, Option("", _("Either"), not ticked))
    return Filter("clinician", _("Specialist"), options if len(found) > 1 or ticked else [], True)


def _languages(question: Question) -> Filter:
    """Offer the languages that some of the specialists speak and some do not."""
    ticked = question.filters.language
    spoken = [set(person.languages) for person in _people(question)]
    some = set[str]().union(*spoken) - set[str].intersection(*spoken) if spoken else set[str]()
    codes = sorted(some | {ticked} - {""}, key=lambda code: language_names([code]))
    options = [Option(code, _capital(language_names([code])), code == ticked) for code in codes]
    options.insert(0, Option("", _("Any language"), not ticked))
    return Filter("language", _("Language of the specialist"), options if codes else [], True)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _people(question: Question) -> list[Practitioner]:
    return [each.practitioner for each in question.specialists if each.practitioner]
