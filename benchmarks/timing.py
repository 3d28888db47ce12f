"""Taking times side by side: rounds that interleave, medians, ratios within one run."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

Advance = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Case:
    """One question to one system; `ask` returns the number of starts it was answered with."""

    key: str
    ask: Callable[[], int]


@dataclass(frozen=True, slots=True)
class Timed:
    """Milliseconds of each round, and the answer."""

    milliseconds: tuple[float, ...]
    starts: int

    @property
    def median(self) -> float:
        """Return the median in milliseconds."""
        return median(self.milliseconds)


def interleave(
    cases: Sequence[Case], *, rounds: int, on_ask: Advance = lambda _: None
) -> dict[str, Timed]:
    """Ask every case once per round; the first round only warms up and is not counted.

    Neighbours on the machine thus disturb all cases alike, and ratios stay comparable.
    """
    taken: Mapping[str, list[float]] = {case.key: [] for case in cases}
    answers: dict[str, int] = {}
    for number in range(rounds + 1):
        # Each way round in turn, so that no case always runs after the same neighbour.
        for case in cases if number % 2 else reversed(cases):
            began = time.perf_counter()
            answers[case.key] = case.ask()
            elapsed = (time.perf_counter() - began) * 1_000
            if number:
                taken[case.key].append(elapsed)
            on_ask(case.key)
    return {key: Timed(tuple(values), answers[key]) for key, values in taken.items()}
