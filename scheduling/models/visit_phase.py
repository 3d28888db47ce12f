"""Parts of a visit."""

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models

from scheduling.core.demand import Phase
from scheduling.models.appointment import Appointment


class VisitPhase(models.Model):
    """Preparation, procedure or observation of one visit: planned span and what really happened."""

    # Indexed by visit_phase_once_per_visit.
    appointment = models.ForeignKey(
        Appointment, on_delete=models.CASCADE, related_name="phases", db_index=False
    )
    kind = models.CharField(max_length=20, choices=[(phase.value, phase.value) for phase in Phase])
    position = models.PositiveSmallIntegerField()
    planned = DateTimeRangeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "kind"], name="visit_phase_once_per_visit"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    planned__isempty=False, planned__lower_inf=False, planned__upper_inf=False
                ),
                name="visit_phase_is_bounded",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True)
                | models.Q(ended_at__gte=models.F("started_at")),
                name="visit_phase_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appointment_id} {self.kind}"
