"""A real browser against a real server.

The browser lives as long as one module: while Playwright runs, this thread has an event loop,
and tests of other modules could not run one of their own.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

from intake.services.consent import load_consent_texts
from people.services.patients import record_patient
from procedures.selectors import get_procedure
from scheduling.services.orders import sign_order
from tests.browser.visitor import Site, Visitor
from tests.world import OLENA, build_clinic, load_test_catalogue

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--in-process-gpu",
)
PATIENCE_MS = 30_000

Open = Callable[..., Visitor]


def chromium() -> str:
    """Return the Chromium to drive; a missing one is a failure, never a skip."""
    given = os.environ.get("CHROMIUM")
    found = given or next(filter(None, map(shutil.which, NAMES)), None)
    assert found, "No Chromium found: run .ci/browser, or set CHROMIUM=/path/to/chrome."
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Chromium. The ORM is told that the loop in this thread is only Playwright's."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium(), headless=True, args=list(ARGUMENTS)
        )
        yield started
        started.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def site(live_server: LiveServer, transactional_db: None) -> Site:
    """Serve the small clinic, with one signed order for Olena."""
    load_test_catalogue()
    load_consent_texts()
    world = build_clinic()
    doctor = world["Dr Amara Osei"].practitioner
    assert doctor is not None
    now = timezone.now()
    order = sign_order(
        clinic=world.clinic,
        patient=record_patient(details=OLENA),
        procedure_type=get_procedure("tfesi"),
        signed_by=doctor,
        valid_until=(now + timedelta(days=60)).date(),
        now=now,
        side="left",
        levels=["L5"],
    )
    return Site(live_server.url, world, order)


@pytest.fixture
def open_browser(browser: Browser, site: Site) -> Iterator[Open]:
    """Return a function that opens a fresh browser window: width and, if wished, no scripts."""
    contexts = []

    def opened(*, width: int = 390, scripts: bool = True) -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            locale="en-GB",
            reduced_motion="reduce",
            accept_downloads=True,
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        return Visitor(context.new_page(), site)

    yield opened
    for context in contexts:
        context.close()
