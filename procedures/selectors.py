"""All reads of the catalogue."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Prefetch, QuerySet
from django.utils.translation import get_language

from procedures.catalogue import current_catalogue
from procedures.errors import UnknownProcedure
from procedures.models import (
    CombinationRule,
    PreparationInstruction,
    ProcedureScreen,
    ProcedureType,
    SafetyQuestion,
    ScreeningQuestion,
)

# What may be a code at all. Anything else (10 kB of text, a NUL byte) never reaches the database.
CODE = re.compile(r"[a-z0-9_-]{1,50}")

SEVERITY: dict[str, int] = {
    CombinationRule.Verdict.FORBIDDEN: 0,
    CombinationRule.Verdict.WARN: 1,
    CombinationRule.Verdict.GOOD: 2,
}


@dataclass(frozen=True, slots=True)
class CombinationVerdict:
    """What one rule says about two procedure types, given in the order of the visit."""

    first: str
    second: str
    verdict: str
    scope: str
    min_hours: int | None
    reason: str
    override: str
    rule: str
    source: str


def active_procedures() -> QuerySet[ProcedureType]:
    """Return what is offered, in catalogue order. Cost: 1 query when read."""
    return ProcedureType.objects.filter(is_active=True)


def described_procedures() -> QuerySet[ProcedureType]:
    """Return what is offered with its questions and instructions. Cost: 3 queries when read.

    The questions of each are in `asked`, in the order of its questionnaire.
    """
    screens = ProcedureScreen.objects.filter(question__is_active=True).select_related("question")
    return active_procedures().prefetch_related(
        "instructions", Prefetch("procedure_screens", screens, to_attr="asked")
    )


def describe_procedure(code: str) -> ProcedureType:
    """Return one procedure type with its questions and instructions.

    Raises: UnknownProcedure for a code that is not in the catalogue or is retired.
    Cost: 3 queries, none for text that cannot be a code.
    """
    found = described_procedures().filter(code=code).first() if CODE.fullmatch(code) else None
    if found is None:
        raise UnknownProcedure([code])
    return found


def open_consultations() -> list[str]:
    """Return the codes of the consultations that anybody may book, in catalogue order.

    They are the way to everything that is not booked online. Cost: 1 query.
    """
    consultations = active_procedures().filter(
        category=ProcedureType.Category.CONSULTATION,
        online_policy=ProcedureType.OnlinePolicy.OPEN,
    )
    return list(consultations.values_list("code", flat=True))


def get_procedure(code: str) -> ProcedureType:
    """Return one procedure type that is offered.

    Raises: UnknownProcedure for a code that is not in the catalogue or is retired.
    Cost: 1 query, none for text that cannot be a code.
    """
    procedure = active_procedures().filter(code=code).first() if CODE.fullmatch(code) else None
    if procedure is None:
        raise UnknownProcedure([code])
    return procedure


def specs_for(codes: Sequence[str]) -> list[ProcedureType]:
    """Return what a visit is built from: the procedure types with their needs.

    Args: codes: in the order of the visit; a code may come twice.
    Returns: one entry per code, in the order asked, `needs` prefetched by position. They are
        shared with everybody who asks: never change them.
    Raises: UnknownProcedure naming every code that is not offered.
    Cost: 1 query, however many codes.
    """
    return current_catalogue().offered(codes)


def combination_verdicts(codes: Sequence[str]) -> list[CombinationVerdict]:
    """Return what the rules say about every two of these procedure types.

    Codes alone know no side, region or hour: the scope of a verdict says what the caller still
    has to look at. `after_within` is only returned where the second of the rule comes later in
    `codes`. Retired procedure types are answered for too: a past visit may be one of them.

    Args: codes: in the order of the visit, or (earlier, later) for two visits.
    Returns: forbidden first, then warnings, then what goes well; within these by rule position.
    Raises: UnknownProcedure naming every code that is not in the catalogue.
    Cost: 2 queries, however many codes.
    """
    rules = CombinationRule.objects.filter(is_active=True)
    return verdicts_between(_in_order(codes, ProcedureType.objects.all()), list(rules))


def verdicts_between(
    procedures: Sequence[ProcedureType], rules: Sequence[CombinationRule]
) -> list[CombinationVerdict]:
    """Return the same as combination_verdicts for what is read already. Cost: no query."""
    verdicts = [
        _verdict(rule, earlier, later)
        for rule in rules
        for earlier, later in combinations(procedures, 2)
        if _applies(rule, earlier, later)
    ]
    return sorted(dict.fromkeys(verdicts), key=lambda verdict: SEVERITY[verdict.verdict])


def screening_questions_for(codes: Sequence[str]) -> list[ScreeningQuestion]:
    """Return the questions to ask for a visit, each once, in the order of the questionnaire.

    Raises: UnknownProcedure naming every code that is not offered.
    Cost: 1 query.
    """
    return questions_of(current_catalogue().offered(codes))


def get_screening_question(code: str) -> ScreeningQuestion | None:
    """Return an active question, or None. Cost: 1 query."""
    return ScreeningQuestion.objects.filter(code=code, is_active=True).first()


def questions_of(procedures: Sequence[ProcedureType]) -> list[ScreeningQuestion]:
    """Return the same for procedure types out of the current catalogue. Cost: no query."""
    asked = {
        screen.question.code: screen.question
        for procedure in procedures
        for screen in asked_of(procedure)
    }
    return sorted(asked.values(), key=lambda question: (question.position, question.code))


def asked_of(procedure: ProcedureType) -> Sequence[ProcedureScreen]:
    """Return the active questions of a procedure type, read by whoever prefetched them."""
    asked: Sequence[ProcedureScreen] = procedure.asked  # type: ignore[attr-defined]
    return asked


def safety_questions() -> list[SafetyQuestion]:
    """Return the questions asked before any time is shown, the most urgent first. Cost: 1 query.

    Within a tier in the order of the clinic: an emergency is found before anything else is asked.
    """
    urgency = list(SafetyQuestion.Tier)
    questions = SafetyQuestion.objects.filter(is_active=True)
    return sorted(questions, key=lambda one: urgency.index(SafetyQuestion.Tier(one.tier)))


def emergency_questions() -> list[SafetyQuestion]:
    """Return the questions that stop a booking at once, in the clinic's order. Cost: 1 query."""
    return list(SafetyQuestion.objects.filter(is_active=True, tier=SafetyQuestion.Tier.EMERGENCY))


