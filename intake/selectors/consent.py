"""Reading what has to be agreed to, and whether it was."""

from collections.abc import Iterable, Sequence

from django.db.models import Exists, OuterRef, Q

from clinics.models import Clinic
from intake.models import Consent, ConsentText
from procedures.models import ProcedureType
from scheduling.models import AppointmentProcedure

TALK = ProcedureType.Category.CONSULTATION
FALLBACK = "en"


def consent_texts_for(
    *, clinic: Clinic, types: Sequence[ProcedureType], language: str
) -> list[ConsentText]:
    """Return the texts that a visit of these procedures asks for, each once. Cost: 1 query.

    Args:
        language: wished for; a version that lacks it comes in English.
    """
    texts = list(
        ConsentText.objects.filter(
            Q(clinic=None) | Q(clinic=clinic),
            Q(procedure_type=None) | Q(procedure_type__in=types),
            language__in=[language, FALLBACK],
            is_active=True,
        )
    )
    chosen = [_best(texts, each, language) for each in types]
    return list({text.pk: text for text in chosen if text is not None}.values())


def given_texts(ids: Iterable[int]) -> list[ConsentText]:
    """Return the texts that were ticked, also one that was switched off since. Cost: 1 query."""
    return list(ConsentText.objects.filter(pk__in=ids).order_by("pk"))


def consent_missing() -> Q:
    """Return the condition for visits: a text asks for consent, and nobody has given any."""
    wanted = ConsentText.objects.filter(
        Q(clinic=None) | Q(clinic=OuterRef("appointment__clinic")), is_active=True
    )
    special = wanted.filter(procedure_type=OuterRef("procedure_type"))
    general = wanted.filter(procedure_type=None)
    asking = AppointmentProcedure.objects.filter(
        Exists(special) | (~Q(procedure_type__category=TALK) & Exists(general)),
        appointment=OuterRef("pk"),
    )
    given = Consent.objects.filter(appointment=OuterRef("pk"))
    return Q(Exists(asking)) & ~Q(Exists(given))


def _best(
    texts: Iterable[ConsentText], procedure: ProcedureType, language: str
) -> ConsentText | None:
    """Return the most special text, of that the newest version, of that the right language."""
    fitting = [each for each in texts if _fits(each, procedure)]
    return max(
        fitting,
        key=lambda each: (
            each.procedure_type_id is not None,
            each.clinic_id is not None,
            each.version,
            each.language == language,
        ),
        default=None,
    )


def _fits(text: ConsentText, procedure: ProcedureType) -> bool:
    if text.procedure_type_id is None:
        return procedure.category != TALK
    return text.procedure_type_id == procedure.pk
