"""Where on the body: sides and levels as doctors write them.

What is not known for certain may be the same place and may be the other one: a limit that looks at
places is for safety, so doubt counts against the start.
"""

import re

_VERTEBRA = re.compile(r"(?<![a-z])([ctls])h?[0-9]", re.IGNORECASE)  # L5, L4/5, Th12, T12-L1
_REGION_OF_LETTER = {"C": "cervical", "T": "thoracic", "L": "lumbar", "S": "sacral"}
_ONE_SIDE = frozenset({"left", "right", "midline"})


def region_names(level: str) -> frozenset[str]:
    """Return lumbar for L5, both regions for T12-L1, and any other word as it is."""
    letters = _VERTEBRA.findall(level)
    named = frozenset(_REGION_OF_LETTER[letter.upper()] for letter in letters)
    return named or frozenset({level.lower()})


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
