import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import languages.offered


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("clinics", "0001_initial"),
        ("people", "0001_initial"),
        ("procedures", "0001_initial"),
        ("scheduling", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ConsentText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveSmallIntegerField(help_text="The same in all languages"),
                ),
                (
                    "language",
                    models.CharField(choices=languages.offered.offered_languages, max_length=5),
                ),
                ("title", models.CharField(max_length=200)),
                (
                    "items",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=500),
                        help_text="Each is ticked on its own: plain words",
                        size=None,
                    ),
                ),
                (
                    "is_example",
                    models.BooleanField(
                        default=False, help_text="Not yet confirmed by a clinician; pages say so"
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consent_texts",
                        to="clinics.clinic",
                    ),
                ),
                (
                    "procedure_type",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: general, for everything but consultations",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consent_texts",
                        to="procedures.proceduretype",
                    ),
                ),
            ],
            options={
                "ordering": ("clinic", "procedure_type", "version", "language"),
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveSmallIntegerField()),
                ("language", models.CharField(max_length=5)),
                ("title", models.CharField(max_length=200)),
                (
                    "items",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=500), size=None
                    ),
                ),
                (
                    "given_by",
                    models.CharField(
                        help_text="Who ticked it: the patient, or for them", max_length=200
                    ),
                ),
                ("is_for_another", models.BooleanField(default=False)),
                ("given_at", models.DateTimeField()),
                (
                    "appointment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="scheduling.appointment",
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="intake.consenttext",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ContactCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        help_text="Of the codes for this time, from 1"
                    ),
                ),
                (
                    "channel",
                    models.CharField(choices=[("text", "text"), ("email", "email")], max_length=10),
                ),
                ("address", models.CharField(help_text="E.164 or e-mail address", max_length=254)),
                ("language", models.CharField(max_length=5)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("proven_at", models.DateTimeField(blank=True, null=True)),
                (
                    "used_at",
                    models.DateTimeField(
                        blank=True, help_text="When a visit was booked on it", null=True
                    ),
                ),
                (
                    "appointment",
                    models.ForeignKey(
                        help_text="The held time it was asked for",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contact_checks",
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
        ),
        migrations.CreateModel(
            name="PreparationTick",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "item",
                    models.CharField(
                        help_text="A fixed code, or a hash of the line's words", max_length=32
                    ),
                ),
                ("ticked_at", models.DateTimeField()),
                (
                    "appointment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="preparation_ticks",
                        to="scheduling.appointment",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ScreeningAnswers",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.CharField(help_text="Of the question set", max_length=20)),
                ("answers", models.JSONField(help_text="Question code: yes, no or unsure")),
                (
                    "blood_thinners",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.SlugField(),
                        blank=True,
                        db_default=[],
                        default=list,
                        help_text="Those that were named, as codes of the catalogue",
                        size=None,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[("clear", "Clear"), ("review", "Review"), ("stop", "Stop")],
                        max_length=10,
                    ),
                ),
                ("answered_at", models.DateTimeField()),
                (
                    "appointment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="screening_answers",
                        to="scheduling.appointment",
                    ),
                ),
            ],
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
                        to="clinics.clinic",
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
            name="VisitNews",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "topics",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        help_text="Topic of intake.core",
                        size=None,
                    ),
                ),
                ("text", models.CharField(blank=True, max_length=500)),
                ("told_at", models.DateTimeField()),
                (
                    "appointment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="news",
                        to="scheduling.appointment",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "visit news",
            },
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
                            ("visit_news", "Something new about a visit"),
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
                        to="clinics.clinic",
                    ),
                ),
                (
                    "triage",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alert",
                        to="intake.triagerecord",
                    ),
                ),
                (
                    "news",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alert",
                        to="intake.visitnews",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="consenttext",
            constraint=models.UniqueConstraint(
                fields=("clinic", "procedure_type", "version", "language"),
                name="consent_text_version_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="consenttext",
            constraint=models.CheckConstraint(
                condition=models.Q(("items__len__gte", 1)), name="consent_text_has_items"
            ),
        ),
        migrations.AddConstraint(
            model_name="consenttext",
            constraint=models.CheckConstraint(
                condition=models.Q(("version__gte", 1)), name="consent_text_version_begins_at_1"
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.UniqueConstraint(
                fields=("appointment", "text"), name="consent_once_per_text"
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(("items__len__gte", 1)), name="consent_has_items"
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(("given_by", ""), _negated=True), name="consent_says_who"
            ),
        ),
        migrations.AddIndex(
            model_name="contactcheck",
            index=models.Index(fields=["address", "created_at"], name="contact_check_by_address"),
        ),
        migrations.AddConstraint(
            model_name="contactcheck",
            constraint=models.UniqueConstraint(
                fields=("appointment", "number"), name="contact_check_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="contactcheck",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at", None)),
                fields=("appointment",),
                name="contact_check_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ["text", "email"])),
                name="contact_check_channel_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("tries__lte", 5)), name="contact_check_tries_end"
            ),
        ),
        migrations.AddConstraint(
            model_name="contactcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("proven_at", None), ("closed_at__isnull", False), _connector="OR"
                ),
                name="contact_check_proven_is_closed",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("used_at", None), ("proven_at__isnull", False), _connector="OR"
                ),
                name="contact_check_used_was_proven",
            ),
        ),
        migrations.AddConstraint(
            model_name="preparationtick",
            constraint=models.UniqueConstraint(
                fields=("appointment", "item"), name="preparation_tick_once_per_item"
            ),
        ),
        migrations.AddConstraint(
            model_name="screeninganswers",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["clear", "review", "stop"])),
                name="screening_outcome_is_known",
            ),
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
            model_name="visitnews",
            index=models.Index(fields=["appointment", "told_at"], name="visit_news_by_visit"),
        ),
        migrations.AddConstraint(
            model_name="visitnews",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("topics__len__gt", 0),
                    (
                        "topics__contained_by",
                        [
                            "symptom",
                            "infection",
                            "fall",
                            "blood_thinner",
                            "medicine",
                            "pregnant",
                            "allergy",
                            "other",
                        ],
                    ),
                ),
                name="visit_news_has_known_topics",
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
            index=models.Index(fields=["created_at"], name="clinic_alert_by_age"),
        ),
        migrations.AddConstraint(
            model_name="clinicalert",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["emergency", "call_today", "visit_news"])),
                name="clinic_alert_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="clinicalert",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind", "visit_news"), ("news__isnull", False), ("triage__isnull", True)
                    ),
                    models.Q(
                        models.Q(("kind", "visit_news"), _negated=True),
                        ("news__isnull", True),
                        ("triage__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="clinic_alert_has_its_reason",
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
