from django.db import models

from languages.translated import Translated
from procedures.models.procedure_type import ProcedureType


class PreparationInstruction(Translated):
    """What a patient does to get ready, and how many days before the visit.

    Written by `load_catalogue`. The texts are examples for a clinician to confirm and never tell
    anybody to stop a medicine. Shown on the visit page by local date, never as an instant.
    """

    TRANSLATED = ("text",)

    procedure_type = models.ForeignKey(
        # Part of the catalogue entry, without a life of its own.
        ProcedureType,
        on_delete=models.CASCADE,
        related_name="instructions",
    )
    position = models.PositiveSmallIntegerField()
    day_offset = models.PositiveSmallIntegerField(help_text="Days before; 0 is the day itself.")
    text = models.TextField()

    class Meta:
        ordering = ("procedure_type", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("procedure_type", "position"), name="procedures_instruction_position_unique"
            ),
        )

    def __str__(self) -> str:
        return f"day -{self.day_offset}: {self.text}"

    def text_in(self, language: str) -> str:
        """Return the instruction in a language ("uk", "uk-UA", "en"), English if missing."""
        return self.said("text", language)
