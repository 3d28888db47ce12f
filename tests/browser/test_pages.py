"""Every page passes axe, at every width, without an error in the console."""

from collections.abc import Mapping

import pytest

from tests.browser.checks import problems
from tests.browser.conftest import Open
from tests.browser.page_names import PATIENT_PAGES, name_of
from tests.browser.patient_walks import PATIENT_WALKS

pytestmark = pytest.mark.django_db(transaction=True)


# The pages that each walk must come to; their names in the URL conf.
PAGES: Mapping[str, str] = {
    "with an order": "start time health who check consent done visit tell told change "
    "check_change cancel",
    "without an order": "procedures time details check code done",
    "two procedures in one visit": "medicines specialist more check done",
    "to a consultation": "procedures time specialist",
    "stopped": "emergency safety",
    "called back": "call_today",
    "a doctor first": "procedures time",
    "asking and reading": "find_visit open_visit privacy accessibility",
}


@pytest.mark.parametrize("walk", PATIENT_WALKS)
def test_every_page_of_the_patient_is_usable(walk: str, open_browser: Open) -> None:
    visitor = open_browser()
    seen = set()
    for stop in PATIENT_WALKS[walk]:
        stop.way(visitor)
        visitor.page.locator("main").get_by_text(stop.words).first.wait_for()
        seen.add(name_of(visitor.page.url))
        assert problems(visitor) == [], stop.name
    assert set(PAGES[walk].split()) - seen == set()


def test_no_page_is_left_out() -> None:
    """A page of the URL conf that no walk must come to is not looked at by anybody."""
    assert set(" ".join(PAGES.values()).split()) == PATIENT_PAGES
