"""What staff must know of a visit before it begins: one table of flags, and what cures each.

A flag is stored as one word. Those of a family say more behind their prefix: `told_diabetes` is
`Flag.TOLD` about the question `diabetes`. What the catalogue only warns of is stored under the
catalogue's own code of the rule; its words are data, not code.
"""

from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import Self

MOST_SIGNS = 40
"""Length of a stored flag."""


class Cure(StrEnum):
    """What takes a flag away."""

    NAME_SIDE = "name_side"
    ATTACH_ORDER = "attach_order"
    ANSWER_QUESTIONS = "answer_questions"
    REVIEW_MEDICINE = "review_medicine"
    SIGN_CONSENT = "sign_consent"
    CALL = "call"
    READ = "read"
    DECIDE = "decide"
    NONE = "none"
    """Nothing: it is a fact that staff must know."""


class Flag(StrEnum):
    """One thing that staff must know. is_blocking: the procedure must not start with it."""

    is_blocking: bool
    cure: Cure

    def __new__(cls, code: str, is_blocking: bool, cure: Cure) -> Self:
        flag = str.__new__(cls, code)
        flag._value_ = code
        flag.is_blocking, flag.cure = is_blocking, cure
        return flag

    SIDE_MISSING = "side_missing", True, Cure.NAME_SIDE
    BLOOD_THINNER = "blood_thinner_review", True, Cure.REVIEW_MEDICINE
    BLOOD_THINNER_REVIEWED = "blood_thinner_reviewed", False, Cure.NONE
    CONSENT_MISSING = "consent_missing", True, Cure.SIGN_CONSENT
    MISSING_ORDER = "missing_order", False, Cure.ATTACH_ORDER
    ACCEPTED_WITHOUT_ORDER = "accepted_without_order", False, Cure.NONE
    SCREENING_OPEN = "screening_open", False, Cure.ANSWER_QUESTIONS
    TEST_BLOCK_MISSING = "test_block_missing", False, Cure.DECIDE
    RED_FLAG_S = "red_flag_s", False, Cure.DECIDE
    CALL_ONLY = "call_only", False, Cure.CALL
    CALLED = "called", False, Cure.NONE

    # Limits that staff went past: named as the rule that refuses patients (core/rules.py).
    LEAD_TIME = "lead_time", False, Cure.DECIDE
    AFTER_ORDER = "order", False, Cure.ATTACH_ORDER
    REPEAT_INTERVAL = "repeat_interval", False, Cure.DECIDE
    REPEAT_COUNT = "repeat_count", False, Cure.DECIDE
    MAX_PER_DAY = "max_per_day", False, Cure.DECIDE
    KEPT_APART = "kept_apart", False, Cure.DECIDE
    COMBINATION = "combination", False, Cure.DECIDE

    # Families: the rest of the word says which.
    TOLD = "told_", False, Cure.DECIDE
    NEWS = "news_", False, Cure.READ
    NEWS_READ = "read_", False, Cure.NONE
    UNUSUAL_INTERVAL = "unusual_interval", False, Cure.DECIDE
    UNUSUAL_COUNT = "unusual_count", False, Cure.DECIDE


FAMILIES = (Flag.TOLD, Flag.NEWS, Flag.NEWS_READ, Flag.UNUSUAL_INTERVAL, Flag.UNUSUAL_COUNT)
"""A stored flag of one of these begins with its code."""


_KNOWN = {flag.value: flag for flag in Flag}


class UnknownFlag(ValueError):
    """A word that is in no table was to be noted on a visit."""


def flag_about(family: Flag, about: str) -> str:
    """Return the stored word of a flag of a family: Flag.TOLD about diabetes."""
    joint = "" if family.endswith("_") or not about else "_"
    return f"{family}{joint}{about}"[:MOST_SIGNS].rstrip("_")


def family_of(stored: str) -> tuple[Flag, str] | None:
    """Return the flag that a stored word belongs to, and what it is about.

    None for what no table knows: a warning by the code of a catalogue rule, or a slip.
    """
    for family in FAMILIES:
        if stored.startswith(family) and stored != family.rstrip("_"):
            return family, stored.removeprefix(family).lstrip("_")
    known = _KNOWN.get(stored)
    return (known, "") if known else None


def checked_flags(flags: Iterable[str], warnings: Collection[str] = ()) -> list[str]:
    """Return the flags to store, each once and in order.

    Args:
        warnings: codes of the catalogue's rules that may be told, cut to MOST_SIGNS.

    Raises:
        UnknownFlag: a word that is in no table.
    """
    found = list(dict.fromkeys(str(each) for each in flags))
    for each in found:
        if family_of(each) is None and each not in warnings:
            raise UnknownFlag(f"'{each}' is no flag; the table is scheduling/core/flag.py")
    return found
