"""What only a browser can tell of a visit's page: ticks kept at once, and one sheet of paper."""

import re

import pytest

from intake.models import PreparationTick
from tests.browser.conftest import Open

pytestmark = pytest.mark.django_db(transaction=True)

PAGE_OF_PDF = re.compile(rb"/Type\s*/Page\b")


def test_a_tick_is_kept_at_once_and_the_page_prints_on_one_sheet(open_browser: Open) -> None:
    visitor = open_browser()
    page = visitor.booked().open("/visit/").page
    page.get_by_label("Somebody takes me home").check()
    page.locator("#ready-count").get_by_text("1 of ").wait_for()
    assert page.locator("#status").inner_text().startswith("1 of ")
    assert page.evaluate("document.activeElement.value") == "escort"
    assert PreparationTick.objects.get().item == "escort"
    assert page.get_by_role("button", name="Print this page").is_visible()
    sheets = PAGE_OF_PDF.findall(page.pdf(format="A4", print_background=True))
    assert len(sheets) == 1
    assert visitor.troubles == []
