"""Contrast of the tokens (WCAG 1.4.3 and 1.4.11), so that a nicer shade cannot slip in."""

import re

import pytest

from web.styles.sheets import SERVED, WEB

TEXT, SHAPE = 4.5, 3.0


def tokens() -> dict[str, str]:
    sheet = (WEB / "styles" / "tokens.css").read_text()
    found = re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", sheet)
    return dict(found)


def luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("front", "back", "least"),
    [
        ("ink", "paper", TEXT),
        ("ink", "paper-2", TEXT),
        ("ink", "surface", TEXT),
        ("ink-2", "paper", TEXT),
        ("ink-2", "paper-2", TEXT),
        ("ink-2", "surface", TEXT),
        ("link", "paper", TEXT),
        ("link", "paper-2", TEXT),
        ("link", "surface", TEXT),
        ("brand", "surface", TEXT),
        ("link", "brand-tint", TEXT),
        ("surface", "brand", TEXT),
        ("surface", "brand-dark", TEXT),
        ("surface", "ink-2", TEXT),
        ("brand-dark", "brand-tint", TEXT),
        ("ok", "ok-tint", TEXT),
        ("warn", "warn-tint", TEXT),
        ("danger", "danger-tint", TEXT),
        ("danger", "surface", TEXT),
        *(("ink", phase, TEXT) for phase in ("prep", "rest", "consult")),
        *(("ink", f"{phase}-pale", TEXT) for phase in ("prep", "proc", "rest", "consult")),
        *((f"{phase}-edge", "surface", SHAPE) for phase in ("prep", "proc", "rest", "consult")),
        ("line", "surface", SHAPE),
        ("line", "paper", SHAPE),
        ("brand", "paper", SHAPE),
        ("ink", "focus", SHAPE),  # the ring has two tones
    ],
)
def test_contrast_is_enough(front: str, back: str, least: float) -> None:
    colours = tokens()
    assert ratio(colours[front], colours[back]) >= least


def test_every_pair_of_the_style_sheets_is_enough() -> None:
    """Where a rule sets both, they must go together; --on, --fill and --pale stand for phases."""
    colours, low = tokens(), []
    for sheet in SERVED.glob("*.css"):
        for body in re.findall(r"\{([^{}]*)\}", sheet.read_text()):
            front = re.search(r"(?<![\w-])color:\s*var\(--([\w-]+)\)", body)
            back = re.search(r"background(?:-color)?:\s*var\(--([\w-]+)\)", body)
            if front and back and {front[1], back[1]} <= colours.keys():
                pair = (colours[front[1]], colours[back[1]])
                low += [(sheet.name, front[1], back[1])] if ratio(*pair) < TEXT else []
    assert low == []
