"""Storing what patients answered, and what it means."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from clinics.errors import InvalidRequest
from intake.models import ScreeningAnswers
from procedures.models import ProcedureType, ScreeningQuestion
from procedures.selectors import questions_of
from scheduling.core.flag import Flag, flag_about
from scheduling.core.online_policy import ScreeningOutcome
from scheduling.models import Appointment

ANSWERS = frozenset({"yes", "no", "unsure"})
# A question whose "yes" a clinician must look at before the visit.
REVIEWED = frozenset({"hold", "task"})
# A question whose answer staff read on the day.
TOLD = frozenset({"hold", "flag", "confirm"})


def judge_screening(types: Sequence[ProcedureType], answers: Mapping[str, str]) -> ScreeningOutcome:
    """Return what the answers mean for a visit; "not sure" counts as yes. Cost: no query.

    Args:
        types: out of the current catalogue, with their questions.

    Raises:
        InvalidRequest: an answer that is none of yes, no, unsure, or to an unknown question.
    """
    questions = {question.code: question for question in questions_of(types)}
    for code, answer in answers.items():
        if code not in questions or answer not in ANSWERS:
            raise InvalidRequest(
                _("Answer the questions of this procedure with yes, no or unsure."),
                field="screening",
            )
    return _outcome(questions, answers)


def told_flags(types: Sequence[ProcedureType], answers: Mapping[str, str]) -> list[str]:
    """Return what staff must know of the answers, in the order of the questions. Cost: no query.

    A blood thinner has flags of its own (selectors/reviews.py).
    """
    return [
        flag_about(Flag.TOLD, question.code)
        for question in questions_of(types)
        if question.effect in TOLD
        and answers.get(question.code, hoped_for(question)) != hoped_for(question)
    ]


def hoped_for(question: ScreeningQuestion) -> str:
    """Return the answer that raises no doubt."""
    return "yes" if question.effect == "confirm" else "no"


def new_answers(
    appointment: Appointment,
    answers: Mapping[str, str],
    *,
    outcome: ScreeningOutcome,
    now: datetime,
    medicines: Sequence[str] = (),
) -> list[ScreeningAnswers]:
    """Return what was answered, with the version of the questions; nothing if nothing was."""
    if not answers:
        return []
    return [
        ScreeningAnswers(
            appointment=appointment,
            version=f"{now:%Y-%m}",
            answers=dict(answers),
            blood_thinners=list(medicines),
            outcome=ScreeningOutcome.REVIEW if outcome is ScreeningOutcome.UNANSWERED else outcome,
            answered_at=now,
        )
    ]


def _outcome(
    questions: Mapping[str, ScreeningQuestion], answers: Mapping[str, str]
) -> ScreeningOutcome:
    yes = {questions[code].effect for code, answer in answers.items() if answer != "no"}
    if "stop" in yes:
        return ScreeningOutcome.STOP
    if yes & REVIEWED:
        return ScreeningOutcome.REVIEW
    asked = {code for code, each in questions.items() if each.effect in REVIEWED | {"stop"}}
    return ScreeningOutcome.CLEAR if asked <= answers.keys() else ScreeningOutcome.UNANSWERED
