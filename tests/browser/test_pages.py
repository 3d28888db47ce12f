"""Every page passes axe, at every width, without an error in the console."""

import pytest

from tests.browser.checks import check_page
from tests.browser.conftest import Open
from tests.browser.patient_pages import PATIENT_PAGES

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]


@pytest.mark.parametrize("name", PATIENT_PAGES)
def test_patient_page_is_usable(name: str, open_browser: Open) -> None:
    visitor, case = open_browser(), PATIENT_PAGES[name]
    case.way(visitor)
    assert case.heading in visitor.page.locator("h1").inner_text()
    check_page(visitor)
