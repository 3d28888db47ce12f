"""Ask about red flags before any time is shown."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("procedures", "0002_catalogue_edition")]

    operations = [
        migrations.CreateModel(
            name="SafetyQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(unique=True)),
                (
                    "text",
                    models.CharField(
                        help_text="One question, plain words, no diagnosis.", max_length=300
                    ),
                ),
                ("text_uk", models.CharField(blank=True, max_length=300)),
                (
                    "hint",
                    models.CharField(
                        blank=True, help_text="Examples, read out with it.", max_length=300
                    ),
                ),
                ("hint_uk", models.CharField(blank=True, max_length=300)),
                (
                    "tier",
                    models.CharField(
                        choices=[
                            ("emergency", "Emergency: stop, no times, the clinic is told"),
                            ("today", "Today: no procedure, a clinician calls"),
                            ("consultation", "Consultation: the doctor is told"),
                        ],
                        max_length=12,
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "ordering": ("position", "code"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("tier__in", ["emergency", "today", "consultation"])),
                        name="procedures_safety_tier_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("tier", "emergency"), _negated=True),
                            ("is_active", True),
                            _connector="OR",
                        ),
                        name="procedures_safety_emergency_stays_on",
                        violation_error_message="An emergency question cannot be switched off.",
                    ),
                ],
            },
        ),
    ]
