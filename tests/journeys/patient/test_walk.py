"""How many files one request walks through: few enough to be read in one sitting.

Counted are the files of web/ whose functions run. What lies below is reached through a handful of
selectors, and is read with the engine.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from tests.web.patient.conftest import Walk
from tests.world import World

ROOT = Path(__file__).resolve().parents[3]
MOST_FILES = 25


@contextmanager
def walked(folder: str) -> Iterator[set[str]]:
    """Collect the files under a folder of ours whose functions run."""
    names, files = set[str](), set[str]()

    def note(frame: FrameType, event: str, _value: object) -> None:
        if event == "call":
            names.add(frame.f_code.co_filename)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield files
    finally:
        sys.setprofile(before)
    root = f"{ROOT}/"
    ours = {name.removeprefix(root) for name in names if name.startswith(f"{root}{folder}/")}
    files.update(ours)


def test_the_page_of_times_walks_few_files(world: World, walk: Walk) -> None:
    with walked("web") as files:
        page = walk.client.get("/book/tfesi/")
    assert page.status_code == 200
    assert "web/patient/times/choose_time.py" in files
    assert len(files) <= MOST_FILES, sorted(files)
