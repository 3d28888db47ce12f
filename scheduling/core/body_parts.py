"""Where on the body: sides and levels as doctors write them.

What is not known for certain may be the same place and may be the other one: a limit that looks at
places is for safety, so doubt counts against the start.
"""

import re
from collections.abc import Iterable

_VERTEBRA = re.compile(r"(?<![a-z])([ctls])h?[0-9]", re.IGNORECASE)  # L5, L4/5, Th12, T12-L1
_REGION_OF_LETTER = {"C": "cervical", "T": "thoracic", "L": "lumbar", "S": "sacral"}
_LEVEL = re.compile(r"([ctls])h?([0-9]{1,2})(?:[/-](?:([ctls])h?)?([0-9]{1,2}))?", re.IGNORECASE)
# The neck has eight nerve roots, and some people have a sixth lumbar vertebra.
_HIGHEST = {"C": 8, "T": 12, "L": 6, "S": 5}
_EXAMPLES = {"cervical": "C5/6", "thoracic": "T7", "lumbar": "L5", "sacral": "S1"}
_ONE_SIDE = frozenset({"left", "right", "midline"})


def region_names(level: str) -> frozenset[str]:
    """Return lumbar for L5, both regions for T12-L1, and any other word as it is."""
    letters = _VERTEBRA.findall(level)
    named = frozenset(_REGION_OF_LETTER[letter.upper()] for letter in letters)
    return named or frozenset({level.lower()})


def is_level_of(level: str, regions: Iterable[str]) -> bool:
    """Tell whether a level is one of these, or a vertebra of these regions of the spine."""
    known = {_plain(each) for each in regions}
    if _plain(level) in known:
        return True
    found = _LEVEL.fullmatch(level.strip())
    if found is None:
        return False
    letter, first, other, last = found.groups()
    ends = [(letter, first), (other or letter, last or first)]
    exists = all(1 <= int(number) <= _HIGHEST[each.upper()] for each, number in ends)
    return exists and region_names(level) <= known


def example_levels(regions: Iterable[str]) -> list[str]:
    """Return what a level of each region looks like, where it has vertebrae."""
    return [_EXAMPLES[each] for each in regions if each in _EXAMPLES]


def _plain(words: str) -> str:
    return words.strip().lower().replace(" ", "_")


def may_be_one_level(level: str, other: str) -> bool:
    """Tell whether two levels may be one; a whole region may mean any level in it."""
    if level.lower() == other.lower():
        return True
    are_exact = _VERTEBRA.search(level) and _VERTEBRA.search(other)
    return not are_exact and bool(region_names(level) & region_names(other))


def may_be_one_side(side: str, other: str) -> bool:
    """Tell whether two sides may be one; unknown and both sides count as the same."""
    return side == other or not _ONE_SIDE.issuperset((side, other))


def may_be_two_sides(side: str, other: str) -> bool:
    """Tell whether two sides may differ; unknown and both sides have the other one in them."""
    return side != other or side not in _ONE_SIDE
