"""The outbox."""

import hashlib
import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from clinics.models import Clinic
from intake.models import ClinicAlert
from notifications.schedule import TO_STAFF, Channel, MessageKind
from scheduling.models import Appointment


class OutboxMessage(models.Model):
    """One message on one way, planned or done: to a patient about a visit, or to a clinic.

    `services.schedule` creates it from the history of a visit, `services.alerts` from an alert,
    `services.send_now` for a contact check; `services.dispatch` ends it.
    Neither text nor address is kept: both are made at the moment of sending, from what is true
    then. Losing everything in Redis loses no message.
    """

    Kind = MessageKind
    Channel = Channel

    class Status(models.TextChoices):
        """Where it stands. Only pending goes on; the rest is final."""

        PENDING = "pending"
        SENT = "sent"
        CANCELLED = "cancelled", "cancelled: no longer true"
        EXPIRED = "expired", "expired: too late to be useful"
        DEAD = "dead", "dead: refused for good"
        UNCERTAIN = "uncertain", "uncertain: perhaps delivered, not repeated"

    dedup_key = models.CharField(
        max_length=120,
        help_text="visit:schedule_revision:kind:offset:channel:recipient, or alert:kind:channel",
    )
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+")
    appointment = models.ForeignKey(
        Appointment, on_delete=models.PROTECT, null=True, blank=True, related_name="messages"
    )
    alert = models.ForeignKey(
        ClinicAlert, on_delete=models.PROTECT, null=True, blank=True, related_name="messages"
    )
    schedule_revision = models.PositiveIntegerField(
        default=0, help_text="Void once the visit has another"
    )
    kind = models.CharField(
        max_length=20, choices=[(kind.value, kind.value) for kind in MessageKind]
    )
    offset = models.CharField(
        max_length=10, help_text="0 at once; 3d, 1d, 3h before the visit; number of a code"
    )
    channel = models.CharField(
        max_length=10, choices=[(channel.value, channel.value) for channel in Channel]
    )
    recipient_no = models.PositiveSmallIntegerField(default=0, help_text="0: the patient")
    due_at = models.DateTimeField()
    not_after = models.DateTimeField(help_text="Later it would be of no use")
    next_try_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PENDING)
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_token = models.UUIDField(null=True, blank=True)
    send_started_at = models.DateTimeField(
        null=True, blank=True, help_text="While pending: a try whose end nobody has seen"
    )
    provider = models.CharField(max_length=20, blank=True)
    provider_message_id = models.CharField(max_length=150, blank=True)
    last_error = models.CharField(max_length=100, blank=True, help_text="A code, never an address")
    sent_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "dedup_key"], name="outbox_message_once"),
            models.CheckConstraint(
                condition=Q(
                    status__in=["pending", "sent", "cancelled", "expired", "dead", "uncertain"]
                ),
                name="outbox_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in MessageKind]),
                name="outbox_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=sorted(TO_STAFF), alert__isnull=False, appointment__isnull=True
                )
                | (
                    ~Q(kind__in=sorted(TO_STAFF)) & Q(alert__isnull=True, appointment__isnull=False)
                ),
                name="outbox_message_has_one_subject",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=[channel.value for channel in Channel]),
                name="outbox_channel_is_known",
            ),
            models.CheckConstraint(
                condition=Q(status="sent", sent_at__isnull=False)
                | (~Q(status="sent") & Q(sent_at__isnull=True)),
                name="outbox_sent_says_when",
            ),
            models.CheckConstraint(
                condition=Q(lease_until__isnull=True, lease_token__isnull=True)
                | Q(lease_until__isnull=False, lease_token__isnull=False),
                name="outbox_lease_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(due_at__lte=models.F("not_after")), name="outbox_due_while_useful"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"], condition=Q(status="pending"), name="outbox_waiting"
            ),
        ]

    def __str__(self) -> str:
        return self.dedup_key

    @property
    def key(self) -> str:
        """The same at every try: by it receivers see that a repetition is one."""
        return hashlib.sha256(self.dedup_key.encode()).hexdigest()

    def message_id(self, host: str) -> str:
        """Return the Message-ID of every try.

        Args:
            host: domain of the sender.
        """
        return f"<{self.key}@{host}>"

    @property
    def is_to_staff(self) -> bool:
        """Whether it tells the clinic of an alert."""
        return self.kind in TO_STAFF


def dedup_key(
    *,
    uid: uuid.UUID,
    schedule_revision: int,
    kind: str,
    offset: str,
    channel: str,
    recipient_no: int = 0,
) -> str:
    """Return what makes a message the same message, so that it is planned once."""
    return f"{uid}:{schedule_revision}:{kind}:{offset}:{channel}:{recipient_no}"


def alert_key(*, uid: uuid.UUID, kind: str, channel: str) -> str:
    """Return what makes a message about an alert the same message: one per kind and way, ever."""
    return f"alert:{uid}:{kind}:{channel}"
