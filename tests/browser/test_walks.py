"""Every way to a booking: phone and desk, hand and keyboard, with scripts and without, in both
languages.

`make test` goes each way once: the first six in manners that together have every pair of width,
hand, scripts and language, the others by mouse, which is quicker. One of the nine procedures stands
for all there, because a walk takes as long as a hundred other tests. For the same reason only some
of them answer the safety questions on their pages, the others send the forms alone. `make soak`
goes every way in every manner, on every page.
"""

from itertools import chain, combinations, cycle, product

import pytest

from tests.browser.checks import WIDTHS
from tests.browser.conftest import Open
from tests.browser.walker import Manner, Walker
from tests.browser.ways import NINE, WAYS
from tests.profiles import PROFILE, SOAK

pytestmark = pytest.mark.django_db(transaction=True)

EVERY = [Manner(*each) for each in product(WIDTHS, (False, True), (True, False), ("en", "uk"))]
STANDING_FOR_ALL = {"order for tfesi"}
PAIRS = [
    Manner(320, True, True, "uk"),
    Manner(320, False, False, "en"),
    Manner(390, True, False, "uk"),
    Manner(390, False, True, "en"),
    Manner(1280, True, True, "en"),
    Manner(1280, False, False, "uk"),
]
READING_QUESTIONS = {"consultation", "order for tfesi"}
LEFT_TO_SOAK = {f"order for {code}" for code in NINE} - STANDING_FOR_ALL
SHORT = [way for way in WAYS if way not in LEFT_TO_SOAK]
MANNERS = chain(PAIRS, cycle(each for each in PAIRS if not each.by_keyboard))
WALKS = list(product(WAYS, EVERY) if PROFILE == SOAK else zip(SHORT, MANNERS, strict=False))


def pairs_of(manners: list[Manner]) -> set[tuple[object, ...]]:
    """Return every two properties that come together in one of the manners."""
    names = list(Manner.__dataclass_fields__)
    return {
        (one, getattr(manner, one), other, getattr(manner, other))
        for manner in manners
        for one, other in combinations(names, 2)
    }


def test_the_manners_have_every_pair() -> None:
    assert pairs_of(PAIRS) == pairs_of(EVERY)


@pytest.mark.parametrize(("way", "manner"), WALKS, ids=str)
def test_a_patient_gets_there(way: str, manner: Manner, open_browser: Open) -> None:
    visitor = open_browser(width=manner.width, scripts=manner.scripts)
    reads = PROFILE == SOAK or way in READING_QUESTIONS
    WAYS[way](Walker(visitor, manner, reads_questions=reads))
    assert visitor.troubles == []
