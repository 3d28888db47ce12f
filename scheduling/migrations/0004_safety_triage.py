"""Keep the answers to the safety questions, and tell the clinic of the urgent ones."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("scheduling", "0003_requests_have_a_deadline"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="clinic",
            name="alert_email",
            field=models.EmailField(
                blank=True,
                help_text="Told at once when somebody answers that it is an emergency",
                max_length=254,
            ),
        ),
        migrations.CreateModel(
            name="TriageRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "question_set",
                    models.CharField(help_text="Changes with every wording", max_length=16),
                ),
                (
                    "answers",
                    models.JSONField(help_text="As asked: code, version, tier, text, answer"),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("emergency", "emergency"),
                            ("today", "today"),
                            ("consultation", "consultation"),
                            ("clear", "clear"),
                            ("unanswered", "unanswered"),
                        ],
                        max_length=12,
                    ),
                ),
                ("answered_at", models.DateTimeField()),
                (
                    "appointment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="triage_records",
                        to="scheduling.appointment",
                    ),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="scheduling.clinic",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        blank=True,
                        help_text="Known only if they came with a doctor's order",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.patient",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ClinicAlert",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("emergency", "Emergency answer online"),
                            ("call_today", "Call this person today"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "phone",
                    models.CharField(
                        blank=True, help_text="Left for the call, E.164", max_length=20
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "due_at",
                    models.DateTimeField(help_text="Somebody must have acknowledged it by then"),
                ),
                ("acknowledged_at", models.DateTimeField(blank=True, null=True)),
                ("note", models.CharField(blank=True, max_length=500)),
                (
                    "mail_lease_until",
                    models.DateTimeField(
                        blank=True, help_text="A worker is mailing it until then", null=True
                    ),
                ),
                ("mailed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "acknowledged_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alerts",
                        to="scheduling.clinic",
                    ),
                ),
                (
                    "triage",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alert",
                        to="scheduling.triagerecord",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="triagerecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("outcome__in", ["emergency", "today", "consultation", "clear"])
                ),
                name="triage_outcome_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="triagerecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome__in", ["emergency", "today"]), _negated=True),
                    ("appointment__isnull", True),
                    _connector="OR",
                ),
                name="triage_stop_books_nothing",
            ),
        ),
        migrations.AddIndex(
            model_name="clinicalert",
            index=models.Index(
                condition=models.Q(("acknowledged_at__isnull", True)),
                fields=["clinic", "due_at"],
                name="clinic_alert_open",
            ),
        ),
        migrations.AddIndex(
            model_name="clinicalert",
            index=models.Index(
                condition=models.Q(("mailed_at__isnull", True)),
                fields=["created_at"],
                name="clinic_alert_unmailed",
            ),
        ),
        migrations.AddConstraint(
            model_name="clinicalert",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["emergency", "call_today"])),
                name="clinic_alert_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="clinicalert",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_at__gt", models.F("created_at"))),
                name="clinic_alert_due_later",
            ),
        ),
        migrations.AddConstraint(
            model_name="clinicalert",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("acknowledged_at__isnull", True), ("acknowledged_by__isnull", True)),
                    models.Q(
                        ("acknowledged_at__isnull", False), ("acknowledged_by__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="clinic_alert_acknowledged_by_somebody",
            ),
        ),
    ]
