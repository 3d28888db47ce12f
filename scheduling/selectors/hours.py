"""Opening hours as masks, one per pattern of hours.

Colleagues and rooms share a few patterns. PostgreSQL puts all rows of a resource into one text, so
that equal patterns are equal texts: each is parsed once per process and laid over the window once
per search.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import lru_cache

from scheduling.core.demand import Kind
from scheduling.core.grid import Grid, within
from scheduling.core.hours import DatedHours, WeeklyHours, open_spans
from scheduling.core.spans import from_epoch_minute
from scheduling.models import Clinic

# Rooms, bays and machines without hours of their own follow the doors; people never do.
FOLLOWS_THE_DOORS = frozenset({Kind.ROOM, Kind.BAY, Kind.EQUIPMENT})

# Lines of text for the resources in `wanted` and, without an id, for the doors.
PATTERNS = """
SELECT resource_id, string_agg(line, ';' ORDER BY line) AS pattern FROM (
    SELECT resource_id, concat_ws(' ', 'weekly', weekday, start, "end",
           coalesce(valid_from::text, '-'), coalesce(valid_until::text, '-')) AS line
    FROM (
        SELECT hours.* FROM scheduling_workinghours hours JOIN wanted ON wanted.id = resource_id
        UNION ALL
        SELECT * FROM scheduling_workinghours
        WHERE clinic_id = %(clinic)s AND resource_id IS NULL
    ) AS weekly
    UNION ALL
    SELECT resource_id, concat_ws(' ', 'extra', day, start, "end") FROM scheduling_extrahours
    WHERE clinic_id = %(clinic)s AND day BETWEEN %(eve)s AND %(last)s
      AND (resource_id IS NULL OR resource_id IN (SELECT id FROM wanted))
) AS lines GROUP BY resource_id
"""


@dataclass(frozen=True, slots=True)
class Pattern:
    """The hours of one resource, or of the doors."""

    weekly: tuple[WeeklyHours, ...] = ()
    extra: tuple[DatedHours, ...] = ()


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of a clinic and some of its resources, laid over a grid; patterns: as PATTERNS says."""

    clinic: Clinic
    grid: Grid
    patterns: Mapping[int | None, str]
    _masks: dict[str, int] = field(default_factory=dict)

    def doors(self) -> int:
        """Return the ticks at which the clinic is open."""
        if not self._has_weekly(None):
            return self.grid.full  # a clinic without hours of its own leaves them to its resources
        return self._mask(self.patterns[None])

    def of(self, id_: int, kind: Kind) -> int:
        """Return the ticks at which a resource may be used, whatever is booked."""
        own = self._mask(self.patterns.get(id_, ""))
        if self._has_weekly(id_) or kind not in FOLLOWS_THE_DOORS:
            return own
        return self.doors() | own

    def _has_weekly(self, whose: int | None) -> bool:
        return bool(_parsed(self.patterns.get(whose, "")).weekly)

    def _mask(self, text: str) -> int:
        if text not in self._masks:
            pattern = _parsed(text)
            first, last = local_days(self.clinic, self.grid)
            spans = open_spans(
                pattern.weekly, pattern.extra, first=first, last=last, zone=self.clinic.zone
            )
            self._masks[text] = within(spans, self.grid)
        return self._masks[text]


def local_days(clinic: Clinic, grid: Grid) -> tuple[date, date]:
    """Return the first and the last local day that a grid touches."""
    zone = clinic.zone
    return (
        from_epoch_minute(grid.origin).astimezone(zone).date(),
        from_epoch_minute(grid.end).astimezone(zone).date(),
    )


@lru_cache(maxsize=4_096)
def _parsed(text: str) -> Pattern:
    lines = [line.split(" ") for line in text.split(";") if line]
    return Pattern(
        tuple(_weekly(words) for kind, *words in lines if kind == "weekly"),
        tuple(_extra(words) for kind, *words in lines if kind == "extra"),
    )


def _weekly(words: list[str]) -> WeeklyHours:
    weekday, start, end, since, until = words
    return WeeklyHours(
        int(weekday),
        time.fromisoformat(start),
        time.fromisoformat(end),
        None if since == "-" else date.fromisoformat(since),
        None if until == "-" else date.fromisoformat(until),
    )


def _extra(words: list[str]) -> DatedHours:
    day, start, end = words
    return DatedHours(date.fromisoformat(day), time.fromisoformat(start), time.fromisoformat(end))
