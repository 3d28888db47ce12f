"""What the answers to the safety questions mean, before any time is shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Tier(StrEnum):
    """How urgent a yes is; the words of procedures.SafetyQuestion.Tier."""

    EMERGENCY = "emergency"
    TODAY = "today"
    CONSULTATION = "consultation"


class SafetyOutcome(StrEnum):
    """Where the answers lead. UNANSWERED is not clear: nothing may be offered on it.

    EMERGENCY: stop, no times, tell the clinic. TODAY: no booking, a clinician calls.
    CONSULTATION: consultations, and what a doctor has ordered.
    """

    EMERGENCY = "emergency"
    TODAY = "today"
    CONSULTATION = "consultation"
    CLEAR = "clear"
    UNANSWERED = "unanswered"


STOPS = frozenset({SafetyOutcome.EMERGENCY, SafetyOutcome.TODAY})
"""Outcomes after which nothing is booked online."""

NO = "no"
ANSWERS = ("yes", NO, "unsure")


@dataclass(frozen=True, slots=True)
class Question:
    """A question as far as it decides something."""

    code: str
    tier: Tier


def triage(questions: Iterable[Question], answers: Mapping[str, str]) -> SafetyOutcome:
    """Return where the answers lead; the most urgent yes wins.

    Everything but a plain no counts as a yes, "not sure" above all. One emergency decides at
    once; anything else only when every question is answered, so that an emergency further down is
    never missed. Without an emergency question nothing is clear: the set is broken.

    Args:
        answers: by question code; answers to other questions are ignored.

    Source: domain facts, section 2.
    """
    asked = list(questions)
    tiers = {each.tier for each in asked if answers.get(each.code, NO) != NO}
    if Tier.EMERGENCY in tiers:
        return SafetyOutcome.EMERGENCY
    is_whole = any(each.tier is Tier.EMERGENCY for each in asked)
    if not is_whole or any(each.code not in answers for each in asked):
        return SafetyOutcome.UNANSWERED
    for tier in (Tier.TODAY, Tier.CONSULTATION):
        if tier in tiers:
            return SafetyOutcome(tier)
    return SafetyOutcome.CLEAR
