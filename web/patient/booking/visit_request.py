"""The visit request: the procedure a patient chose, and what they added to it."""

from dataclasses import dataclass
from datetime import datetime

from clinics.models import Clinic
from intake.selectors.clinical_review import with_lead_time
from procedures import blood_thinners
from procedures.models import ProcedureType
from procedures.selectors import asked_of, questions_of, specs_for
from scheduling.models import Order
from scheduling.selectors.combinations import in_sequence
from scheduling.selectors.plan import (
    BodyPart,
    VisitPlan,
    beside,
    for_patient,
    plan_visit,
    to_treatment,
)
from web.patient.booking.details_form import UNSURE
from web.patient.booking.order import order_for, plain_label
from web.patient.draft import Draft


@dataclass(frozen=True, slots=True)
class VisitRequest:
    """Procedures in the order they are done, each with its body part as far as it is known.

    main: the one that was chosen first. order: for that one.
    """

    main: ProcedureType
    order: Order | None
    types: tuple[ProcedureType, ...]
    parts: tuple[BodyPart, ...]

    @property
    def codes(self) -> list[str]:
        """Codes in the order of the visit."""
        return [each.code for each in self.types]

    @property
    def is_combined(self) -> bool:
        """Whether more than one procedure is done in the visit."""
        return len(self.types) > 1

    @property
    def added(self) -> list[tuple[str, str]]:
        """Code and name of what was added, in the order of the visit."""
        pairs = zip(self.types, self.labels, strict=True)
        return [(each.code, label) for each, label in pairs if each != self.main]

    @property
    def labels(self) -> list[str]:
        """What patients call them, in the order of the visit."""
        pairs = zip(self.types, self.parts, strict=True)
        return [plain_label(each, part.side) for each, part in pairs]

    def screening(self, draft: Draft) -> dict[str, str]:
        """Return what was answered to the questions of this visit, here and before the times."""
        if not draft.asks_health:
            return {}
        told = {blood_thinners.QUESTION: draft.thinner} if draft.thinner else {}
        asked = {question.code for question in questions_of(self.types)}
        return {code: each for code, each in {**draft.answers, **told}.items() if code in asked}

    @property
    def asks_blood_thinner(self) -> bool:
        """Whether days depend on a blood thinner, so that it is asked before any time is shown."""
        return any(
            _asks(each) and blood_thinners.needs_review(each, to_treatment(each, part).regions)
            for each, part in zip(self.types, self.parts, strict=True)
        )


def visit_request_of(draft: Draft, clinic: Clinic, code: str, *, now: datetime) -> VisitRequest:
    """Return the visit around a procedure as this browser has put it together. Cost: 2 queries.

    Raises:
        UnknownProcedure: a code that is not offered.
    """
    added = draft.added if draft.added_to == code else []
    main, *others = specs_for([code, *(each["code"] for each in added)])
    order = order_for(draft, clinic, main, now.astimezone(clinic.zone).date())
    details = draft.details if draft.procedure == code else {}
    here = BodyPart(order.side, tuple(order.levels)) if order else body_part(details)
    pairs = [(main, here), *zip(others, map(body_part, added), strict=True)]
    types, parts = zip(*in_sequence(pairs), strict=True)
    return VisitRequest(main, order, tuple(types), tuple(parts))


def body_part(said: dict[str, str]) -> BodyPart:
    """Return side and region as the patient chose them; "not sure" is nothing."""
    side, level = (said.get(name, "").replace(UNSURE, "") for name in ("side", "level"))
    return BodyPart(side, (level,) if level else ())


def plan_of(
    wanted: VisitRequest,
    clinic: Clinic,
    draft: Draft,
    *,
    now: datetime,
    ignoring: int | None = None,
) -> VisitPlan:
    """Return the plan of a visit as far as this patient is known.

    Args:
        ignoring: pk of the time the patient keeps already: it stays on offer to them.

    Raises:
        RuleBroken: these are not done in one visit.
    """
    plan = plan_visit(
        clinic=clinic, codes=wanted.codes, now=now, body_parts=wanted.parts, order=wanted.order
    )
    if wanted.order:
        plan = for_patient(plan, wanted.order.patient, ignoring=ignoring)
    else:
        plan = beside(plan, ignoring)
    if not (draft.thinner and wanted.asks_blood_thinner):
        return plan
    return with_lead_time(
        plan,
        answers={blood_thinners.QUESTION: draft.thinner},
        medicines=draft.medicines,
        since=datetime.fromisoformat(draft.thinner_at),
    )


def _asks(procedure: ProcedureType) -> bool:
    return any(screen.question.code == blood_thinners.QUESTION for screen in asked_of(procedure))
