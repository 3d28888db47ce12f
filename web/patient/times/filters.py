"""What the page of times is narrowed down to, as its address says it: nothing about a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, get_args

from django.http import QueryDict

from clinics.core.wallgrid import PartOfDay
from clinics.models import Resource
from people.models import Practitioner
from scheduling.core.filters import Narrowing
from scheduling.selectors.specialists import STEP_FREE

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
            chosen: whom the patient has chosen of them: then nobody has to be filtered.
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


def read_filters(query: QueryDict, *, is_with_somebody: bool) -> Filters:
    """Read the filters of an address; what is no filter is left out.

    Args:
        is_with_somebody: the patient has chosen a specialist, so nothing is asked of who it is.
    """
    weekdays = {text for text in query.getlist("weekday") if text in set("1234567")}
    person: dict[str, Any] = {}
    if not is_with_somebody:
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
