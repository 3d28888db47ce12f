"""Question two: how many bookings a second, when nobody is in anybody's way."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from benchmarks.clients import ways
from benchmarks.clients.ways import BOOKED, Counter
from benchmarks.clients.workers import Book, Trial, run_crew
from benchmarks.data.target_days import Spot

CLIENTS = (1, 8)
WARM_UP = 4
ROUNDS = 5

Days = Iterator[list[Spot]]


@dataclass(frozen=True, slots=True)
class Rate:
    """Bookings per second and milliseconds per booking; medians over the rounds."""

    per_second: float
    p50: float
    p95: float


def bookers(counter: Counter) -> dict[str, Callable[[], Book]]:
    """Return who books, ours first."""
    return {
        "service, staff": ways.by_service(counter, as_staff=True),
        "service, patient": ways.by_service(counter, as_staff=False),
        "api": ways.by_api(counter),
        "view": ways.by_limit_view(counter),
        "sql, every row": ways.by_every_row(counter),
        "sql, three rows": ways.by_three_rows(counter),
    }


def measure(
    counter: Counter, days: Days, *, rounds: int, on_ask: Callable[[str], None]
) -> dict[tuple[str, int], Rate]:
    """Let every way of booking book in every round, alone and with 8 clients."""
    found: dict[tuple[str, int], list[Rate]] = {}
    for _ in range(rounds):
        for number in CLIENTS:
            for name, make in bookers(counter).items():
                trials = _book_a_day_each(make, days, number)
                found.setdefault((name, number), []).append(rate_of(trials))
                on_ask(f"{name}, {number} clients")
    return {key: _middle(rates) for key, rates in found.items()}


def _book_a_day_each(make: Callable[[], Book], days: Days, clients: int) -> list[Trial]:
    """Give each client a day of its own; its first bookings of it warm up."""
    mine = [next(days) for _ in range(clients)]
    work, warm_up = [each[WARM_UP:] for each in mine], [each[:WARM_UP] for each in mine]
    done = run_crew(make, work, warm_up=warm_up)
    return [trial for trials in done for trial in trials]


def rate_of(trials: Sequence[Trial]) -> Rate:
    """Return the rate of a crew that began at one instant.

    Raises: RuntimeError when a booking that nothing stood in the way of was refused.
    """
    failed = [trial.outcome for trial in trials if trial.outcome != BOOKED]
    if failed:
        raise RuntimeError(f"{len(failed)} of {len(trials)} were not booked: {failed[0]}")
    elapsed = max(trial.ended for trial in trials) - min(trial.began for trial in trials)
    milliseconds = [trial.milliseconds for trial in trials]
    return Rate(len(trials) / elapsed, median(milliseconds), quantiles(milliseconds, n=20)[-1])


def _middle(rates: Sequence[Rate]) -> Rate:
    return Rate(
        median(rate.per_second for rate in rates),
        median(rate.p50 for rate in rates),
        median(rate.p95 for rate in rates),
    )
