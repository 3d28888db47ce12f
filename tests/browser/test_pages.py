"""Every page passes axe, at every width, without an error in the console."""

import pytest

from tests.browser.checks import problems
from tests.browser.conftest import Open
from tests.browser.patient_walks import PATIENT_WALKS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser pages")]


@pytest.mark.parametrize("walk", PATIENT_WALKS)
def test_every_page_of_the_patient_is_usable(walk: str, open_browser: Open) -> None:
    visitor = open_browser()
    for stop in PATIENT_WALKS[walk]:
        stop.way(visitor)
        visitor.page.locator("main").get_by_text(stop.words).first.wait_for()
        assert problems(visitor) == [], stop.name
