import uuid

import django.contrib.postgres.fields
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.math
import django.db.models.lookups
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AntithromboticLeadTime",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "translations",
                    models.JSONField(
                        blank=True,
                        db_default=models.Value({}, models.JSONField()),
                        default=dict,
                        help_text='By language, then by text: {"uk": {"name": "..."}}. What is missing is English.',
                    ),
                ),
                ("code", models.SlugField(unique=True)),
                ("drug", models.CharField(max_length=150)),
                (
                    "plain_name",
                    models.CharField(blank=True, help_text="What patients read.", max_length=150),
                ),
                ("high", models.CharField(max_length=80)),
                ("high_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("intermediate", models.CharField(max_length=80)),
                ("intermediate_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("low", models.CharField(max_length=80)),
                ("low_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("restart", models.CharField(blank=True, max_length=80)),
                ("source", models.CharField(max_length=80)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "ordering": ("position", "code"),
            },
        ),
        migrations.CreateModel(
            name="Capability",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(unique=True)),
                ("name", models.CharField(max_length=120)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "verbose_name_plural": "capabilities",
                "ordering": ("code",),
            },
        ),
        migrations.CreateModel(
            name="CatalogueSource",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=8, unique=True)),
                ("title", models.CharField(max_length=250)),
                ("url", models.URLField(blank=True, max_length=300)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "ordering": ("key",),
            },
        ),
        migrations.CreateModel(
            name="ProcedureType",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "translations",
                    models.JSONField(
                        blank=True,
                        db_default=models.Value({}, models.JSONField()),
                        default=dict,
                        help_text='By language, then by text: {"uk": {"name": "..."}}. What is missing is English.',
                    ),
                ),
                ("code", models.SlugField(unique=True)),
                ("name", models.CharField(help_text="The medical name.", max_length=150)),
                ("plain_name", models.CharField(help_text="What patients read.", max_length=100)),
                ("clinic_wording", models.CharField(blank=True, max_length=150)),
                (
                    "synonyms",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True, help_text="What happens, in one or two sentences."
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("minimally_invasive", "Minimally invasive"),
                            ("consultation", "Consultation"),
                            ("diagnostic", "Diagnostic"),
                            ("conservative", "Conservative"),
                            ("surgical", "Surgical"),
                        ],
                        max_length=20,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("is_active", models.BooleanField(default=True)),
                ("preparation_minutes", models.PositiveSmallIntegerField(default=0)),
                ("procedure_minutes", models.PositiveSmallIntegerField()),
                ("observation_minutes", models.PositiveSmallIntegerField(default=0)),
                (
                    "ranges",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text='{"procedure": {"min": 15, "typical": 20, "max": 30}}',
                    ),
                ),
                (
                    "setting",
                    models.CharField(
                        choices=[
                            ("outpatient", "Outpatient"),
                            ("day_surgery", "Day surgery"),
                            ("inpatient", "Inpatient"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "anaesthesia",
                    models.CharField(
                        choices=[
                            ("none", "None"),
                            ("local", "Local"),
                            ("sedation", "Sedation"),
                            ("general", "General"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "bleeding_risk",
                    models.CharField(
                        choices=[
                            ("none", "None"),
                            ("low", "Low"),
                            ("intermediate", "Intermediate"),
                            ("high", "High"),
                            ("surgical", "Surgical"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "bleeding_risk_by_region",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="Used instead of bleeding_risk when the region is known.",
                    ),
                ),
                (
                    "laterality",
                    models.CharField(
                        choices=[
                            ("none", "No side"),
                            ("optional", "Side may be named"),
                            ("required", "Side must be named"),
                        ],
                        default="none",
                        max_length=10,
                    ),
                ),
                (
                    "laterality_values",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=15),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "level_rule",
                    models.CharField(
                        choices=[
                            ("none", "No level"),
                            ("optional", "Level may be named"),
                            ("required", "Level must be named"),
                            ("region", "Region is enough"),
                            ("muscle_group", "Muscle group"),
                        ],
                        default="none",
                        max_length=15,
                    ),
                ),
                (
                    "regions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("max_levels_per_session", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "variants",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "max_per_day",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Visits with it per clinic and local day; empty: no limit.",
                        null=True,
                    ),
                ),
                (
                    "online_policy",
                    models.CharField(
                        choices=[
                            ("open", "Anyone, after screening"),
                            ("order_or_review", "With an order at once, without one after review"),
                            ("order_only", "Only with an order"),
                            ("staff", "Booked by staff"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "prerequisites",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("escort_required", models.BooleanField(default=False)),
                (
                    "no_driving_hours",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="Empty: decided by the clinician.", null=True
                    ),
                ),
                ("fasting", models.TextField(blank=True)),
                (
                    "follow_up_days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("can_be_remote", models.BooleanField(default=False)),
                (
                    "groups",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30),
                        blank=True,
                        default=list,
                        help_text="What repeat limits and combination rules count together.",
                        size=None,
                    ),
                ),
                (
                    "external_codes",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text='[{"system": "icd10pcs", "code": "3E0R33Z"}]',
                    ),
                ),
                (
                    "notes",
                    models.TextField(blank=True, help_text="For staff; never shown to patients."),
                ),
                (
                    "sources",
                    models.JSONField(
                        blank=True, default=dict, help_text='{"procedure": ["S0", "S13"]}'
                    ),
                ),
            ],
            options={
                "ordering": ("position", "code"),
            },
        ),
        migrations.CreateModel(
            name="CatalogueEdition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("edition", models.UUIDField(default=uuid.uuid4)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)), name="procedures_one_edition"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProcedureScreen",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "procedure_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="procedure_screens",
                        to="procedures.proceduretype",
                    ),
                ),
            ],
            options={
                "ordering": ("procedure_type", "position"),
            },
        ),
        migrations.CreateModel(
            name="SafetyQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "translations",
                    models.JSONField(
                        blank=True,
                        db_default=models.Value({}, models.JSONField()),
                        default=dict,
                        help_text='By language, then by text: {"uk": {"name": "..."}}. What is missing is English.',
                    ),
                ),
                ("code", models.SlugField(unique=True)),
                (
                    "text",
                    models.CharField(
                        help_text="One question, plain words, no diagnosis.", max_length=300
                    ),
                ),
                (
                    "hint",
                    models.CharField(
                        blank=True, help_text="Examples, read out with it.", max_length=300
                    ),
                ),
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
        migrations.CreateModel(
            name="ScreeningQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "translations",
                    models.JSONField(
                        blank=True,
                        db_default=models.Value({}, models.JSONField()),
                        default=dict,
                        help_text='By language, then by text: {"uk": {"name": "..."}}. What is missing is English.',
                    ),
                ),
                ("code", models.SlugField(unique=True)),
                ("text", models.TextField()),
                (
                    "effect",
                    models.CharField(
                        choices=[
                            ("hold", "Booking waits for a clinician"),
                            ("task", "Opens a task for a clinician"),
                            ("flag", "Shown to staff"),
                            ("confirm", "Patient confirms"),
                            ("stop", "No booking, urgent advice"),
                        ],
                        max_length=10,
                    ),
                ),
                ("applies", models.CharField(blank=True, max_length=200)),
                ("note", models.TextField(blank=True, help_text="For staff.")),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "ordering": ("position", "code"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("effect__in", ["hold", "task", "flag", "confirm", "stop"])
                        ),
                        name="procedures_question_effect_known",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="proceduretype",
            name="screens",
            field=models.ManyToManyField(
                related_name="+",
                through="procedures.ProcedureScreen",
                to="procedures.screeningquestion",
            ),
        ),
        migrations.AddField(
            model_name="procedurescreen",
            name="question",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="procedure_screens",
                to="procedures.screeningquestion",
            ),
        ),
        migrations.CreateModel(
            name="PreparationInstruction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "translations",
                    models.JSONField(
                        blank=True,
                        db_default=models.Value({}, models.JSONField()),
                        default=dict,
                        help_text='By language, then by text: {"uk": {"name": "..."}}. What is missing is English.',
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "day_offset",
                    models.PositiveSmallIntegerField(help_text="Days before; 0 is the day itself."),
                ),
                ("text", models.TextField()),
                (
                    "procedure_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="instructions",
                        to="procedures.proceduretype",
                    ),
                ),
            ],
            options={
                "ordering": ("procedure_type", "position"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("procedure_type", "position"),
                        name="procedures_instruction_position_unique",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Need",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("practitioner", "Practitioner"),
                            ("nurse", "Nurse"),
                            ("room", "Room"),
                            ("bay", "Bay"),
                            ("equipment", "Equipment"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "capabilities",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=50), size=None
                    ),
                ),
                ("quantity", models.PositiveSmallIntegerField(default=1)),
                (
                    "first_phase",
                    models.CharField(
                        choices=[
                            ("preparation", "Preparation"),
                            ("procedure", "Procedure"),
                            ("observation", "Observation"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "last_phase",
                    models.CharField(
                        choices=[
                            ("preparation", "Preparation"),
                            ("procedure", "Procedure"),
                            ("observation", "Observation"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "minutes_before",
                    models.PositiveSmallIntegerField(default=0, help_text="Set-up."),
                ),
                (
                    "minutes_after",
                    models.PositiveSmallIntegerField(default=0, help_text="Turnover."),
                ),
                (
                    "procedure_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="needs",
                        to="procedures.proceduretype",
                    ),
                ),
            ],
            options={
                "ordering": ("procedure_type", "position"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("procedure_type", "position"),
                        name="procedures_need_position_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gte", 1)),
                        name="procedures_need_quantity_at_least_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("first_phase", "preparation"),
                                ("last_phase__in", ("preparation", "procedure", "observation")),
                            ),
                            models.Q(
                                ("first_phase", "procedure"),
                                ("last_phase__in", ("procedure", "observation")),
                            ),
                            models.Q(("first_phase", "observation"), ("last_phase", "observation")),
                            _connector="OR",
                        ),
                        name="procedures_need_phases_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["practitioner", "nurse", "room", "bay", "equipment"])
                        ),
                        name="procedures_need_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.LessThanOrEqual(
                                models.Value(1),
                                models.Func(models.F("capabilities"), function="CARDINALITY"),
                            )
                        ),
                        name="procedures_need_capabilities_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(
                                django.db.models.functions.math.Mod(
                                    models.F("minutes_before"), models.Value(5)
                                ),
                                0,
                            )
                        ),
                        name="procedures_need_before_on_grid",
                        violation_error_message="Minutes are multiples of 5.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.Exact(
                                django.db.models.functions.math.Mod(
                                    models.F("minutes_after"), models.Value(5)
                                ),
                                0,
                            )
                        ),
                        name="procedures_need_after_on_grid",
                        violation_error_message="Minutes are multiples of 5.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CombinationRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "translations",
                    models.JSONField(
                        blank=True,
                        db_default=models.Value({}, models.JSONField()),
                        default=dict,
                        help_text='By language, then by text: {"uk": {"name": "..."}}. What is missing is English.',
                    ),
                ),
                ("code", models.SlugField(max_length=60, unique=True)),
                ("first_group", models.CharField(blank=True, max_length=30)),
                ("second_group", models.CharField(blank=True, max_length=30)),
                (
                    "only_different_types",
                    models.BooleanField(
                        default=False, help_text="Not for the same procedure type twice."
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("good", "Goes well together"),
                            ("warn", "Allowed with a warning"),
                            ("forbidden", "Refused"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("same_visit", "In one visit"),
                            ("same_day", "On one day"),
                            ("same_region_same_day", "In one region on one day"),
                            ("other_side", "On the other side"),
                            ("after_within", "The second within hours after the first"),
                        ],
                        max_length=25,
                    ),
                ),
                ("min_hours", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("reason", models.TextField(help_text="Plain words, shown to staff and patients.")),
                (
                    "override",
                    models.CharField(
                        blank=True, help_text="Who may go past it, how.", max_length=200
                    ),
                ),
                (
                    "source",
                    models.CharField(help_text="Keys of the sources: S7, S12", max_length=80),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("is_active", models.BooleanField(default=True)),
                (
                    "first",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="procedures.proceduretype",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="procedures.proceduretype",
                    ),
                ),
            ],
            options={
                "ordering": ("position", "code"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("first", None), ("first_group", ""), _connector="XOR"),
                        name="procedures_rule_first_is_type_or_group",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("second", None), ("second_group", ""), _connector="XOR"
                        ),
                        name="procedures_rule_second_is_type_or_group",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("min_hours__gte", 1),
                                ("min_hours__isnull", False),
                                ("scope__in", ("other_side", "after_within")),
                            ),
                            models.Q(
                                ("min_hours", None),
                                ("scope__in", ("same_visit", "same_day", "same_region_same_day")),
                            ),
                            _connector="OR",
                        ),
                        name="procedures_rule_hours_fit_scope",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["good", "warn", "forbidden"])),
                        name="procedures_rule_verdict_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RepeatLimit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("any", "Anywhere"),
                            ("region", "Same region"),
                            ("side_level", "Same side and level"),
                            ("other_side", "The other side"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[("forbidden", "Refused"), ("warn", "Allowed with a warning")],
                        default="forbidden",
                        max_length=10,
                    ),
                ),
                ("counts_group", models.CharField(blank=True, max_length=30)),
                ("min_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("max_count", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("within_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "override",
                    models.CharField(
                        blank=True, help_text="Who may go past it, how.", max_length=200
                    ),
                ),
                (
                    "source",
                    models.CharField(help_text="Keys of the sources: S6, S7", max_length=80),
                ),
                (
                    "procedure_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="repeat_limits",
                        to="procedures.proceduretype",
                    ),
                ),
            ],
            options={
                "ordering": ("procedure_type", "position"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("procedure_type", "position"),
                        name="procedures_limit_position_unique",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("max_count", None),
                                ("min_days__gte", 1),
                                ("min_days__isnull", False),
                                ("within_days", None),
                            ),
                            models.Q(
                                ("max_count__gte", 1),
                                ("max_count__isnull", False),
                                ("min_days", None),
                                ("within_days__gte", 1),
                                ("within_days__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="procedures_limit_is_a_gap_or_a_count",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("scope__in", ["any", "region", "side_level", "other_side"])
                        ),
                        name="procedures_limit_scope_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["forbidden", "warn"])),
                        name="procedures_limit_verdict_known",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="proceduretype",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("category", "minimally_invasive"), _negated=True),
                    ("setting", "outpatient"),
                    _connector="OR",
                ),
                name="procedures_minimally_invasive_is_outpatient",
                violation_error_message="Minimally invasive procedures are outpatient.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proceduretype",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("category", "minimally_invasive"), _negated=True),
                    ("anaesthesia", "local"),
                    _connector="OR",
                ),
                name="procedures_minimally_invasive_is_local",
                violation_error_message="Minimally invasive procedures use local anaesthesia.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proceduretype",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("category", "minimally_invasive"), _negated=True),
                    models.Q(("procedure_minutes__gte", 15), ("procedure_minutes__lte", 30)),
                    _connector="OR",
                ),
                name="procedures_minimally_invasive_is_15_to_30_min",
                violation_error_message="Minimally invasive procedures take 15 to 30 minutes.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proceduretype",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("category", "minimally_invasive"), _negated=True),
                    ("observation_minutes__lte", 60),
                    _connector="OR",
                ),
                name="procedures_minimally_invasive_observed_60_min",
                violation_error_message="Minimally invasive: observed for at most 60 minutes.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proceduretype",
            constraint=models.CheckConstraint(
                condition=models.Q(("procedure_minutes__gt", 0)),
                name="procedures_type_procedure_takes_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="proceduretype",
            constraint=models.CheckConstraint(
                condition=models.Q(("max_per_day__gte", 1)),
                name="procedures_type_max_per_day_is_some",
            ),
        ),
        migrations.AddConstraint(
            model_name="proceduretype",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    django.db.models.lookups.Exact(
                        django.db.models.functions.math.Mod(
                            models.F("preparation_minutes"), models.Value(5)
                        ),
                        0,
                    )
                ),
                name="procedures_type_preparation_on_grid",
                violation_error_message="Minutes are multiples of 5.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proceduretype",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    django.db.models.lookups.Exact(
                        django.db.models.functions.math.Mod(
                            models.F("procedure_minutes"), models.Value(5)
                        ),
                        0,
                    )
                ),
                name="procedures_type_procedure_on_grid",
                violation_error_message="Minutes are multiples of 5.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proceduretype",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    django.db.models.lookups.Exact(
                        django.db.models.functions.math.Mod(
                            models.F("observation_minutes"), models.Value(5)
                        ),
                        0,
                    )
                ),
                name="procedures_type_observation_on_grid",
                violation_error_message="Minutes are multiples of 5.",
            ),
        ),
        migrations.AddConstraint(
            model_name="proceduretype",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "category__in",
                        [
                            "minimally_invasive",
                            "consultation",
                            "diagnostic",
                            "conservative",
                            "surgical",
                        ],
                    )
                ),
                name="procedures_type_category_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="proceduretype",
            constraint=models.CheckConstraint(
                condition=models.Q(("setting__in", ["outpatient", "day_surgery", "inpatient"])),
                name="procedures_type_setting_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="proceduretype",
            constraint=models.CheckConstraint(
                condition=models.Q(("anaesthesia__in", ["none", "local", "sedation", "general"])),
                name="procedures_type_anaesthesia_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="proceduretype",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("bleeding_risk__in", ["none", "low", "intermediate", "high", "surgical"])
                ),
                name="procedures_type_bleeding_risk_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="proceduretype",
            constraint=models.CheckConstraint(
                condition=models.Q(("laterality__in", ["none", "optional", "required"])),
                name="procedures_type_laterality_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="proceduretype",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("level_rule__in", ["none", "optional", "required", "region", "muscle_group"])
                ),
                name="procedures_type_level_rule_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="proceduretype",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("online_policy__in", ["open", "order_or_review", "order_only", "staff"])
                ),
                name="procedures_type_online_policy_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="procedurescreen",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("procedure_type", "position"),
                name="procedures_screen_position_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="procedurescreen",
            constraint=models.UniqueConstraint(
                fields=("procedure_type", "question"), name="procedures_screen_question_unique"
            ),
        ),
    ]
