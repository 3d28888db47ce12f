"""Two ways to use a page: with a finger or mouse, and by keyboard alone."""

from typing import Any, Protocol

from playwright.sync_api import Locator, Page

MOST_STOPS = 150

# What holds the focus: is it the wanted one, which way lies the wanted one, and can one see it?
# A choice shows the ring around its whole row.
FOCUS = """(wanted, _) => {
    const here = document.activeElement, ringed = here.closest(".choice") || here;
    const box = ringed.getBoundingClientRect(), style = getComputedStyle(ringed);
    const same = here === wanted;
    const group = here.type === "radio" && wanted.type === "radio" && here.name === wanted.name
        && here.form === wanted.form;
    return {
        what: here.outerHTML.slice(0, 150), same, group, body: here === document.body,
        back: Boolean(here.compareDocumentPosition(wanted) & Node.DOCUMENT_POSITION_PRECEDING),
        ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
            && box.right > 0 && box.left < innerWidth,
    };
}"""


class Hand(Protocol):
    """What people do on a page."""

    def press(self, target: Locator) -> None:
        """Use a button or a link."""

    def choose(self, target: Locator) -> None:
        """Choose a radio button, or tick a box."""

    def fill(self, target: Locator, text: str) -> None:
        """Type into a box, in place of what is there."""

    def pick(self, target: Locator, value: str) -> None:
        """Choose from a list that unfolds."""


class Mouse:
    """Clicks, on the words as well as on the boxes."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, target: Locator) -> None:
        target.click()

    def choose(self, target: Locator) -> None:
        target.check()

    def fill(self, target: Locator, text: str) -> None:
        target.fill(text)

    def pick(self, target: Locator, value: str) -> None:
        target.select_option(value)


class Keyboard:
    """Tab, Shift and Tab, Space, Enter and arrows; at every stop one must see where one is."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = page.keyboard

    def press(self, target: Locator) -> None:
        self._go_to(target)
        self.keys.press("Enter")

    def choose(self, target: Locator) -> None:
        self._go_to(target)
        for _ in range(MOST_STOPS):
            if self._look(target)["same"]:
                break
            self.keys.press("ArrowDown")
        if not target.is_checked():
            self.keys.press("Space")
        assert target.is_checked()

    def fill(self, target: Locator, text: str) -> None:
        self._go_to(target)
        self.keys.press("ControlOrMeta+a")
        self.keys.type(text)

    def pick(self, target: Locator, value: str) -> None:
        self._go_to(target)
        for _ in range(MOST_STOPS):
            if target.input_value() == value:
                break
            self.keys.press("ArrowDown")
        assert target.input_value() == value

    def _go_to(self, target: Locator) -> None:
        """Walk from stop to stop, the shorter way; a group of radio buttons is one stop."""
        target.wait_for(state="attached")
        found = self._look(target)
        for _ in range(MOST_STOPS):
            if found["same"] or found["group"]:
                return
            self.keys.press("Shift+Tab" if found["back"] else "Tab")
            found = self._look(target)
            if not found["body"]:
                assert found["ring"], f"no ring around {found['what']}"
                assert found["seen"], f"out of sight: {found['what']}"
        raise AssertionError(f"the keyboard does not reach {target}; last: {found['what']}")

    def _look(self, target: Locator) -> dict[str, Any]:
        return target.evaluate(FOCUS, 0)
