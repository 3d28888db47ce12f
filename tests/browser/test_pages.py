"""Every page passes axe, at every width, without an error in the console."""

import pytest

from tests.browser.checks import problems
from tests.browser.conftest import Open
from tests.browser.page_names import PATIENT_PAGES, name_of
from tests.browser.patient_walks import PATIENT_WALKS

pytestmark = pytest.mark.django_db(transaction=True)


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
    assert PATIENT_PAGES - set().union(*seen.values()) == set()
