"""The whole benchmark, one step after the other."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from django.db import connection

from benchmarks.clients.ways import Counter
from benchmarks.data.bulk_load import load_diaries, settle, working_days
from benchmarks.data.sites import (
    OWN,
    BenchClinic,
    build_site,
    prepare_catalogue,
    prepare_staff,
    screening_answers,
)
from benchmarks.data.target_days import free_days
from benchmarks.environment import scratch_database, web_server
from benchmarks.limits.search import connect, copy_limit_table
from benchmarks.questions import availability, pages, race, throughput
from benchmarks.questions.availability import Scene
from benchmarks.results import Findings, Sizes
from people.models import User
from procedures.models import ProcedureType

Advance = Callable[[], None]


class Bar(Protocol):
    """Shows how far a step is."""

    def __call__(self, title: str, total: int) -> AbstractContextManager[Callable[[str], None]]: ...


@dataclass(frozen=True, slots=True)
class BenchPlan:
    """What to run. scales: 1 comes first. rounds: of availability; bookings: rounds of bookings."""

    scales: tuple[int, ...]
    rounds: int
    bookings: int


def run(plan: BenchPlan, *, today: date, bar: Bar) -> Findings:
    """Build the clinics, ask, book, race; leave nothing behind but the findings."""
    first = next_monday(today)
    with scratch_database(), bar("pages", plan.bookings + pages.WARM_UP_ROUNDS) as advance:
        pages.prepare()
        seen = pages.measure(rounds=plan.bookings, on_ask=advance)
    with ExitStack() as stack:
        url = stack.enter_context(scratch_database())
        prepare_catalogue()
        staff, token = prepare_staff()
        sites = tuple(_fill(scale, staff, first, bar) for scale in plan.scales)
        sizes = tuple(_size(site) for site in sites)
        settle()
        port = stack.enter_context(web_server(url))
        raw = stack.enter_context(connect(url))
        scene = Scene(port, token, sites, first + timedelta(1), raw)
        asked = (plan.rounds + 1) * len(availability.cases(scene))
        with bar("finding times", asked) as advance:
            times = availability.measure(scene, rounds=plan.rounds, on_ask=advance)
        queries = availability.count_queries(scene)
        counter = _counter(sites[0], port, token, staff, url)
        return Findings(sizes, times, queries, *_book(counter, plan, first, bar), seen)


def next_monday(today: date) -> date:
    """Return a Monday at least two days away: no rule of notice touches the data set."""
    soon = today + timedelta(2)
    return soon + timedelta(-soon.weekday() % 7)


def _fill(scale: int, staff: User, first: date, bar: Bar) -> BenchClinic:
    site = build_site(scale, staff=staff)
    with bar(f"writing x{scale}", scale * len(working_days(first))) as advance:
        load_diaries(site, first=first, on_day=lambda: advance(""))
    copy_limit_table(site)
    return site


def _size(site: BenchClinic) -> Sizes:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(*) FILTER (WHERE number = 3) FROM (SELECT count(*) OVER"
            " (PARTITION BY appointment_id) AS number FROM scheduling_allocation"
            " WHERE clinic_id = %s) AS sized",
            [site.clinic.pk],
        )
        rows, of_visits = cursor.fetchone()
    return Sizes(site.scale, len(site.resources), rows, of_visits // 3)


def _counter(site: BenchClinic, port: int, token: str, staff: User, url: str) -> Counter:
    procedure_type = ProcedureType.objects.get(code=OWN).pk
    return Counter(site, port, token, staff, screening_answers(), url, procedure_type)


def _book(
    counter: Counter, plan: BenchPlan, first: date, bar: Bar
) -> tuple[dict[tuple[str, int], throughput.Rate], tuple[race.Race, ...]]:
    days = free_days(first)
    steps = plan.bookings * len(throughput.CLIENTS) * len(throughput.bookers(counter))
    with bar("booking", steps) as advance:
        rates = throughput.measure(counter, days, rounds=plan.bookings, on_ask=advance)
    with bar("racing", race.KINDS * len(race.CLIENTS)) as advance:
        races = race.measure(counter, days, on_ask=advance)
    return rates, tuple(races)
