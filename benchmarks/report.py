"""docs/benchmarks.md: what is around the figures is written by hand, the figures never are."""

import os
import platform
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from statistics import median

from django.conf import settings
from django.db import connection

from benchmarks.data.sites import ALL, OWN, SHARED
from benchmarks.goals import goals_of, rounded
from benchmarks.questions.availability import COUNTED_WINDOWS, WINDOWS, codes, key
from benchmarks.questions.pages import slowest
from benchmarks.questions.throughput import CLIENTS
from benchmarks.results import Findings

BEGIN = "<!-- figures: begin; written by `manage.py bench` -->"
END = "<!-- figures: end -->"
PAGE = settings.BASE_DIR / "docs" / "benchmarks.md"
_ASKED = {
    OWN: "own staff, rooms and bays",
    SHARED: "own staff, rooms and bays of the whole clinic",
    ALL: "everybody and everything",
}


def put_into(page: str, figures: str) -> str:
    """Return the page with new figures between its marks.

    Raises: ValueError when a mark is missing.
    """
    head, begin, rest = page.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not (begin and end):
        raise ValueError("The page has lost its marks for figures.")
    return f"{head}{BEGIN}\n\n{figures.strip()}\n\n{END}{tail}"


def write_page(figures: str, path: Path = PAGE) -> None:
    """Replace the figures of the page."""
    path.write_text(put_into(path.read_text(), figures))


def figures_of(found: Findings, *, command: str, at: datetime) -> str:
    """Return all tables as Markdown."""
    sections = (
        surroundings(command, at),
        "### Goals\n\n" + goals_table(found),
        "### Data set\n\n" + sizes_table(found),
        "### Availability, ms (median; fastest to slowest round)\n\n" + times_table(found),
        "### SQL queries per request\n\n" + queries_table(found),
        "### Bookings, nobody in the way\n\n" + rates_table(found),
        "### Races\n\n" + races_table(found),
        "### Pages with the demo's data, ms on the server\n\n" + pages_table(found),
    )
    return "\n\n".join(sections)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def goals_table(found: Findings) -> str:
    """Return each promise with its figure, rounded against us."""
    rows = [
        (
            goal.name,
            goal.what,
            goal.shown,
            _bound(goal.must, goal.is_ceiling),
            "" if goal.aim is None else _bound(goal.aim, goal.is_ceiling),
            goal.verdict,
        )
        for goal in goals_of(found)
    ]
    return table(("goal", "what", "figure", "must", "aim", "verdict"), rows)


def _bound(bound: float, is_ceiling: bool) -> str:
    number = f"{bound:g}" if bound >= 1 or bound == 0 else f"1/{1 / bound:g}"
    return f"{'<=' if is_ceiling else '>='} {number}"


def sizes_table(found: Findings) -> str:
    """Return how large the clinics are."""
    rows = [(f"x{each.scale}", each.resources, each.rows, each.visits) for each in found.sizes]
    return table(("clinic", "resources", "booking rows", "of them visits"), rows)


def times_table(found: Findings) -> str:
    """Return the times of every question, with its ratio to the bare-limit view."""
    head = (
        "clinic, question",
        "days",
        "starts",
        "HTTP",
        "call",
        "bare view",
        "raw SQL",
        "HTTP / view",
    )
    return table(head, _times(found))


def _times(found: Findings) -> Iterator[Sequence[object]]:
    for size in found.sizes:
        for days in WINDOWS:
            for code in codes(size.scale):
                view, sql = key("view", size.scale, days), key("sql", size.scale, days)
                http = key("http", size.scale, days, code)
                call = key("call", size.scale, days, code)
                # The limits read the whole clinic: at larger scales only ALL asks the same.
                is_same = size.scale == 1 or code == ALL
                yield (
                    f"x{size.scale}, {_ASKED[code]}",
                    days,
                    found.times[call].starts,
                    *(_spread(found, each) for each in (http, call)),
                    *(_spread(found, each) if is_same else "" for each in (view, sql)),
                    rounded(found.ratio(http, view), is_ceiling=True) if is_same else "",
                )


def _spread(found: Findings, case: str) -> str:
    timed = found.times[case]
    low, high = min(timed.milliseconds), max(timed.milliseconds)
    return f"{timed.median:.1f} ({low:.1f}-{high:.1f})"


def queries_table(found: Findings) -> str:
    """Return the number of queries by window."""
    head = ("clinic, question", *(f"{days} d" for days in COUNTED_WINDOWS))
    rows = [
        (
            f"x{size.scale}, {_ASKED[code]}",
            *(found.queries[key("http", size.scale, days, code)] for days in COUNTED_WINDOWS),
        )
        for size in found.sizes
        for code in (OWN, ALL)
    ]
    return table(head, rows)


def rates_table(found: Findings) -> str:
    """Return bookings per second and their times."""
    head = ["way"]
    for clients in CLIENTS:
        name = f"{clients} client{'s' if clients > 1 else ''}"
        head += [f"{name}: per second", "p50 / p95 ms"]
    rows = []
    for way in dict.fromkeys(name for name, _ in found.rates):
        row: list[object] = [way]
        for clients in CLIENTS:
            rate = found.rates[way, clients]
            row += [f"{rate.per_second:.0f}", f"{rate.p50:.1f} / {rate.p95:.1f}"]
        rows.append(row)
    return table(head, rows)


def races_table(found: Findings) -> str:
    """Return who won, and what the others heard."""
    head = (
        *("race", "clients", "times", "won / places", "double", "errors", "deadlocks"),
        *("losers told of other times", "slowest ms"),
    )
    rows = [
        (
            *(race.name, race.clients, race.slots, f"{race.winners} / {race.places}"),
            *(race.overlaps, race.errors, race.deadlocks),
            f"{race.with_alternatives} / {race.refused}",
            f"{race.slowest:.0f}",
        )
        for race in found.races
    ]
    return table(head, rows)


def pages_table(found: Findings) -> str:
    """Return how long each page takes, the slowest first."""
    rows = [
        (name, f"{median(taken):.1f}", f"{max(taken):.1f}", len(taken))
        for name, taken in slowest(found.pages)
    ]
    return table(("page", "median", "slowest", "answers"), rows)


def surroundings(command: str, at: datetime) -> str:
    """Say when, on what and with which command the figures were taken."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), current_setting('fsync')")
        version, fsync = cursor.fetchone()
    words = [
        f"Taken on {at:%Y-%m-%d %H:%M} UTC with `{command}` at commit {_commit()}.",
        f"Machine: {_processor()}, {os.cpu_count()} cores, Python {platform.python_version()},",
        f"PostgreSQL {version.split()[0]} (fsync {fsync}), everything on loopback.",
    ]
    return "\n".join(words)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _commit() -> str:
    """Return the short commit, marked when the files differ from it."""
    try:
        described = subprocess.run(
            ["git", "describe", "--always", "--dirty", "--exclude=*"],
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return described.stdout.strip()
