"""History."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from clinics.models.clinic import Clinic
from scheduling.core.event_kind import EventKind
from scheduling.models.appointment import Appointment


class AppointmentEvent(models.Model):
    """One thing that happened to one visit: history, audit and outbox in one.

    Written in the transaction of the change it tells of. A trigger refuses every later change but
    the mark `read_at`, with which notifications say that they have turned it into messages.
    """

    # No index that nobody reads by: history is asked for by visit, the outbox by read_at.
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+", db_index=False)
    appointment = models.ForeignKey(
        Appointment, on_delete=models.PROTECT, related_name="events", db_index=False
    )
    what = models.CharField(max_length=30, choices=[(kind.value, kind.value) for kind in EventKind])
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    revision = models.PositiveIntegerField()
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(what__in=[kind.value for kind in EventKind]),
                name="event_kind_is_known",
            )
        ]
        indexes = [
            models.Index(
                fields=["id"], condition=Q(read_at__isnull=True), name="event_waiting_to_be_read"
            ),
            models.Index(fields=["appointment", "id"], name="event_of_appointment"),
        ]

    def __str__(self) -> str:
        return f"{self.appointment_id} {self.what}"
