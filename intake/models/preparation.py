"""What a patient has done to get ready."""

from django.db import models

from scheduling.models.appointment import Appointment


class PreparationTick(models.Model):
    """One line of the checklist of a visit, ticked by the patient.

    `services.preparing` writes it when the line is ticked and deletes it when the tick is taken
    back. It is the patient's own list: nothing is decided by it.
    """

    appointment = models.ForeignKey(
        # The list has no life without its visit.
        Appointment,
        on_delete=models.CASCADE,
        related_name="preparation_ticks",
    )
    item = models.CharField(max_length=32, help_text="A fixed code, or a hash of the line's words")
    ticked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "item"], name="preparation_tick_once_per_item"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appointment_id} {self.item}"
