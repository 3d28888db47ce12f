"""Style rules that turn minutes into lengths.

The content security policy forbids style attributes, so a place on a time track is a class:
`.at-N` starts at tick N, `.for-N` lasts N ticks, `.t-N` is a track of N ticks and `.m-N` weighs N
minutes in a visit strip. web/styles/sheets.py puts them into the sheets.
"""

from collections.abc import Iterable

DAY_TICKS = 288
"""A whole day on the 5-minute grid; tracks in minutes reach not quite five hours with it."""

TRACK_TICKS = range(12, DAY_TICKS + 1, 12)
STRIP_MINUTES = range(5, 301, 5)
RULES_PER_LINE = 3


def ticks_css() -> str:
    """Return the sheet of the staff pages: places and lengths on a track."""
    places = (f".at-{n}{{grid-column-start:{n + 1}}}" for n in range(DAY_TICKS + 1))
    lengths = (f".for-{n}{{grid-column-end:span {n}}}" for n in range(1, DAY_TICKS + 1))
    tracks = (f".t-{n}{{--ticks:{n}}}" for n in TRACK_TICKS)
    return _sheet("ticks", [*places, *lengths, *tracks])


def minutes_css() -> str:
    """Return the sheet of every page: how long a phase is in a visit strip."""
    return _sheet("ticks", [f".m-{n}{{--min:{n}}}" for n in STRIP_MINUTES])


def _sheet(layer: str, rules: Iterable[str]) -> str:
    listed = list(rules)
    lines = [
        "  " + " ".join(listed[first : first + RULES_PER_LINE])
        for first in range(0, len(listed), RULES_PER_LINE)
    ]
    return "\n".join([f"@layer {layer} {{", *lines, "}", ""])
