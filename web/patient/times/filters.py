"""What the page of times is narrowed down to, and the boxes it offers for that.

The address says it, and nothing about a person; a filter that makes no difference is not shown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from django.http import QueryDict
from django.utils.translation import gettext as _

from clinics import translation
from clinics.core.wallgrid import PartOfDay
from clinics.models import Resource
from people.models import Practitioner
from scheduling.core.filters import Narrowing
from scheduling.selectors.plan import VisitPlan
from scheduling.selectors.specialists import STEP_FREE, is_partly_step_free
from web.patient.times.free_times import FreeTimes
from web.templatetags.page_languages import language_names

PARTS: tuple[PartOfDay, ...] = get_args(PartOfDay)
GENDERS = (Practitioner.Gender.FEMALE, Practitioner.Gender.MALE)
LONGEST_CODE = 5


@dataclass(frozen=True, slots=True)
class Filters:
    """Codes of what was ticked. weekdays: 0 is Monday; in the address 1, as ISO 8601 has it."""

    parts: frozenset[PartOfDay] = frozenset()
    weekdays: frozenset[int] = frozenset()
    is_step_free: bool = False
    clinician: str = ""
    language: str = ""

    @property
    def query(self) -> list[tuple[str, str]]:
        """Return the parameters of an address that says the same, in a steady order."""
        return [
            *(("part", part) for part in PARTS if part in self.parts),
            *(("weekday", str(day + 1)) for day in sorted(self.weekdays)),
            *([("room", STEP_FREE)] if self.is_step_free else []),
            *([("clinician", self.clinician)] if self.clinician else []),
            *([("language", self.language)] if self.language else []),
        ]

    @property
    def count(self) -> int:
        """How many filters are in use; three weekdays are one."""
        return len({name for name, _ in self.query})

    def narrowing(self, specialists: Iterable[Resource], chosen: Resource | None) -> Narrowing:
        """Return what to search for.

        Args:
            specialists: who can do the visit.
            chosen: whom the patient has chosen of them: then none has to be filtered.
        """
        rooms = frozenset({STEP_FREE}) if self.is_step_free else frozenset[str]()
        whom: frozenset[int] | None = None
        if chosen is not None:
            whom = frozenset({chosen.pk})
        elif self.clinician or self.language:
            whom = frozenset(each.pk for each in specialists if self._is_meant(each.practitioner))
        return Narrowing(self.parts, self.weekdays, whom, rooms)

    def _is_meant(self, person: Practitioner | None) -> bool:
        return (
            person is not None
            and self.clinician in ("", person.gender)
            and (not self.language or self.language in person.languages)
        )


def read_filters(query: QueryDict, *, has_specialist: bool) -> Filters:
    """Read the filters of an address; what is no filter is left out.

    Args:
        has_specialist: the patient has chosen a specialist, so nothing is asked of who it is.
    """
    weekdays = {text for text in query.getlist("weekday") if text in set("1234567")}
    person: dict[str, Any] = {}
    if not has_specialist:
        clinician, language = query.get("clinician", ""), query.get("language", "")
        person["clinician"] = clinician if clinician in GENDERS else ""
        person["language"] = language if _is_code(language) else ""
    return Filters(
        parts=frozenset(part for part in PARTS if part in query.getlist("part")),
        weekdays=frozenset(int(text) - 1 for text in weekdays),
        is_step_free=query.get("room") == STEP_FREE,
        **person,
    )


def _is_code(text: str) -> bool:
    return text.isascii() and text.isalpha() and text.islower() and len(text) <= LONGEST_CODE


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


def filters_of(
    ticked: Filters,
    free: FreeTimes,
    *,
    plan: VisitPlan,
    people: Sequence[Practitioner],
) -> list[Filter]:
    """Return the filters, with what is ticked. Cost: no query.

    Args:
        free: all that is free without them.
        people: the specialists to choose from; none once the patient has chosen one.
    """
    filters = [_parts(ticked, free), _weekdays(ticked, free), _rooms(ticked, plan)]
    filters += [_genders(ticked.clinician, people), _languages(ticked.language, people)]
    return [each for each in filters if each.options]


def _parts(filters: Filters, free: FreeTimes) -> Filter:
    ticked = filters.parts
    found = {part for part in PARTS if free.has(Narrowing(parts=frozenset({part})))}
    shown = [part for part in PARTS if part in found | ticked]
    words = {"morning": _("Morning"), "afternoon": _("Afternoon"), "evening": _("Evening")}
    options = [Option(part, words[part], part in ticked) for part in shown]
    return Filter("part", _("Time of day"), options if len(found) > 1 or ticked else [])


def _weekdays(filters: Filters, free: FreeTimes) -> Filter:
    ticked = filters.weekdays
    found = {day.weekday() for day in free.starts}
    names = [_capital(day.name) for day in translation.weekdays()]
    options = [Option(str(day + 1), names[day], day in ticked) for day in sorted(found | ticked)]
    return Filter("weekday", _("Days of the week"), options if len(found) > 1 or ticked else [])


def _rooms(filters: Filters, plan: VisitPlan) -> Filter:
    is_ticked = filters.is_step_free
    options = [Option(STEP_FREE, _("Step-free room"), is_ticked)]
    matters = is_ticked or is_partly_step_free(plan)
    return Filter("room", _("Room"), options if matters else [])


def _genders(ticked: str, people: Sequence[Practitioner]) -> Filter:
    found = {person.gender for person in people}
    words = {"female": _("A woman"), "male": _("A man")}
    codes = [code for code in GENDERS if code in found | {ticked}]
    options = [Option(code, words[code], code == ticked) for code in codes]
    options.insert(0, Option("", _("Either"), not ticked))
    return Filter("clinician", _("Specialist"), options if len(found) > 1 or ticked else [], True)


def _languages(ticked: str, people: Sequence[Practitioner]) -> Filter:
    """Offer the languages that some of the specialists speak and some do not."""
    spoken = [set(person.languages) for person in people]
    some = set[str]().union(*spoken) - set[str].intersection(*spoken) if spoken else set[str]()
    codes = sorted(some | {ticked} - {""}, key=lambda code: language_names([code]))
    options = [Option(code, _capital(language_names([code])), code == ticked) for code in codes]
    options.insert(0, Option("", _("Any language"), not ticked))
    return Filter("language", _("Language of the specialist"), options if codes else [], True)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
