"""Every page passes axe, at every width, without an error in the console."""

from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve

from tests.browser.checks import problems
from tests.browser.conftest import Open
from tests.browser.patient_walks import PATIENT_WALKS
from web.patient.urls import urlpatterns

pytestmark = pytest.mark.django_db(transaction=True)


# Names in the URL conf that show no page of their own: they take a form, or lead on.
NO_PAGES = {"keep_hold", "language", "chosen_time", "coming", "ready", "visit_ics"}
seen: dict[str, set[str]] = {}


@pytest.mark.parametrize("walk", PATIENT_WALKS)
def test_every_page_of_the_patient_is_usable(walk: str, open_browser: Open) -> None:
    visitor = open_browser()
    names = seen.setdefault(walk, set())
    for stop in PATIENT_WALKS[walk]:
        stop.way(visitor)
        visitor.page.locator("main").get_by_text(stop.words).first.wait_for()
        names.add(name_of(visitor.page.url))
        assert problems(visitor) == [], stop.name


def test_no_page_is_left_out() -> None:
    """A page of the URL conf that no walk has come to is not looked at by anybody."""
    assert seen.keys() == PATIENT_WALKS.keys(), "run the whole file: this looks at all walks"
    assert {each.name for each in urlpatterns} - NO_PAGES - set().union(*seen.values()) == set()


def name_of(url: str) -> str:
    """Return the name of a page in the URL conf; nothing for an address that leads nowhere."""
    try:
        return resolve(urlsplit(url).path).url_name or ""
    except Resolver404:
        return ""
