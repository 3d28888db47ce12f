"""What must hold on every page, whoever it is for."""

from collections.abc import Iterator

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.visitor import Visitor
from tests.profiles import PROFILE, SOAK

WIDTHS = (320, 390, 1280)
# No colour depends on the width, and looking at them takes axe two thirds of its time: `make test`
# does it at this width, `make soak` at all. Nor is anything hidden or shown between 320 and 390 px:
# `make test` asks only whether the narrow page scrolls sideways.
PHONE, NARROW = 390, 320
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# axe passes a box that has a placeholder only; people do not.
UNLABELLED = """() => [...document.querySelectorAll("input, select, textarea")]
    .filter(one => one.type !== "hidden" && !one.labels.length)
    .map(one => one.outerHTML)"""
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
STYLED = """() => document.querySelectorAll("[style], style, script:not([src])").length"""

# Only violations are reported in full: the long lists of what is well cost four times as much.
# Style sheets are not fetched once more (`preload`): no rule with these tags looks at them.
OBJECTIONS = """async ([tags, ofColours]) => {
    const found = await axe.run(document, {
        runOnly: {type: "tag", values: tags}, resultTypes: ["violations"], preload: false,
        rules: {"color-contrast": {enabled: ofColours}},
    });
    return found.violations.flatMap(
        each => each.nodes.map(node => `${each.id}: ${node.html.slice(0, 200)}`)
    );
}"""

# WCAG wants 24 px; people in pain get more. Days of the month are narrow, yet high enough.
SMALL = """() => {
    const tall = document.body.matches(".patient") ? 48 : 36;
    const kinds = [[".btn, .choice, .linkish, input.input, select.input, .days a", tall],
        ["table.month a", 44]];
    return kinds.flatMap(([kind, least]) => [...document.querySelectorAll(kind)]
        .filter(each => each.checkVisibility())
        .filter(each => each.getBoundingClientRect().height < least - 0.5)
        .map(each => each.outerHTML.slice(0, 150)));
}"""
MOVING = """() => [...document.querySelectorAll("*")].filter(each => {
    const style = getComputedStyle(each);
    return style.animationName !== "none" || parseFloat(style.transitionDuration) > 0;
}).map(each => each.outerHTML.slice(0, 150))"""
# Where the system chooses the colours, a tint says nothing: what is pressed must have an edge.
EDGELESS = """() => [...document.querySelectorAll(".btn, .choice, input.input, select.input")]
    .filter(each => each.checkVisibility())
    .filter(each => parseFloat(getComputedStyle(each).borderTopWidth) < 1)
    .map(each => each.outerHTML.slice(0, 150))"""

FAULTS = {
    UNLABELLED: "without a label",
    SMALL: "too small to hit",
    MOVING: "moves, although less motion was asked for",
}


def problems(visitor: Visitor) -> list[str]:
    """Return everything on the page that a person could stumble over, at every width."""
    page = visitor.page
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if width != NARROW or PROFILE == SOAK:
            of_colours = width == PHONE or PROFILE == SOAK
            found += [f"{width} px: {each}" for each in violations(page, of_colours=of_colours)]
        if page.evaluate(TOO_WIDE) > 0:
            found.append(f"{width} px: scrolls sideways")
    return [*found, *_faults(page), *_policy_faults(visitor.policies), *visitor.troubles]


def violations(page: Page, *, of_colours: bool = True) -> list[str]:
    """Return what axe-core objects to: rule and place."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(OBJECTIONS, [RULES, of_colours])


def _faults(page: Page) -> Iterator[str]:
    """Yield what is wrong at any width."""
    for script, words in FAULTS.items():
        for place in page.evaluate(script):
            yield f"{words}: {place}"
    page.emulate_media(forced_colors="active")
    for place in page.evaluate(EDGELESS):
        yield f"without an edge in forced colours: {place}"
    page.emulate_media(forced_colors="none")
    if page.evaluate(STYLED):
        yield "has styles or scripts in it"
    for place in ("h1", "[role=status]"):
        if page.locator(place).count() != 1:
            yield f"needs one {place}"


def _policy_faults(policies: list[str]) -> Iterator[str]:
    if not policies:
        yield "no page was answered"
    for policy in policies:
        if "default-src 'self'" not in policy or "unsafe" in policy:
            yield f"content security policy: {policy}"
