"""What a visit asks on the page of health and consent."""

from collections.abc import Sequence
from dataclasses import dataclass

from clinics.models import Clinic
from intake.models import ConsentText
from intake.selectors.consent import consent_texts_for
from procedures.models import ScreeningQuestion
from procedures.selectors import screening_questions_for, specs_for
from web.patient.booking.visit_request import health_questions
from web.patient.draft import Draft
from web.templatetags.page_languages import page_language


@dataclass(frozen=True, slots=True)
class Asked:
    """Health questions, and texts to agree to."""

    questions: list[ScreeningQuestion]
    texts: list[ConsentText]


def asked_for(clinic: Clinic, draft: Draft) -> Asked:
    """Return what is asked for the chosen visit, in the language of the page. Cost: 2 queries."""
    return Asked(health_questions(draft), _texts(clinic, [draft.procedure, *draft.others]))


def asks_anything(clinic: Clinic, codes: Sequence[str]) -> bool:
    """Whether a visit of these procedures has the page at all."""
    return bool(screening_questions_for(codes) or _texts(clinic, codes))


def _texts(clinic: Clinic, codes: Sequence[str]) -> list[ConsentText]:
    return consent_texts_for(clinic=clinic, types=specs_for(codes), language=page_language())
