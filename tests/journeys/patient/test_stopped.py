"""From an urgent answer no address leads to a time: all of them are tried, new ones too."""

import uuid
from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, UUIDConverter

from people.models import Role
from people.services.api_tokens import issue_api_token
from scheduling.models import Appointment
from tests.web.patient.conftest import DETAILS, Clock, Walk
from tests.world import World, at, staff

STOP = {"emergency": "/book/emergency/", "today": "/book/today/"}
# One of each tier: test_safety.py walks every question to its page.
URGENT = {"after_procedure": "emergency", "unwell": "today"}
# What stays open: help, reading, and what somebody has already. None of it offers a time.
OPEN = {
    "patient:emergency",
    "patient:call_today",
    "patient:visit",
    "patient:find_visit",
    "patient:open_visit",
    "patient:visit_ics",
    "patient:cancel",
    "patient:coming",
    "patient:ready",
    "patient:told",
    "patient:language",
    "patient:privacy",
    "patient:accessibility",
}
DOCUMENTS = {"api:schema", "api:docs", "api:unknown"}
OFFERS_A_TIME = ('name="start"', 'name="hold"', '"start":', "/book/hold/")
# Whatever a form or a call of ours may want; what is too much is ignored.
BODY = DETAILS | {
    "answer": "no",
    "need": "consultation",
    "start": at(26, 9).isoformat(),
    "procedure": "consult_neurologist",
}
QUERY = "?procedure=consult_neurologist&from=2026-11-03&to=2026-11-26&day=2026-11-26"


def addresses() -> Iterator[tuple[str, str]]:
    """Yield (name, address) of every page for patients and every call of the API."""
    yield from _below(get_resolver(), "/", "")


def _below(resolver: URLResolver, path: str, namespace: str) -> Iterator[tuple[str, str]]:
    for each in resolver.url_patterns:
        here = path + _filled(each)
        if isinstance(each, URLResolver):
            yield from _below(each, here, each.namespace or namespace)
        elif namespace in ("patient", "api") and f"{namespace}:{each.name}" not in DOCUMENTS:
            yield f"{namespace}:{each.name}", here


def _filled(pattern: URLPattern | URLResolver) -> str:
    """Return a route with something plausible in place of each part that varies."""
    route = str(pattern.pattern)
    for name, converter in pattern.pattern.converters.items():
        value = "consult_neurologist"
        if isinstance(converter, IntConverter):
            value = "1"
        elif isinstance(converter, UUIDConverter):
            value = str(uuid.uuid4())
        route = route.replace(f"<{_kind(route, name)}{name}>", value)
    return route


def _kind(route: str, name: str) -> str:
    before = route.split(f"{name}>")[0].rpartition("<")[2]
    return before if before.endswith(":") else ""


def stopped(walk: Walk, code: str) -> Client:
    """Answer urgently in a browser that knows a booked visit."""
    walk.book(at(26, 9))
    walk.safe(**{code: "yes"})
    return walk.client


def ask(browser: Client, path: str) -> Iterator[HttpResponse]:
    """Ask in every way: as a page, as a part of one, as a form, as a program."""
    yield browser.get(path + QUERY)
    yield browser.head(path + QUERY)
    yield browser.get(path + QUERY, headers={"HX-Request": "true"})
    yield browser.post(path, BODY)
    yield browser.post(path, BODY, content_type="application/json")


def leads_to(answer: HttpResponse) -> str:
    return answer.headers.get("Location") or answer.headers.get("HX-Redirect") or ""


def test_addresses_are_found() -> None:
    found = dict(addresses())
    assert found["patient:time"] == "/book/consult_neurologist/"
    assert found["patient:safety"] == "/book/safety/1/"
    assert found["api:slots"] == "/api/v1/slots/"
    assert set(found) > OPEN


@pytest.mark.parametrize("code", URGENT)
def test_no_address_leads_from_an_urgent_answer_to_a_time(code: str, fresh: Walk) -> None:
    browser = stopped(fresh, code)
    before = list(Appointment.objects.values_list("pk", "status", "during"))
    for name, path in addresses():
        for answer in ask(browser, path):
            told = f"{name} {answer.request['REQUEST_METHOD']} {answer.status_code}"
            assert not [sign for sign in OFFERS_A_TIME if sign in _text(answer)], told
            if name in OPEN or answer.status_code == 405:
                continue
            if name.startswith("api:"):
                assert answer.status_code in (401, 409), told
            else:
                assert leads_to(answer) == STOP[URGENT[code]], told
    assert list(Appointment.objects.values_list("pk", "status", "during")) == before


def _text(answer: HttpResponse) -> str:
    is_calendar = answer.headers.get("Content-Type", "").startswith("text/calendar")
    return "" if is_calendar else answer.content.decode()


@pytest.mark.parametrize("path", ["/api/v1/slots/", "/api/v1/slots/days/"])
def test_a_browser_that_may_go_on_may_ask_the_api_too(path: str, walk: Walk) -> None:
    assert walk.client.get(f"{path}?procedure=consult_neurologist").status_code == 200


def test_api_says_what_to_do_and_forgets_after_a_day(fresh: Walk, clock: Clock) -> None:
    browser = stopped(fresh, "new_weakness")
    refused = browser.get("/api/v1/slots/?procedure=consult_neurologist")
    assert refused.status_code == 409
    assert "Please call us" in refused.json()["detail"]
    clock.now = at(4, 9)
    assert browser.get("/api/v1/slots/?procedure=consult_neurologist").status_code == 200


def test_staff_who_call_are_not_their_patients(fresh: Walk, world: World) -> None:
    browser = stopped(fresh, "new_weakness")
    _row, token = issue_api_token(user=staff(world, Role.RECEPTION, "rita@x.example"), name="x")
    answer = browser.get(
        "/api/v1/slots/?procedure=consult_neurologist", headers={"Authorization": f"Bearer {token}"}
    )
    assert answer.status_code == 200
