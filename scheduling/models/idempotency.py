"""Answers already given."""

from django.db import models

from scheduling.models.appointment import Appointment


class IdempotencyKey(models.Model):
    """The answer to one request of one caller, so that a retry gets the same.

    Written in the transaction of the booking it answers; removed after a few days.
    """

    caller = models.CharField(max_length=64, help_text="Who may ask again: a hash, never a name")
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 of the request")
    answer = models.JSONField(default=dict)
    appointment = models.ForeignKey(
        Appointment, on_delete=models.CASCADE, null=True, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["caller", "key"], name="idempotency_key_once_per_caller"
            ),
        ]

    def __str__(self) -> str:
        return self.key
