"""Everything one run has found out."""

from dataclasses import dataclass

from benchmarks.questions.race import Race
from benchmarks.questions.throughput import Rate
from benchmarks.timing import Timed


@dataclass(frozen=True, slots=True)
class Sizes:
    """How large one clinic of the data set is."""

    scale: int
    resources: int
    rows: int
    visits: int


@dataclass(frozen=True, slots=True)
class Findings:
    """Times by case, queries by case, rates by (way, clients), races, times by page."""

    sizes: tuple[Sizes, ...]
    times: dict[str, Timed]
    queries: dict[str, int]
    rates: dict[tuple[str, int], Rate]
    races: tuple[Race, ...]
    pages: dict[str, list[float]]

    @property
    def larger_scales(self) -> list[int]:
        """Return the scales beyond x1."""
        return [size.scale for size in self.sizes if size.scale > 1]

    def ratio(self, ours: str, theirs: str) -> float:
        """Return how many times as long one case takes as another."""
        return self.times[ours].median / self.times[theirs].median

    def rate(self, name: str, clients: int) -> float:
        """Return bookings per second."""
        return self.rates[name, clients].per_second
