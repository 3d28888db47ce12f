"""One style sheet per face, put together from the parts that lie beside their subjects.

`python -m web.styles.sheets` writes them into web/static; a test keeps them in step. Cascade layers
(tokens.css names their order) make the order of parts a matter of reading only.
"""

from pathlib import Path

from web.timeline.ticks import minutes_css, ticks_css

WEB = Path(__file__).parent.parent
SERVED = WEB / "static" / "web" / "css"
HEAD = "/* Written by `python -m web.styles.sheets`: change the parts beside their subjects. */"

SHARED = (
    "styles/tokens.css",
    "styles/base.css",
    "styles/components.css",
    "styles/forms.css",
    "styles/visit.css",
)
FACES = {
    "patient": (
        "patient/patient.css",
        "patient/safety/safety.css",
        "patient/booking/booking.css",
        "patient/times/times.css",
        "patient/visit/visit.css",
    ),
    "staff": (
        "staff/staff.css",
        "staff/day/day.css",
        "staff/board/lanes.css",
        "staff/board/list.css",
        "staff/record/record.css",
        "staff/alerts/alerts.css",
    ),
}


def sheet(face: str) -> str:
    """Return the whole style sheet of a face."""
    parts = [(WEB / name).read_text() for name in (*SHARED, *FACES[face])]
    written = [minutes_css(), *([ticks_css()] if face == "staff" else [])]
    printed = (WEB / "styles/print.css").read_text()
    return "\n".join([HEAD, *parts, *written, printed])


def write_sheets(folder: Path = SERVED) -> None:
    """Write the sheets of all faces into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        (folder / f"{face}.css").write_text(sheet(face))


if __name__ == "__main__":
    write_sheets()
