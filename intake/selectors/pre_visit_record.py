"""Reading what a clinician should know before a visit: answers, earlier visits, limits."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import get_language

from clinics.core.intervals import epoch_minute
from clinics.models import Clinic
from intake.core.triage import NO
from intake.models import Consent, ScreeningAnswers, TriageRecord
from intake.selectors.consent import consent_missing
from procedures.blood_thinners import QUESTION
from procedures.catalogue import Catalogue, current_catalogue
from procedures.models import RepeatLimit, ScreeningQuestion
from scheduling.core.limit_usage import Usage, usages
from scheduling.core.rule_context import OtherVisit, Treatment
from scheduling.core.status import COUNTED, Status
from scheduling.models import Appointment, AppointmentProcedure
from scheduling.selectors.repeat_limits import limits_for

_CONFIRM = ScreeningQuestion.Effect.CONFIRM


@dataclass(frozen=True, slots=True)
class Answer:
    """A health question and its answer: yes, no or unsure. detail: what was named.

    is_doubt: not as hoped; "not sure" counts as a yes, and a no where we hope for one.
    """

    question: ScreeningQuestion
    answer: str
    detail: str = ""

    @property
    def is_doubt(self) -> bool:
        """Whether a clinician should look at it."""
        return self.answer != ("yes" if self.question.effect == _CONFIRM else "no")


@dataclass(frozen=True, slots=True)
class Record:
    """What is known before a visit.

    answers: to the health questions, in their order. safety: those of the safety questions that
    were no plain no, as they were asked. visits: the patient's others here, the latest first.
    consents: given for this visit.
    """

    answers: tuple[Answer, ...] = ()
    safety: tuple[Mapping[str, Any], ...] = ()
    visits: tuple[Appointment, ...] = ()
    usages: tuple[Usage, ...] = ()
    consents: tuple[Consent, ...] = ()
    is_consent_missing: bool = False

    @property
    def doubts(self) -> tuple[Answer, ...]:
        """The answers a clinician should look at."""
        return tuple(each for each in self.answers if each.is_doubt)


def records_of(visits: Sequence[Appointment], *, clinic: Clinic) -> dict[int, Record]:
    """Return, by visit id, what a clinician should know of visits read with their procedures.

    Args:
        visits: of this clinic, which the caller may see; nothing of another clinic is told.

    Cost: at most 9 queries, whatever the number of visits.
    """
    catalogue = current_catalogue()
    answers, safety = _answers(visits, catalogue), _safety(visits)
    others, consents = _others(visits, clinic), _consents(visits)
    ids = [each.pk for each in visits]
    unsigned = set(
        Appointment.objects.filter(consent_missing(), pk__in=ids).values_list("pk", flat=True)
    )
    return {
        each.pk: Record(
            answers=answers.get(each.pk, ()),
            safety=safety.get(each.pk, ()),
            visits=tuple(one for one in others[each.patient_id] if one.pk != each.pk),
            usages=tuple(_usages(each, others[each.patient_id], clinic, catalogue)),
            consents=tuple(consents[each.pk]),
            is_consent_missing=each.pk in unsigned,
        )
        for each in visits
    }


def _answers(visits: Sequence[Appointment], catalogue: Catalogue) -> dict[int, tuple[Answer, ...]]:
    rows = ScreeningAnswers.objects.filter(appointment__in=visits).order_by("answered_at", "pk")
    latest = {row.appointment_id: row for row in rows}
    codes = {code for row in latest.values() for code in row.answers}
    questions = ScreeningQuestion.objects.in_bulk(codes, field_name="code")
    language = get_language() or ""
    drugs = {each.code: each.drug_in(language) for each in catalogue.lead_times}
    return {id_: tuple(_in_order(row, questions, drugs)) for id_, row in latest.items()}


def _in_order(
    row: ScreeningAnswers, questions: Mapping[str, ScreeningQuestion], drugs: Mapping[str, str]
) -> list[Answer]:
    named = "; ".join(drugs.get(code, code) for code in row.blood_thinners)
    found = [
        Answer(questions[code], answer, named if code == QUESTION else "")
        for code, answer in row.answers.items()
        if code in questions
    ]
    return sorted(found, key=lambda each: (each.question.position, each.question.code))


def _safety(visits: Sequence[Appointment]) -> dict[int | None, tuple[Mapping[str, Any], ...]]:
    rows = TriageRecord.objects.filter(appointment__in=visits).order_by("answered_at", "pk")
    return {
        row.appointment_id: tuple(each for each in row.answers if each["answer"] != NO)
        for row in rows
    }


def _others(
    visits: Sequence[Appointment], clinic: Clinic
) -> defaultdict[int | None, list[Appointment]]:
    procedures = AppointmentProcedure.objects.select_related("procedure_type")
    rows = (
        Appointment.objects.filter(
            clinic=clinic, patient__in={each.patient_id for each in visits if each.patient_id}
        )
        .exclude(status=Status.HELD)
        .order_by("-during", "-pk")
        .prefetch_related(Prefetch("procedures", procedures))
    )
    found: defaultdict[int | None, list[Appointment]] = defaultdict(list)
    for row in rows:
        found[row.patient_id].append(row)
    return found


def _consents(visits: Sequence[Appointment]) -> defaultdict[int, list[Consent]]:
    found: defaultdict[int, list[Consent]] = defaultdict(list)
    for row in Consent.objects.filter(appointment__in=visits).order_by("given_at", "pk"):
        found[row.appointment_id].append(row)
    return found


def _usages(
    visit: Appointment, others: Sequence[Appointment], clinic: Clinic, catalogue: Catalogue
) -> list[Usage]:
    codes = [row.procedure_type.code for row in visit.procedures.all()]
    types = [catalogue.types[code] for code in codes if code in catalogue.types]
    verdicts = RepeatLimit.Verdict
    limits = [*limits_for(types, verdicts.FORBIDDEN), *limits_for(types, verdicts.WARN)]
    known = [
        OtherVisit(epoch_minute(one.during.lower), epoch_minute(one.during.upper), treatment)
        for one in others
        if one.pk != visit.pk and one.status in COUNTED
        for treatment in _treatments(one)
    ]
    start = epoch_minute(visit.during.lower)
    return list(usages(limits, _treatments(visit), known, start=start, zone=clinic.zone))


def _treatments(visit: Appointment) -> list[Treatment]:
    return [
        Treatment(
            row.procedure_type.code,
            frozenset(row.procedure_type.groups),
            row.side,
            frozenset(row.levels),
        )
        for row in visit.procedures.all()
    ]
