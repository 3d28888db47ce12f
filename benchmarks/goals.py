"""What was promised (performance.md 7 and the foundation issue), and whether it is kept."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from statistics import median

from benchmarks.data.sites import ALL
from benchmarks.questions.availability import COUNTED_WINDOWS, key
from benchmarks.results import Findings


@dataclass(frozen=True, slots=True)
class Goal:
    """One promise with its figure. aim: None where the issue names only a must."""

    name: str
    what: str
    figure: float
    must: float
    aim: float | None
    is_ceiling: bool = True

    def keeps(self, bound: float) -> bool:
        """Whether the exact figure, not the rounded one, is on the right side of a bound."""
        return self.figure <= bound if self.is_ceiling else self.figure >= bound

    @property
    def shown(self) -> str:
        """Return the figure, rounded against us."""
        return rounded(self.figure, is_ceiling=self.is_ceiling)

    @property
    def verdict(self) -> str:
        """Return what is to be said of it."""
        if not self.keeps(self.must):
            return "**missed**"
        if self.aim is None:
            return "met"
        return "met, aim too" if self.keeps(self.aim) else "met, aim missed"


def rounded(figure: float, *, is_ceiling: bool) -> str:
    """Return two decimals, rounded so that the figure never looks better than it is."""
    if math.isinf(figure) or math.isnan(figure):
        return "-"
    towards = ROUND_CEILING if is_ceiling else ROUND_FLOOR
    return str(Decimal(figure).quantize(Decimal("0.01"), rounding=towards))


def goals_of(found: Findings) -> Iterator[Goal]:
    """Yield every promise that this run can judge."""
    yield from _availability(found)
    yield from _bookings(found)
    yield from _races(found)
    patients = [median(each) for name, each in found.pages.items() if " patient:" in name]
    yield Goal("pages", "slowest page of a patient, ms on the server", max(patients), 200, None)


def _availability(found: Findings) -> Iterator[Goal]:
    largest = max(found.queries.values())
    yield Goal("A5", "SQL queries per availability request, all windows", largest, 10, 5)
    counts = {found.queries[key("http", 1, days)] for days in COUNTED_WINDOWS}
    yield Goal("A5", "different query counts over 1, 30 and 90 days", len(counts), 1, 1)
    ratio = found.ratio(key("http", 1, 30), key("view", 1, 30))
    yield Goal("A4", "30 days at x1 over HTTP / bare-limit view", ratio, 4, 2)
    for scale in found.larger_scales:
        for days in (1, 30):
            own = found.ratio(key("http", scale, days), key("http", 1, days))
            what = f"x{scale} / x1, same qualified staff, {days} d, HTTP"
            yield Goal("A6", what, own, 1.5, 1.1)
    if 10 in found.larger_scales:
        for days in (1, 30):
            grown = found.ratio(key("call", 10, days, ALL), key("call", 1, days))
            yield Goal("A7", f"x10 / x1, qualified grow too, {days} d, call", grown, 12, 10)


def _bookings(found: Findings) -> Iterator[Goal]:
    for limit in ("sql, every row", "sql, three rows"):
        for name in ("service, staff", "service, patient"):
            share = found.rate(name, 8) / found.rate(limit, 8)
            aim = 1 / 3 if limit == "sql, every row" else None
            yield Goal("issue", f"{name} / {limit}, 8 clients", share, 1 / 6, aim, is_ceiling=False)
    share = found.rate("api", 8) / found.rate("view", 8)
    what = "bookings/s over HTTP / bare Django limit, 8 clients"
    yield Goal("B5", what, share, 1 / 6, 1 / 3, is_ceiling=False)


def _races(found: Findings) -> Iterator[Goal]:
    races = found.races
    yield Goal("B1", "double bookings in all races", sum(each.overlaps for each in races), 0, 0)
    extra = sum(abs(each.places - each.winners) for each in races)
    yield Goal("B2", "winners too many or too few", extra, 0, 0)
    mute = sum(each.refused - each.with_alternatives for each in races)
    yield Goal("B2", "losers without alternatives", mute, 0, 0)
    yield Goal("B2", "errors", sum(each.errors for each in races), 0, 0)
    yield Goal("B3", "deadlocks", sum(each.deadlocks for each in races), 0, 0)
    slowest = max(each.slowest for each in races)
    yield Goal("B3", "slowest answer in a race of 32, ms", slowest, 1_000, 200)
    sold = min(each.winners / each.places for each in races)
    yield Goal("B7", "share of capacity sold", sold, 1, 1, is_ceiling=False)