def instructions_for(codes: Sequence[str]) -> list[PreparationInstruction]:
    """Return how a patient gets ready for a visit, the earliest day first, each text once.

    Raises: UnknownProcedure naming every code that is not offered.
    Cost: 2 queries.
    """
    procedures = _in_order(codes, active_procedures())
    instructions = PreparationInstruction.objects.filter(procedure_type__in=procedures).order_by(
        "-day_offset", "procedure_type__position", "position"
    )
    once: dict[tuple[int, str], PreparationInstruction] = {}
    for instruction in instructions:
        once.setdefault((instruction.day_offset, instruction.text), instruction)
    return list(once.values())


def _in_order(codes: Sequence[str], procedures: QuerySet[ProcedureType]) -> list[ProcedureType]:
    well_formed = [code for code in codes if CODE.fullmatch(code)]
    known = {one.code: one for one in procedures.filter(code__in=well_formed)}
    missing = [code for code in dict.fromkeys(codes) if code not in known]
    if missing:
        raise UnknownProcedure(missing)
    return [known[code] for code in codes]


def _applies(rule: CombinationRule, earlier: ProcedureType, later: ProcedureType) -> bool:
    if rule.only_different_types and earlier == later:
        return False
    forwards = _is_first(rule, earlier) and _is_second(rule, later)
    if rule.scope == CombinationRule.Scope.AFTER_WITHIN:
        return forwards
    return forwards or (_is_first(rule, later) and _is_second(rule, earlier))


def _is_first(rule: CombinationRule, procedure: ProcedureType) -> bool:
    return rule.first_id == procedure.pk or rule.first_group in procedure.groups


def _is_second(rule: CombinationRule, procedure: ProcedureType) -> bool:
    return rule.second_id == procedure.pk or rule.second_group in procedure.groups


def _verdict(
    rule: CombinationRule, earlier: ProcedureType, later: ProcedureType
) -> CombinationVerdict:
    return CombinationVerdict(
        first=earlier.code,
        second=later.code,
        verdict=rule.verdict,
        scope=rule.scope,
        min_hours=rule.min_hours,
        reason=rule.reason_in(get_language() or ""),
        override=rule.override,
        rule=rule.code,
        source=rule.source,
    )
