import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

import notifications.schedule


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("clinics", "0001_initial"),
        ("intake", "0001_initial"),
        ("scheduling", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="OutboxMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "dedup_key",
                    models.CharField(
                        help_text="visit:schedule_revision:kind:offset:channel:recipient, or alert:kind:channel",
                        max_length=120,
                    ),
                ),
                (
                    "schedule_revision",
                    models.PositiveIntegerField(
                        default=0, help_text="Void once the visit has another"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("request", "request"),
                            ("confirmation", "confirmation"),
                            ("reminder", "reminder"),
                            ("cancellation", "cancellation"),
                            ("declined", "declined"),
                            ("unanswered", "unanswered"),
                            ("code", "code"),
                            ("alert", "alert"),
                            ("overdue", "overdue"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "offset",
                    models.CharField(
                        help_text="0 at once; 3d, 1d, 3h before the visit; number of a code",
                        max_length=10,
                    ),
                ),
                (
                    "channel",
                    models.CharField(choices=[("email", "email"), ("text", "text")], max_length=10),
                ),
                (
                    "recipient_no",
                    models.PositiveSmallIntegerField(default=0, help_text="0: the patient"),
                ),
                ("due_at", models.DateTimeField()),
                ("not_after", models.DateTimeField(help_text="Later it would be of no use")),
                ("next_try_at", models.DateTimeField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("pending", "Pending"),
                            ("sent", "Sent"),
                            ("cancelled", "cancelled: no longer true"),
                            ("expired", "expired: too late to be useful"),
                            ("dead", "dead: refused for good"),
                            ("uncertain", "uncertain: perhaps delivered, not repeated"),
                        ],
                        default="pending",
                        max_length=10,
                    ),
                ),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
                ("lease_token", models.UUIDField(blank=True, null=True)),
                (
                    "send_started_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="While pending: a try whose end nobody has seen",
                        null=True,
                    ),
                ),
                ("provider", models.CharField(blank=True, max_length=20)),
                ("provider_message_id", models.CharField(blank=True, max_length=150)),
                (
                    "last_error",
                    models.CharField(
                        blank=True, help_text="A code, never an address", max_length=100
                    ),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "alert",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="intake.clinicalert",
                    ),
                ),
                (
                    "appointment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="scheduling.appointment",
                    ),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinics.clinic",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "pending")),
                        fields=["next_try_at"],
                        name="outbox_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("clinic", "dedup_key"), name="outbox_message_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                ["pending", "sent", "cancelled", "expired", "dead", "uncertain"],
                            )
                        ),
                        name="outbox_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "request",
                                    "confirmation",
                                    "reminder",
                                    "cancellation",
                                    "declined",
                                    "unanswered",
                                    "code",
                                    "alert",
                                    "overdue",
                                ],
                            )
                        ),
                        name="outbox_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("alert__isnull", False),
                                ("appointment__isnull", True),
                                (
                                    "kind__in",
                                    [
                                        notifications.schedule.MessageKind["ALERT"],
                                        notifications.schedule.MessageKind["OVERDUE"],
                                    ],
                                ),
                            ),
                            models.Q(
                                models.Q(
                                    (
                                        "kind__in",
                                        [
                                            notifications.schedule.MessageKind["ALERT"],
                                            notifications.schedule.MessageKind["OVERDUE"],
                                        ],
                                    ),
                                    _negated=True,
                                ),
                                ("alert__isnull", True),
                                ("appointment__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="outbox_message_has_one_subject",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ["email", "text"])),
                        name="outbox_channel_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", False), ("status", "sent")),
                            models.Q(
                                models.Q(("status", "sent"), _negated=True),
                                ("sent_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="outbox_sent_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lease_token__isnull", True), ("lease_until__isnull", True)),
                            models.Q(
                                ("lease_token__isnull", False), ("lease_until__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="outbox_lease_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_at__lte", models.F("not_after"))),
                        name="outbox_due_while_useful",
                    ),
                ],
            },
        ),
    ]
