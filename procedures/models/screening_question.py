from django.db import models

from languages.translated import Translated
from procedures.models.constraints import is_one_of
from procedures.models.procedure_type import ProcedureType


class ScreeningQuestion(Translated):
    """One safety question asked before a booking, and what a yes (or "not sure") leads to.

    Written by `load_catalogue`; the wording is an example a clinician has to confirm. `version`
    rises with the wording, so stored answers stay readable.
    """

    TRANSLATED = ("text",)

    class Effect(models.TextChoices):
        HOLD = "hold", "Booking waits for a clinician"
        TASK = "task", "Opens a task for a clinician"
        FLAG = "flag", "Shown to staff"
        CONFIRM = "confirm", "Patient confirms"
        STOP = "stop", "No booking, urgent advice"

    code = models.SlugField(max_length=50, unique=True)
    text = models.TextField()
    effect = models.CharField(max_length=10, choices=Effect)
    applies = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True, help_text="For staff.")
    version = models.PositiveSmallIntegerField(default=1)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ("position", "code")
        constraints = (
            is_one_of(
                "effect",
                ("hold", "task", "flag", "confirm", "stop"),
                name="procedures_question_effect_known",
            ),
        )

    def __str__(self) -> str:
        return self.code

    def text_in(self, language: str) -> str:
        """Return the question in a language ("uk", "uk-UA", "en"), English if missing."""
        return self.said("text", language)


class ProcedureScreen(models.Model):
    """A screening question is asked for a procedure type, at this place in the list."""

    procedure_type = models.ForeignKey(
        # Part of the catalogue entry, without a life of its own.
        ProcedureType,
        on_delete=models.CASCADE,
        related_name="procedure_screens",
    )
    question = models.ForeignKey(
        ScreeningQuestion, on_delete=models.PROTECT, related_name="procedure_screens"
    )
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("procedure_type", "position")
        constraints = (
            # Deferred, so that a reload can change the order of the questions row by row.
            models.UniqueConstraint(
                fields=("procedure_type", "position"),
                name="procedures_screen_position_unique",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=("procedure_type", "question"), name="procedures_screen_question_unique"
            ),
        )

    def __str__(self) -> str:
        return f"{self.procedure_type_id}: {self.question_id}"
