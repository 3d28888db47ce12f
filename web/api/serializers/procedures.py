"""The catalogue as programs read it."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from rest_framework import serializers

from procedures.models import ProcedureType, ScreeningQuestion
from scheduling.core.online_policy import is_staff_only
from web.api.serializers.slots import ClinicQuery

PLAIN_FIELDS = (
    "code",
    "name",
    "category",
    "preparation_minutes",
    "procedure_minutes",
    "observation_minutes",
    "total_minutes",
    "setting",
    "anaesthesia",
    "online_policy",
    "laterality",
    "laterality_values",
    "level_rule",
    "regions",
    "max_levels_per_session",
    "escort_required",
    "no_driving_hours",
    "fasting",
)


class LanguageQuery(ClinicQuery):
    """In which language the wording for patients is wanted."""

    language = serializers.ChoiceField(settings.LANGUAGES, default="en")


class QuestionSerializer(serializers.Serializer[Any]):
    """A safety question to ask before booking; answer yes, no or unsure."""

    question = serializers.CharField(help_text="Its code: the key of the answer.")
    text = serializers.CharField()
    effect = serializers.ChoiceField(
        ScreeningQuestion.Effect.choices, help_text="What yes or unsure leads to."
    )


class InstructionSerializer(serializers.Serializer[Any]):
    """How the patient gets ready. Example wording, for the clinic to confirm."""

    days_before = serializers.IntegerField(help_text="0 is the day itself.")
    text = serializers.CharField()


class ProcedureSerializer(serializers.ModelSerializer[ProcedureType]):
    """One catalogue entry."""

    total_minutes = serializers.IntegerField(help_text="Arrival to discharge.")
    plain_name = serializers.CharField(help_text="What patients read.")
    description = serializers.CharField(allow_blank=True)
    bookable_online = serializers.BooleanField(help_text="False: only staff book it.")
    book_instead = serializers.ListField(
        child=serializers.CharField(),
        help_text="If it is not bookable online: codes of consultations that lead to it.",
    )
    screening = QuestionSerializer(many=True)
    instructions = InstructionSerializer(many=True)

    class Meta:
        model = ProcedureType
        fields = (
            *PLAIN_FIELDS,
            "plain_name",
            "description",
            "bookable_online",
            "book_instead",
            "screening",
            "instructions",
        )


class ProceduresSerializer(serializers.Serializer[Any]):
    """The catalogue, in its own order."""

    procedures = ProcedureSerializer(many=True)


def procedure_answer(
    procedure: ProcedureType, language: str, consultations: Sequence[str]
) -> dict[str, Any]:
    """Return a catalogue entry as JSON, from described_procedures().

    Args:
        consultations: codes of those anybody may book.
    """
    is_online = not is_staff_only([procedure.online_policy])
    return {
        **{name: getattr(procedure, name) for name in PLAIN_FIELDS},
        "plain_name": procedure.plain_name_in(language),
        "description": procedure.description_in(language),
        "bookable_online": is_online,
        "book_instead": [] if is_online else list(consultations),
        "screening": [_question(each.question, language) for each in _asked(procedure)],
        "instructions": [
            {"days_before": each.day_offset, "text": each.text_in(language)}
            for each in procedure.instructions.all()
        ],
    }


def _asked(procedure: ProcedureType) -> list[Any]:
    return list(getattr(procedure, "asked", ()))


def _question(question: ScreeningQuestion, language: str) -> dict[str, str]:
    return {
        "question": question.code,
        "text": question.text_in(language),
        "effect": question.effect,
    }
