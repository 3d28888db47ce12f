"""What a browser is given to keep, what we keep, and that the privacy page says so."""

import re
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from scheduling.models import Order
from tests.web.patient.conftest import OLENA_OPENS, Clock, Walk
from tests.world import NOW, World, at
from web.operations.tasks import forget_old_sessions
from web.patient.visit_session import COOKIE

ALLOWED = {
    settings.SESSION_COOKIE_NAME,
    settings.CSRF_COOKIE_NAME,
    settings.LANGUAGE_COOKIE_NAME,
    COOKIE,
}
SCRIPTS = Path(__file__).parents[3] / "web" / "static"


def test_no_other_cookie_is_ever_set(walk: Walk, order: Order) -> None:
    client = walk.client
    client.post("/i18n/setlang/", {"language": "en", "next": "/"})
    client.post("/", OLENA_OPENS | {"code": order.code})
    walk.safe()
    walk.keep(at(26, 9))
    walk.healthy()
    walk.confirm()
    walk.book(at(27, 9))
    paths = ["/", "/book/", "/book/done/", "/visit/", "/visit/find/", "/visit/cancel/"]
    for path in [*paths, "/privacy/", "/accessibility/", "/nowhere/", "/staff/"]:
        client.get(path)
    assert set(client.cookies) <= ALLOWED
    assert {settings.SESSION_COOKIE_NAME, COOKIE} <= set(client.cookies)
    assert all(cookie["httponly"] for cookie in client.cookies.values())
    assert all(cookie["samesite"] == "Lax" for cookie in client.cookies.values())


def test_our_scripts_keep_nothing_on_the_device() -> None:
    scripts = list(SCRIPTS.rglob("*.js"))
    assert scripts
    for script in scripts:
        assert not re.search(r"\.cookie|localStorage|sessionStorage|indexedDB", script.read_text())


def test_the_privacy_page_names_every_cookie(world: World) -> None:
    page = Client().get("/privacy/").content.decode()
    cookies = page.partition("Only these cookies")[2].partition("</ul>")[0]
    assert cookies.count("<li>") == len(ALLOWED)


def test_an_unfinished_booking_is_forgotten_after_half_a_day(walk: Walk, clock: Clock) -> None:
    walk.keep(at(26, 9))
    walk.details()
    assert timedelta(hours=12) == timedelta(seconds=settings.SESSION_COOKIE_AGE)
    clock.now = NOW + timedelta(hours=11)
    forget_old_sessions()
    assert Session.objects.exists()
    clock.now = NOW + timedelta(hours=13)
    assert timezone.now() == clock.now
    forget_old_sessions()
    assert not Session.objects.exists()
