"""Manage links that were replaced."""

from django.db import models

from scheduling.models.appointment import Appointment


class ReplacedLink(models.Model):
    """A manage link that was sent and opens its visit no more, because the visit has moved.

    `services.links` writes it when a visit gets a newer link. It only tells whoever comes by the
    older message where the visit is now. Never changed; it goes with the visit.
    """

    appointment = models.ForeignKey(
        Appointment, on_delete=models.PROTECT, related_name="replaced_links"
    )
    token_hash = models.CharField(max_length=64, editable=False)
    replaced_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token_hash"], name="replaced_link_token_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.appointment_id} until {self.replaced_at}"
