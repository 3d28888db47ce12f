"""How much of a limit a visit uses up: for the clinician who looks at it, not for the rules."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from clinics.core.intervals import from_epoch_minute
from scheduling.core.rule_context import Limit, OtherVisit, Treatment
from scheduling.core.rules import counted_visits


@dataclass(frozen=True, slots=True)
class Usage:
    """A limit as a visit meets it.

    number: which one within the limit's days the visit is; 1 when it is the first, 0 for a limit
    that counts none. last: epoch minute of the last counted visit before it.
    """

    limit: Limit
    number: int
    last: int | None


def usages(
    limits: Iterable[Limit],
    treatments: Iterable[Treatment],
    others: Iterable[OtherVisit],
    *,
    start: int,
    zone: ZoneInfo,
) -> Iterator[Usage]:
    """Yield what a visit at `start` uses of each limit that concerns one of its treatments.

    Args:
        others: of the same patient; only those before `start` are told of.
        start: epoch minute of arrival.
    """
    known, asked = list(others), list(treatments)
    day = from_epoch_minute(start).astimezone(zone).date()
    for limit in limits:
        for treatment in asked:
            if treatment.code != limit.code:
                continue
            before = [each for each in counted_visits(limit, treatment, known) if each < start]
            since = day - timedelta(days=limit.within_days or 0)
            near = [
                each for each in before if from_epoch_minute(each).astimezone(zone).date() > since
            ]
            number = len(near) + 1 if limit.max_count is not None else 0
            yield Usage(limit, number, before[-1] if before else None)
