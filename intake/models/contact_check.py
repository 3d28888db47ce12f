"""Proving a phone or an address."""

import uuid

from django.db import models
from django.db.models import Q

from clinics.models.clinic import Clinic
from intake.core.contact import TRIES_PER_CODE, ContactChannel
from scheduling.models.appointment import Appointment


class ContactCheck(models.Model):
    """One code, sent to one phone or address while a time is held.

    `services.contact` creates it; it is closed when a newer code replaces it, when it is proven,
    or by its tries and its time. The code itself is not here: it is derived from `uid`. Rows are
    deleted after a day, for the address in them.
    """

    Channel = ContactChannel

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    appointment = models.ForeignKey(
        Appointment,
        on_delete=models.PROTECT,
        related_name="contact_checks",
        help_text="The held time it was asked for",
    )
    number = models.PositiveSmallIntegerField(help_text="Of the codes for this time, from 1")
    channel = models.CharField(
        max_length=10, choices=[(channel.value, channel.value) for channel in ContactChannel]
    )
    address = models.CharField(max_length=254, help_text="E.164 or e-mail address")
    language = models.CharField(max_length=5)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)
    proven_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True, help_text="When a visit was booked on it")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "number"], name="contact_check_number_once"
            ),
            models.UniqueConstraint(
                fields=["appointment"],
                condition=Q(closed_at=None),
                name="contact_check_one_open",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=[channel.value for channel in ContactChannel]),
                name="contact_check_channel_is_known",
            ),
            models.CheckConstraint(
                condition=Q(tries__lte=TRIES_PER_CODE), name="contact_check_tries_end"
            ),
            models.CheckConstraint(
                condition=Q(proven_at=None) | Q(closed_at__isnull=False),
                name="contact_check_proven_is_closed",
            ),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(proven_at__isnull=False),
                name="contact_check_used_was_proven",
            ),
        ]
        indexes = [
            models.Index(fields=["address", "created_at"], name="contact_check_by_address"),
        ]

    def __str__(self) -> str:
        return f"{self.appointment_id}.{self.number}"
