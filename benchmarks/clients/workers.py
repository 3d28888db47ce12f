"""Several clients at once, each a process of its own."""

import gc
import multiprocessing
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections

Book = Callable[[Any], str]
# Forked, so that the children know the scratch database and the models are loaded already.
_process = multiprocessing.get_context("fork")
PATIENCE_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Trial:
    """One attempt of one client; outcome: "booked", "taken:3" (alternatives) or what went wrong."""

    began: float
    ended: float
    outcome: str

    @property
    def milliseconds(self) -> float:
        """Return how long the answer took."""
        return (self.ended - self.began) * 1_000


def run_crew(
    make: Callable[[], Book],
    work: Sequence[Sequence[Any]],
    *,
    warm_up: Sequence[Sequence[Any]] = (),
    in_step: bool = False,
) -> list[list[Trial]]:
    """Let every client do its own list of work; return its trials in order.

    Args:
        make: called in each client; opens its connections and returns what books.
        work: one list per client.
        warm_up: one list per client, done before all begin; not counted.
        in_step: all begin each item at the same instant: a race.
    """
    connections.close_all()
    gc.freeze()  # as the web processes do (gunicorn.conf.py)
    line = _process.Barrier(len(work), timeout=PATIENCE_SECONDS)
    results = _process.SimpleQueue()
    warm_up = warm_up or [[] for _ in work]
    crew = [
        _process.Process(
            target=_serve, args=(number, make, line, mine, first, in_step, results), daemon=True
        )
        for number, (mine, first) in enumerate(zip(work, warm_up, strict=True))
    ]
    for client in crew:
        client.start()
    found = dict(results.get() for _ in crew)
    for client in crew:
        client.join()
    return [found[number] for number in range(len(crew))]


def _serve(
    number: int,
    make: Callable[[], Book],
    line: Any,
    work: Sequence[Any],
    warm_up: Sequence[Any],
    in_step: bool,
    results: Any,
) -> None:
    trials: list[Trial] = []
    try:
        book = make()
        for item in warm_up:
            book(item)
        line.wait()
        for item in work:
            if in_step:
                line.wait()
            trials.append(_try(book, item))
    except Exception as error:  # told to the parent, which counts it
        trials.append(Trial(0.0, 0.0, f"error: {error!r}"))
        line.abort()
    finally:
        connections.close_all()
        results.put((number, trials))


def _try(book: Book, item: Any) -> Trial:
    began = time.perf_counter()
    try:
        outcome = book(item)
    except Exception as error:  # an error is a result here: the table shows how many there were
        outcome = f"error: {error!r}"
    return Trial(began, time.perf_counter(), outcome)
