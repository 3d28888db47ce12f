"""`make screenshots`: a picture of each page at 390 and 1280 px, taken from a running demo.

The last one looks whether a page of the patient is missing.
Not a test, but it needs what browser tests need. The pictures of the README go to
docs/screenshots/, all others to var/screenshots/.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from demo.servers import processes
from tests.browser.conftest import PATIENCE_MS
from tests.browser.page_names import PATIENT_PAGES, name_of
from tests.browser.visitor import Site, Visitor
from tests.browser.walker import TARAS, Manner, Walker
from tests.house.source import ROOT

WIDTHS = (390, 1280)
TALLEST = 2400
LARGEST = 150_000  # bytes
OURS = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "SITE_URL", "BAYWISE", "DJANGO", "DEMO", "SMS")
PUBLISHED = {
    "patient-time-390": 1020,
    "patient-ticket-390": 795,
    "doctor-day-1280": 800,
    "reception-board-1280": 800,
}
SECONDS_TO_SEED = 300
SECONDS_FOR_A_LETTER = 60
taken: set[str] = set()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """Return the report of the demo that PICTURES_OF names, or of a fresh one."""
    given = os.environ.get("PICTURES_OF")
    if given:
        yield json.loads(Path(given).read_text())
        return
    var = tmp_path_factory.mktemp("demo")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    demo = subprocess.Popen(
        [sys.executable, "manage.py", "demo", "--port", "18100"],
        cwd=ROOT,
        env={**kept, "BAYWISE_VAR": str(var)},
    )
    try:
        report = var / "demo.json"
        assert processes.wait_until(report.exists, seconds=SECONDS_TO_SEED), "no demo"
        yield json.loads(report.read_text())
    finally:
        demo.terminate()
        demo.wait(60)


class DemoWalker(Walker):
    """A walker who reads the code in the demo's mailbox."""

    def sent_code(self) -> str:
        def codes() -> list[str]:
            answer = self.page.request.get(f"{self.visitor.site.url}/demo/mailbox.json").text()
            return re.findall(r"\b\d{6}\b", answer)

        assert processes.wait_until(lambda: bool(codes()), seconds=SECONDS_FOR_A_LETTER)
        return codes()[0]


@pytest.fixture
def walker(browser: Browser, demo: dict[str, Any]) -> Iterator[DemoWalker]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="en-GB", reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE_MS)
    site = Site(demo["url"], None, None)  # type: ignore[arg-type] - the demo has its own
    yield DemoWalker(Visitor(context.new_page(), site), Manner())
    context.close()


def picture(page: Page, name: str) -> None:
    """Take the whole page at each width, as far down as anybody looks."""
    taken.add(name_of(page.url))
    page.evaluate("() => document.activeElement.blur()")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        tall = page.evaluate("() => document.documentElement.scrollHeight")
        full = f"{name}-{width}"
        height = PUBLISHED.get(full) or min(max(tall, 844), TALLEST)
        folder = ROOT / ("docs" if full in PUBLISHED else "var") / "screenshots"
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(
            path=folder / f"{full}.png",
            full_page=True,
            clip={"x": 0, "y": 0, "width": width, "height": height},
        )
        assert full not in PUBLISHED or (folder / f"{full}.png").stat().st_size < LARGEST, full


def opened(walker: Walker, path: str, name: str) -> None:
    walker.visitor.open(path)
    picture(walker.page, name)


def walked(walker: Walker, who: str, *, until: str = "/book/done/") -> None:
    """Take a picture of every page on the way; those after the first question look like it."""
    for _ in range(30):
        if walker.path == until:
            return
        name = {"/book/": "list", "/": "start"}.get(walker.path)
        name = name or ("time" if walker.shows_times else "")
        name = name or walker.path.removeprefix("/book/").strip("/").replace("/", "-")
        if not re.fullmatch(r"safety-[2-9]", name):
            picture(walker.page, f"{who}-{name}")
        walker.step()
    raise AssertionError(walker.path)


def with_the_order(walker: Walker, demo: dict[str, Any], **answers: str) -> None:
    """Know what is on Olena's order paper."""
    order = demo["order_codes"][0]
    year, month, day = order["date_of_birth"].split("-")
    walker.answers = {"need": "order", "code": order["code"]} | answers
    walker.answers |= {"birth_day": day, "birth_month": month, "birth_year": year}
    walker.visitor.open("/")


