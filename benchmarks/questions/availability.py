"""Question one: when is there a free time? Ours over HTTP and as a call, beside the limits."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from benchmarks.clients.http import Caller
from benchmarks.data.sites import ALL, OWN, SHARED, BenchClinic
from benchmarks.limits.search import LimitSearch
from benchmarks.timing import Advance, Case, Timed, interleave
from scheduling.selectors.plan import plan_visit
from scheduling.selectors.slots import available_slots

WINDOWS = (1, 30)
COUNTED_WINDOWS = (1, 30, 90)
MOST_STARTS = 500  # what one API answer holds


@dataclass(frozen=True, slots=True)
class Scene:
    """Who asks whom about what."""

    port: int
    token: str
    sites: tuple[BenchClinic, ...]
    first: date  # the second day of the data set, as in performance.md
    raw: psycopg.Connection[Any]


def key(system: str, scale: int, days: int, code: str = OWN) -> str:
    """Name a case."""
    return f"{system} {code} x{scale} {days}d"


def codes(scale: int) -> tuple[str, ...]:
    """Return the services asked for; with a single department they are all the same."""
    return (OWN,) if scale == 1 else (OWN, SHARED, ALL)


def measure(scene: Scene, *, rounds: int, on_ask: Advance) -> dict[str, Timed]:
    """Ask everything, all scales and windows in the same rounds."""
    return interleave(cases(scene), rounds=rounds, on_ask=on_ask)


def cases(scene: Scene) -> list[Case]:
    """Return every question of the availability table."""
    found = []
    for site in scene.sites:
        for days in WINDOWS:
            for code in codes(site.scale):
                http, call = _http(scene, site, days, code), _call(scene, site, days, code)
                found.append(Case(key("http", site.scale, days, code), http))
                found.append(Case(key("call", site.scale, days, code), call))
            found.append(Case(key("view", site.scale, days), _view(scene, site, days)))
            found.append(Case(key("sql", site.scale, days), _sql(scene, site, days)))
    return found


def _http(scene: Scene, site: BenchClinic, days: int, code: str) -> Callable[[], int]:
    caller, path = Caller(scene.port, scene.token), slots_path(scene, site, days, code)
    return lambda: len(caller.get(path)["slots"])


def slots_path(scene: Scene, site: BenchClinic, days: int, code: str) -> str:
    """Return the address of a search."""
    last = scene.first + timedelta(days - 1)
    window = f"from={scene.first}&to={last}&limit={MOST_STARTS}"
    return f"/api/v1/slots/?clinic={site.clinic.slug}&procedure={code}&{window}"


def _call(scene: Scene, site: BenchClinic, days: int, code: str) -> Callable[[], int]:
    def ask() -> int:
        now = timezone.now()
        plan = plan_visit(clinic=site.clinic, codes=[code], now=now, is_staff=True)
        last = scene.first + timedelta(days - 1)
        return len(available_slots(plan, first=scene.first, last=last, now=now))

    return ask


def _view(scene: Scene, site: BenchClinic, days: int) -> Callable[[], int]:
    caller = Caller(scene.port)
    path = f"/limit/slots/?scale={site.scale}&from={scene.first}&days={days}"
    return lambda: len(caller.get(path)["slots"])


def _sql(scene: Scene, site: BenchClinic, days: int) -> Callable[[], int]:
    search = LimitSearch(site.scale, scene.first, days)
    return lambda: len(search.starts(scene.raw))


def count_queries(scene: Scene) -> dict[str, int]:
    """Return the SQL queries of one whole request, per window and scale."""
    return {
        key("http", site.scale, days, code): _queries(slots_path(scene, site, days, code), scene)
        for site in scene.sites
        for days in COUNTED_WINDOWS
        for code in (OWN, ALL)
    }


def _queries(path: str, scene: Scene) -> int:
    counted = 0

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        nonlocal counted
        counted += 1
        return execute(sql, *rest)

    headers = {"Authorization": f"Bearer {scene.token}", "Host": settings.ALLOWED_HOSTS[0]}
    with connection.execute_wrapper(count):
        answer = Client(headers=headers).get(path, secure=settings.IS_HTTPS)
    if answer.status_code != 200:
        raise RuntimeError(f"GET {path}: {answer.status_code}")
    return counted
