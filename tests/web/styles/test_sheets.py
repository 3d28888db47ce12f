"""Each face has one sheet, put together from every part that lies beside a subject."""

from pathlib import Path

import pytest

from web.styles.sheets import FACES, SERVED, SHARED, WEB, sheet


@pytest.mark.parametrize("face", FACES)
def test_the_written_sheet_is_the_one_served(face: str) -> None:
    assert (SERVED / f"{face}.css").read_text() == sheet(face), "run `python -m web.styles.sheets`"


def test_no_part_is_forgotten() -> None:
    served = {WEB / name for name in (*SHARED, *FACES["patient"], *FACES["staff"])}
    parts = {path for path in WEB.rglob("*.css") if SERVED not in path.parents}
    assert parts == served | {WEB / "styles" / "print.css"}


@pytest.mark.parametrize("face", FACES)
def test_every_layer_of_a_part_has_its_place(face: str) -> None:
    text = sheet(face)
    order = text.split("@layer ")[1].split(";")[0].split(", ")
    used = {piece.split(" ")[0] for piece in text.split("@layer ")[2:]}
    assert used <= set(order)


def test_served_sheets_are_the_faces() -> None:
    assert {path.stem for path in Path(SERVED).glob("*.css")} == set(FACES)
