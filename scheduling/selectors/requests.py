"""Reading what patients asked for and no clinician has answered yet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from people.models import User
from procedures.blood_thinners import QUESTION
from procedures.catalogue import current_catalogue
from procedures.models import ScreeningQuestion
from scheduling.core.status import Status
from scheduling.errors import NotFound, NotPossible
from scheduling.models import Appointment, Clinic, ScreeningAnswers
from scheduling.selectors.appointments import UNKNOWN, appointments_visible_to

_CONFIRM = ScreeningQuestion.Effect.CONFIRM


@dataclass(frozen=True, slots=True)
class Doubt:
    """An answer a clinician should look at. answer: yes, no or unsure. detail: what was named."""

    question: ScreeningQuestion
    answer: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """A request with all that is needed to answer it. doubts: in the order of the questions."""

    appointment: Appointment
    decide_by: datetime
    doubts: tuple[Doubt, ...]
    was_asked: bool


def open_requests(user: User, clinic: Clinic) -> list[OpenRequest]:
    """Return the requests of a clinic that wait for an answer, the most pressing first.

    Cost: 8 queries, whatever the number of requests.
    """
    latest = ScreeningAnswers.objects.order_by("-answered_at", "-pk")
    found = (
        appointments_visible_to(user, clinic)
        .filter(status=Status.REQUESTED)
        .order_by("decide_by", "pk")
        .prefetch_related(Prefetch("screening_answers", latest, to_attr="answers_latest_first"))
    )
    visits = list(found)
    drugs = {
        each.code: each.drug_in(get_language() or "") for each in current_catalogue().lead_times
    }
    codes = {code for visit in visits for code in _answers(visit)}
    questions = ScreeningQuestion.objects.in_bulk(codes, field_name="code")
    return [
        OpenRequest(
            appointment=visit,
            decide_by=visit.decide_by,
            doubts=tuple(_doubts(_answers(visit), questions, _named(visit, drugs))),
            was_asked=bool(_answers(visit)),
        )
        for visit in visits
        if visit.decide_by is not None
    ]


def get_request(*, user: User, clinic: Clinic, uid: UUID) -> Appointment:
    """Return one request that waits for an answer. Cost: 5 queries.

    Raises:
        NotFound: unknown, or not the caller's to see.
        NotPossible: it was answered or called off, or it has run out.
    """
    found = appointments_visible_to(user, clinic).filter(uid=uid).first()
    if found is None:
        raise NotFound(UNKNOWN)
    if found.status != Status.REQUESTED:
        raise NotPossible(_("This request does not wait for an answer any more."))
    return found


def count_open_requests(clinic: Clinic) -> int:
    """Return how many requests wait for an answer. Cost: 1 query."""
    return Appointment.objects.filter(clinic=clinic, status=Status.REQUESTED).count()


def _answers(visit: Appointment) -> Mapping[str, str]:
    given: list[ScreeningAnswers] = getattr(visit, "answers_latest_first", [])
    return given[0].answers if given else {}


def _named(visit: Appointment, drugs: Mapping[str, str]) -> str:
    """Return the blood thinners that were named, in words."""
    given: list[ScreeningAnswers] = getattr(visit, "answers_latest_first", [])
    return "; ".join(drugs.get(code, code) for each in given[:1] for code in each.blood_thinners)


def _doubts(
    answers: Mapping[str, str], questions: Mapping[str, ScreeningQuestion], medicines: str
) -> Iterable[Doubt]:
    """Yield what is not as hoped: "not sure" counts as a yes, and a no where we hope for one."""
    doubts = [
        Doubt(questions[code], answer, medicines if code == QUESTION else "")
        for code, answer in answers.items()
        if code in questions and answer != _hoped_for(questions[code])
    ]
    return sorted(doubts, key=lambda doubt: (doubt.question.position, doubt.question.code))


def _hoped_for(question: ScreeningQuestion) -> str:
    return "yes" if question.effect == _CONFIRM else "no"
