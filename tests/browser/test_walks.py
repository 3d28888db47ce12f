"""Every way to a booking: phone and desk, hand and keyboard, with scripts and without, in both
languages.

`make test` goes each way once, in manners that together have every pair of width, hand, scripts and
language; `make soak` goes each way in every manner.
"""

from itertools import combinations, cycle, product

import pytest

from tests.browser.checks import WIDTHS
from tests.browser.conftest import Open
from tests.browser.walker import Manner, Walker
from tests.browser.ways import WAYS
from tests.profiles import PROFILE, SOAK

pytestmark = pytest.mark.django_db(transaction=True)

EVERY = [Manner(*each) for each in product(WIDTHS, (False, True), (True, False), ("en", "uk"))]
PAIRS = [
    Manner(320, True, True, "uk"),
    Manner(320, False, False, "en"),
    Manner(390, True, False, "uk"),
    Manner(390, False, True, "en"),
    Manner(1280, True, True, "en"),
    Manner(1280, False, False, "uk"),
]
WALKS = list(product(WAYS, EVERY) if PROFILE == SOAK else zip(WAYS, cycle(PAIRS), strict=False))


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
    WAYS[way](Walker(visitor, manner))
    assert visitor.troubles == []
