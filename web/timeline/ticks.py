"""Write the style sheets that turn minutes into lengths.

The content security policy forbids style attributes, so a place on a time track is a class:
`.at-N` starts at tick N, `.for-N` lasts N ticks, `.t-N` is a track of N ticks and `.m-N` weighs N
minutes in a visit strip. `python -m web.timeline.ticks` writes both files; a test keeps
them in step.
"""

from collections.abc import Iterable
from pathlib import Path

DAY_TICKS = 288
"""A whole day on the 5-minute grid; tracks in minutes reach not quite five hours with it."""

TRACK_TICKS = range(12, DAY_TICKS + 1, 12)
STRIP_MINUTES = range(5, 301, 5)
CSS = Path(__file__).parent.parent / "static" / "web" / "css"
RULES_PER_LINE = 6


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
    head = "/* Written by `python -m web.timeline.ticks`. */"
    return "\n".join([head, f"@layer {layer} {{", *lines, "}", ""])


def write_sheets(folder: Path = CSS) -> None:
    """Write both sheets into `folder`."""
    (folder / "ticks.css").write_text(ticks_css())
    (folder / "minutes.css").write_text(minutes_css())


if __name__ == "__main__":
    write_sheets()
