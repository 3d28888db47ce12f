"""What patients answered."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from scheduling.models.appointment import Appointment


class ScreeningAnswers(models.Model):
    """The answers given for one visit. Never changed: a new answer is a new row."""

    class Outcome(models.TextChoices):
        """What the answers mean for the visit."""

        CLEAR = "clear"
        REVIEW = "review"
        STOP = "stop"

    appointment = models.ForeignKey(
        Appointment, on_delete=models.PROTECT, related_name="screening_answers"
    )
    version = models.CharField(max_length=20, help_text="Of the question set")
    answers = models.JSONField(help_text="Question code: yes, no or unsure")
    blood_thinners = ArrayField(
        models.SlugField(max_length=50),
        default=list,
        blank=True,
        db_default=[],
        help_text="Those that were named, as codes of the catalogue",
    )
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=["clear", "review", "stop"]),
                name="screening_outcome_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appointment_id}: {self.outcome}"
