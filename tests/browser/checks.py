"""What must hold on every page, whoever it is for."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.visitor import Visitor

WIDTHS = (320, 390, 1280)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# axe passes a box that has a placeholder only; people do not.
UNLABELLED = """() => [...document.querySelectorAll("input, select, textarea")]
    .filter(one => one.type !== "hidden" && !one.labels.length)
    .map(one => one.outerHTML)"""
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
STYLED = """() => document.querySelectorAll("[style], style, script:not([src])").length"""


def check_page(visitor: Visitor, name: str, *, widths: tuple[int, ...] = WIDTHS) -> None:
    """Fail on the first thing that a person could stumble over; `name` is the page's."""
    page = visitor.page
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == [], f"{name}: axe at {width} px"
        assert page.evaluate(TOO_WIDE) <= 0, f"{name} scrolls sideways at {width} px"
    assert page.evaluate(UNLABELLED) == [], f"{name} has boxes without a label"
    assert page.evaluate(STYLED) == 0, f"{name} has styles or scripts in it"
    assert page.locator("h1").count() == 1, f"{name} needs one h1"
    assert page.locator("[role=status]").count() == 1, f"{name} needs one status region"
    assert visitor.troubles == [], name
    assert visitor.policies, name
    for policy in visitor.policies:
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy


def violations(page: Page) -> list[str]:
    """Return what axe-core objects to: rule and place."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    return [
        f"{violation['id']}: {node['html'][:200]}"
        for violation in found.response["violations"]
        for node in violation["nodes"]
    ]
