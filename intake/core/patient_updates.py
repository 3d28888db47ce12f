"""What patients may tell before a visit, and how soon somebody has to read it."""

from collections.abc import Iterable
from enum import StrEnum

from scheduling.core.flag import Flag, flag_about


class Topic(StrEnum):
    """What is new, by choice; the patient's own words stand beside it."""

    SYMPTOM = "symptom"
    INFECTION = "infection"
    FALL = "fall"
    BLOOD_THINNER = "blood_thinner"
    MEDICINE = "medicine"
    PREGNANT = "pregnant"
    ALLERGY = "allergy"
    OTHER = "other"


ASKED_ABOUT = frozenset({Topic.SYMPTOM, Topic.INFECTION, Topic.FALL})
"""May be a red flag: the safety questions are asked at once. Source: domain facts, section 2."""

URGENT = ASKED_ABOUT | {Topic.BLOOD_THINNER, Topic.PREGNANT}
"""May mean that the visit must not go on as planned. Clinic default, unconfirmed."""


def is_urgent(topics: Iterable[str]) -> bool:
    """Whether a clinician reads it today."""
    return not URGENT.isdisjoint(topics)


def flags_for(topics: Iterable[str]) -> list[str]:
    """Return the flags of a visit whose news nobody has read yet."""
    return [flag_about(Flag.NEWS, topic) for topic in topics]


def flags_once_read(flags: Iterable[str], topics: Iterable[str]) -> list[str]:
    """Return the flags after somebody has taken these topics over: still said, no longer open."""
    waiting = set(flags_for(topics))
    read = [
        flag_about(Flag.NEWS_READ, each.removeprefix(Flag.NEWS)) if each in waiting else each
        for each in flags
    ]
    return list(dict.fromkeys(read))