def test_two_procedures_for_somebody_else(walker: DemoWalker, demo: dict[str, Any]) -> None:
    carer = {"for_other": "on", "who": "other", "carer_name": "Iryna Bondar", "relation": "child"}
    with_the_order(walker, demo, **(TARAS | carer))
    while not walker.shows_times:
        walker.step()
    walker.leave_by(walker.page.locator("form[action$='/book/more/'] button[name=to]"))
    picture(walker.page, "carer-more")
    walker.leave_by(walker.page.locator("button[name=add][value=prf_drg]"))
    picture(walker.page, "carer-more-where")
    walker.complete()
    walked(walker, "carer", until="/book/check/")
    picture(walker.page, "carer-check")
    opened(walker, "/book/consent/", "carer-consent")


def test_with_an_order(walker: DemoWalker, demo: dict[str, Any]) -> None:
    with_the_order(walker, demo)
    walker.picks_day = True
    walked(walker, "patient")
    picture(walker.page, "patient-ticket")
    opened(walker, "/visit/", "patient-visit")
    opened(walker, "/visit/tell/", "patient-tell")
    walker.visitor.tell("A new allergy")
    picture(walker.page, "patient-told")
    walker.visitor.open("/visit/change/").safe()
    picture(walker.page, "patient-change")
    walker.visitor.time()
    picture(walker.page, "patient-change-check")
    opened(walker, "/visit/cancel/", "patient-cancel")
    walker.visitor.cancelled()
    picture(walker.page, "patient-cancelled")


def test_without_an_order(walker: DemoWalker) -> None:
    walker.answers, walker.procedure = TARAS | {"need": "unsure"}, "caudal"
    walker.visitor.open("/")
    walked(walker, "request")
    picture(walker.page, "request-ticket")


def test_stopped(walker: DemoWalker) -> None:
    walker.answers = {"answer": "unsure"}
    walker.visitor.open("/book/tfesi/")
    walker.step()
    picture(walker.page, "patient-emergency")


def test_called_back(walker: DemoWalker) -> None:
    walker.visitor.open("/book/").safe(q5="Yes")
    picture(walker.page, "patient-call-today")


def test_reading(walker: DemoWalker) -> None:
    opened(walker, "/visit/find/", "patient-find")
    opened(walker, "/privacy/", "patient-privacy")
    opened(walker, "/accessibility/", "patient-accessibility")
    opened(walker, "/nowhere/", "patient-not-found")
    opened(walker, "/visit/not-a-token/", "patient-unknown-link")
    opened(walker, "/demo/mailbox/", "demo-mailbox")
    opened(walker, "/api/v1/docs/", "api")
    walker.manner = Manner(language="uk")
    walker.begin()
    picture(walker.page, "patient-start-uk")


def signed_in(walker: Walker, demo: dict[str, Any], role: str) -> None:
    user = next(each for each in demo["users"] if each["role"] == role)
    walker.visitor.open("/staff/")
    walker.page.get_by_label("E-mail address").fill(user["email"])
    walker.page.get_by_label("Password").fill(user["password"])
    walker.leave_by(walker.page.locator("main .btn").first)


@pytest.mark.parametrize(
    ("role", "pages"),
    [
        ("doctor", {"doctor-day": "/staff/day/", "doctor-requests": "/staff/requests/"}),
        (
            "reception",
            {
                "reception-list": "/staff/board/?view=list",
                "reception-board": "/staff/board/?view=all",
                "reception-alerts": "/staff/alerts/",
                "reception-calendars": "/staff/calendars/",
            },
        ),
    ],
)
def test_staff(walker: DemoWalker, demo: dict[str, Any], role: str, pages: dict[str, str]) -> None:
    opened(walker, "/staff/", "staff-sign-in")
    signed_in(walker, demo, role)
    for name, path in pages.items():
        opened(walker, path, name)


def test_a_doctor_looks_closer(walker: DemoWalker, demo: dict[str, Any]) -> None:
    signed_in(walker, demo, "doctor")
    for page, link, name in (
        ("/staff/day/", "a.person", "doctor-record"),
        ("/staff/requests/", "a[href$='/decline/']", "doctor-decline"),
    ):
        address = walker.visitor.open(page).page.locator(link).first.get_attribute("href")
        opened(walker, str(address), name)


def test_no_page_is_left_out() -> None:
    assert PATIENT_PAGES - taken == set()
