"""Where the answers to the safety questions lead. No database."""

from itertools import product

import pytest

from intake.core.triage import ANSWERS, Question, SafetyOutcome, Tier, triage

E, U, S = (Question(code, tier) for code, tier in zip("eus", Tier, strict=True))
QUESTIONS = [E, U, S]
ORDER = [
    SafetyOutcome.EMERGENCY,
    SafetyOutcome.TODAY,
    SafetyOutcome.CONSULTATION,
    SafetyOutcome.CLEAR,
]

CASES = [
    ({"e": "no", "u": "no", "s": "no"}, SafetyOutcome.CLEAR, "all no"),
    ({"e": "no", "u": "no", "s": "yes"}, SafetyOutcome.CONSULTATION, "S"),
    ({"e": "no", "u": "no", "s": "unsure"}, SafetyOutcome.CONSULTATION, "S not sure"),
    ({"e": "no", "u": "yes", "s": "no"}, SafetyOutcome.TODAY, "U"),
    ({"e": "no", "u": "unsure", "s": "yes"}, SafetyOutcome.TODAY, "U not sure outranks S"),
    ({"e": "yes", "u": "no", "s": "no"}, SafetyOutcome.EMERGENCY, "E"),
    ({"e": "unsure", "u": "yes", "s": "yes"}, SafetyOutcome.EMERGENCY, "E not sure outranks all"),
    ({"e": "yes"}, SafetyOutcome.EMERGENCY, "E decides before the rest is asked"),
    ({"u": "yes"}, SafetyOutcome.UNANSWERED, "U waits for E to be asked"),
    ({"e": "no", "u": "yes"}, SafetyOutcome.UNANSWERED, "U waits for all"),
    ({"e": "no", "s": "no"}, SafetyOutcome.UNANSWERED, "one missing"),
    ({}, SafetyOutcome.UNANSWERED, "nothing answered"),
    ({"e": "", "u": "no", "s": "no"}, SafetyOutcome.EMERGENCY, "anything but no is a yes"),
    ({"e": "No", "u": "no", "s": "no"}, SafetyOutcome.EMERGENCY, "also no in other letters"),
    ({"e": "no", "u": "no", "s": "no", "x": "yes"}, SafetyOutcome.CLEAR, "a question nobody asks"),
]


@pytest.mark.parametrize(
    ("answers", "outcome"), [case[:2] for case in CASES], ids=[case[2] for case in CASES]
)
def test_answers_lead_to(answers: dict[str, str], outcome: SafetyOutcome) -> None:
    assert triage(QUESTIONS, answers) is outcome
    assert triage(reversed(QUESTIONS), answers) is outcome


@pytest.mark.parametrize("questions", [[], [U, S]], ids=["no questions", "no emergency question"])
def test_broken_question_set_clears_nobody(questions: list[Question]) -> None:
    assert triage(questions, {"u": "no", "s": "no"}) is SafetyOutcome.UNANSWERED


def test_more_urgent_answer_never_leads_to_a_milder_outcome() -> None:
    for values in product(ANSWERS, repeat=3):
        answers = dict(zip("eus", values, strict=True))
        outcome = triage(QUESTIONS, answers)
        for code in answers:
            raised = triage(QUESTIONS, answers | {code: "unsure"})
            assert ORDER.index(raised) <= ORDER.index(outcome)
