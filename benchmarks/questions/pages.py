"""Question four: how long does a page take, on the server, with the data of the demo?"""

import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from statistics import median
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve, reverse

from benchmarks.clients.html_forms import Forms
from benchmarks.timing import Advance
from demo.seed.accounts import ORDER_TIMES
from people.models import User
from scheduling.models import Order

MOST_STEPS = 30
# psycopg prepares a statement after five uses; by then a process serves pages as it does all day.
WARM_UP_ROUNDS = 6
PATIENT_PAGES = ("start", "procedures", "find_visit", "privacy", "accessibility")
STAFF_PAGES = {
    "doctor": ("staff:day", "staff:requests", "staff:alerts"),
    "reception": ("staff:board", "staff:calendars", "staff:alerts"),
}

Times = dict[str, list[float]]


def prepare() -> None:
    """Fill the scratch database as the demo's, and number the static files."""
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("seed_demo", verbosity=0)


def measure(*, rounds: int, on_ask: Advance) -> Times:
    """Go through the pages as patients and staff; the first rounds only warm up.

    Each page is asked for twice and the second answer counts: the first of a new client loads
    the middleware anew, which no process in service does.

    Returns: milliseconds of each answer by method and name of the page.
    """
    times: Times = defaultdict(list)
    printed = Order.objects.filter(times_allowed=ORDER_TIMES)
    orders = list(printed.select_related("patient").order_by("pk"))
    for number in range(rounds + WARM_UP_ROUNDS):
        taken: Times = defaultdict(list) if number < WARM_UP_ROUNDS else times
        _look(taken, number)
        for order in orders:
            _walk(taken, order, number)
        on_ask("pages")
    return times


def _look(times: Times, number: int) -> None:
    patient = _browser(number)
    for name in PATIENT_PAGES:
        _ask(times, patient, "GET", reverse(f"patient:{name}"))
    for role, names in STAFF_PAGES.items():
        browser = _browser(number)
        browser.force_login(User.objects.get(email=f"{role}@medclinic.example"))
        for name in names:
            _ask(times, browser, "GET", reverse(name))


def _walk(times: Times, order: Order, number: int) -> None:
    """Go from the order code to the page that asks whether everything is right.

    Raises: RuntimeError where a page leads nowhere.
    """
    browser, path, seen = _browser(number), reverse("patient:start"), list[str]()
    answers = {"code": order.code, **_born(order.patient.date_of_birth)}
    for _ in range(MOST_STEPS):
        seen.append(path)
        page = _ask(times, browser, "GET", path)
        if page.status_code == 302:
            path = page.headers["Location"]
            continue
        if path == reverse("patient:check"):
            return
        form = Forms(page.content.decode()).main()
        if form is None:
            break
        sent = _ask(times, browser, "POST", form.action or path, form.filled(answers))
        path = sent.headers.get("Location", path)
    raise RuntimeError(f"A patient with an order is lost: {seen}")


def _born(day: date) -> dict[str, str]:
    return {"birth_day": str(day.day), "birth_month": str(day.month), "birth_year": str(day.year)}


def _browser(number: int) -> Client:
    # An address for each round: limits are not what is measured.
    host = settings.ALLOWED_HOSTS[0]
    return Client(headers={"Host": host}, REMOTE_ADDR=f"192.0.2.{number % 250 + 1}")


def _ask(
    times: Times, browser: Client, method: str, path: str, data: dict[str, str] | None = None
) -> HttpResponse:
    if method == "GET":
        browser.get(path, secure=settings.IS_HTTPS)
    began = time.perf_counter()
    answer: Any = browser.generic(method, path, **_body(data), secure=settings.IS_HTTPS)
    elapsed = (time.perf_counter() - began) * 1_000
    if answer.status_code not in (200, 302):
        raise RuntimeError(f"{method} {path}: {answer.status_code}")
    times[f"{method} {_name(path)}"].append(elapsed)
    return answer


def _name(path: str) -> str:
    return resolve(urlsplit(path).path).view_name


def _body(data: dict[str, str] | None) -> dict[str, Any]:
    if data is None:
        return {}
    return {"data": urlencode(data), "content_type": "application/x-www-form-urlencoded"}


def slowest(times: Times) -> Iterator[tuple[str, list[float]]]:
    """Yield the pages, the slowest (by its median) first."""
    yield from sorted(times.items(), key=lambda page: -median(page[1]))
