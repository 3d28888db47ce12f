"""Question three: what happens when everybody wants the same time at the same instant."""

from collections import Counter as Tally
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import connection

from benchmarks.clients import ways
from benchmarks.clients.ways import BOOKED, TAKEN, Counter
from benchmarks.clients.workers import Book, Trial, run_crew
from benchmarks.data.target_days import ARRIVALS, Spot
from benchmarks.data.visits import ROOMS
from benchmarks.questions.throughput import Days

SLOTS = 20
KINDS = 3
CLIENTS = (8, 32)


@dataclass(frozen=True, slots=True)
class Race:
    """One kind of race: `winners` of `places` that there were, and what the others heard."""

    name: str
    clients: int
    slots: int
    winners: int
    places: int
    errors: int
    with_alternatives: int
    refused: int
    slowest: float
    overlaps: int
    deadlocks: int


def measure(counter: Counter, days: Days, *, on_ask: Callable[[str], None]) -> list[Race]:
    """Race for one certain specialist, for any room there is, and over HTTP."""
    first = counter.site.ids[0]
    kinds: list[tuple[str, Callable[[], Book], int]] = [
        ("one specialist", ways.by_service_insisting(counter, first), 1),
        ("any room", ways.by_service(counter, as_staff=True), ROOMS),
        ("any room, API", ways.by_api(counter), ROOMS),
    ]
    found = []
    for name, make, capacity in kinds:
        for number in CLIENTS:
            found.append(_race(counter, name, make, number, capacity, _starts(days)))
            on_ask(f"race: {name}, {number} clients")
    return found


def _starts(days: Days) -> list[Spot]:
    """Return one spot per arrival of as many empty days as the race needs."""
    needed = -(-SLOTS // len(ARRIVALS))
    return [spot for _ in range(needed) for spot in next(days)[::ROOMS]][:SLOTS]


def _race(
    counter: Counter,
    name: str,
    make: Callable[[], Book],
    number: int,
    capacity: int,
    spots: Sequence[Spot],
) -> Race:
    seen = deadlocks()
    trials = [each for mine in run_crew(make, [spots] * number, in_step=True) for each in mine]
    heard = Tally(trial.outcome.partition(":")[0] for trial in trials)
    return Race(
        name=name,
        clients=number,
        slots=len(spots),
        winners=heard[BOOKED],
        places=min(capacity, number) * len(spots),
        errors=len(trials) - heard[BOOKED] - heard[TAKEN],
        with_alternatives=sum(_has_alternatives(trial) for trial in trials),
        refused=heard[TAKEN],
        slowest=max(trial.milliseconds for trial in trials),
        overlaps=overlapping_pairs(counter.site.clinic.pk, spots),
        deadlocks=deadlocks() - seen,
    )


def _has_alternatives(trial: Trial) -> bool:
    kind, _, number = trial.outcome.partition(":")
    return kind == TAKEN and number.isdigit() and int(number) > 0


def overlapping_pairs(clinic: int, spots: Sequence[Spot]) -> int:
    """Count double uses by a plain self-join that knows nothing of the guard."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH live AS (SELECT * FROM scheduling_allocation WHERE clinic_id = %s"
            " AND released_at IS NULL AND start_minute BETWEEN %s AND %s)"
            " SELECT count(*) FROM live a JOIN live b ON a.resource_id = b.resource_id"
            " AND a.id < b.id AND a.start_minute < b.end_minute AND b.start_minute < a.end_minute",
            [clinic, spots[0].minute - 1440, spots[-1].minute + 1440],
        )
        return int(cursor.fetchone()[0])


def deadlocks() -> int:
    """Return how many deadlocks this database has seen."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])
