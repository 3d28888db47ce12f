import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import clinics.models.clinic


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Absence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("reason", models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="Clinic",
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
                ("slug", models.SlugField(unique=True)),
                ("name", models.CharField(max_length=100)),
                ("tagline", models.CharField(blank=True, max_length=200)),
                (
                    "time_zone",
                    models.CharField(
                        max_length=64, validators=[clinics.models.clinic.validate_time_zone]
                    ),
                ),
                (
                    "place",
                    models.CharField(help_text="As said in “All times are … time”", max_length=100),
                ),
                ("address", models.CharField(max_length=200)),
                ("directions", models.TextField(blank=True)),
                ("phone", models.CharField(max_length=30)),
                ("calling_code", models.CharField(default="380", max_length=4)),
                ("emergency_number", models.CharField(default="112", max_length=10)),
                (
                    "alert_email",
                    models.EmailField(
                        blank=True,
                        help_text="Told at once when somebody answers that it is an emergency",
                        max_length=254,
                    ),
                ),
                (
                    "emergency_minutes",
                    models.PositiveSmallIntegerField(
                        default=15,
                        help_text="An emergency answer nobody took over by then goes to the next contact",
                    ),
                ),
                (
                    "call_today_minutes",
                    models.PositiveSmallIntegerField(
                        default=120,
                        help_text="A promised call nobody took over by then goes to the next contact",
                    ),
                ),
                (
                    "escalation_email",
                    models.EmailField(
                        blank=True,
                        help_text="Told when nobody took over in time; blank: the alert e-mail again",
                        max_length=254,
                    ),
                ),
                (
                    "escalation_phone",
                    models.CharField(
                        blank=True, help_text="A mobile phone, told by text as well", max_length=30
                    ),
                ),
                (
                    "opening_note",
                    models.CharField(help_text="Monday to Friday, 8:00 to 18:00", max_length=100),
                ),
                ("slot_step_minutes", models.PositiveSmallIntegerField(default=10)),
                ("minimum_notice_minutes", models.PositiveIntegerField(default=120)),
                ("horizon_days", models.PositiveSmallIntegerField(default=90)),
                ("hold_minutes", models.PositiveSmallIntegerField(default=15)),
                ("hold_maximum_minutes", models.PositiveSmallIntegerField(default=180)),
                ("cancellation_cutoff_hours", models.PositiveSmallIntegerField(default=24)),
                (
                    "link_days",
                    models.PositiveSmallIntegerField(
                        default=30, help_text="Links to a visit open it until so many days after it"
                    ),
                ),
                (
                    "request_deadline_hours",
                    models.PositiveSmallIntegerField(
                        default=10,
                        help_text="A request unanswered after so many opening hours ends by itself",
                    ),
                ),
                (
                    "request_margin_hours",
                    models.PositiveSmallIntegerField(
                        default=24,
                        help_text="No request stays undecided nearer than this to the visit",
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                (
                    "is_default",
                    models.BooleanField(default=False, help_text="Shown to patients at /"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ClinicMembership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
            options={
                "verbose_name": "clinic membership",
            },
        ),
        migrations.CreateModel(
            name="Closure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("during", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("reason", models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="ExtraHours",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("start", models.TimeField()),
                ("end", models.TimeField()),
                ("reason", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "verbose_name_plural": "extra hours",
            },
        ),
        migrations.CreateModel(
            name="Resource",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("practitioner", "practitioner"),
                            ("nurse", "nurse"),
                            ("room", "room"),
                            ("bay", "bay"),
                            ("equipment", "equipment"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                (
                    "capabilities",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=50),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(default=0, help_text="Order on the board"),
                ),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "ordering": ["kind", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="WorkingHours",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("weekday", models.PositiveSmallIntegerField(help_text="0 = Monday")),
                ("start", models.TimeField()),
                ("end", models.TimeField()),
                ("valid_from", models.DateField(blank=True, null=True)),
                (
                    "valid_until",
                    models.DateField(blank=True, help_text="Last day, inclusive", null=True),
                ),
            ],
            options={
                "verbose_name_plural": "working hours",
            },
        ),
        migrations.CreateModel(
            name="PremisesEdition",
            fields=[
                (
                    "clinic",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="clinics.clinic",
                    ),
                ),
                ("edition", models.UUIDField(default=uuid.uuid4)),
            ],
        ),
        migrations.AddConstraint(
            model_name="clinic",
            constraint=models.CheckConstraint(
                condition=models.Q(("slot_step_minutes__in", [5, 10, 15, 20, 30, 60])),
                name="clinic_slot_step_divides_the_hour",
            ),
        ),
        migrations.AddConstraint(
            model_name="clinic",
            constraint=models.CheckConstraint(
                condition=models.Q(("hold_minutes__range", (1, 120))), name="clinic_hold_is_short"
            ),
        ),
        migrations.AddConstraint(
            model_name="clinic",
            constraint=models.CheckConstraint(
                condition=models.Q(("horizon_days__range", (1, 730))), name="clinic_horizon_is_sane"
            ),
        ),
        migrations.AddConstraint(
            model_name="clinic",
            constraint=models.CheckConstraint(
                condition=models.Q(("request_deadline_hours__range", (1, 720))),
                name="clinic_request_deadline_is_sane",
            ),
        ),
        migrations.AddConstraint(
            model_name="clinic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("call_today_minutes__range", (1, 1440)),
                    ("emergency_minutes__range", (1, 1440)),
                ),
                name="clinic_alert_minutes_are_sane",
            ),
        ),
        migrations.AddConstraint(
            model_name="clinic",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_default", True)),
                fields=("is_default",),
                name="clinic_one_default",
            ),
        ),
        migrations.AddField(
            model_name="absence",
            name="clinic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="absences",
                to="clinics.clinic",
            ),
        ),
        migrations.AddField(
            model_name="clinicmembership",
            name="clinic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="memberships",
                to="clinics.clinic",
            ),
        ),
        migrations.AddField(
            model_name="clinicmembership",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="memberships",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="closure",
            name="clinic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="closures",
                to="clinics.clinic",
            ),
        ),
        migrations.AddField(
            model_name="extrahours",
            name="clinic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="extra_hours",
                to="clinics.clinic",
            ),
        ),
        migrations.AddField(
            model_name="resource",
            name="clinic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="resources",
                to="clinics.clinic",
            ),
        ),
        migrations.AddField(
            model_name="resource",
            name="practitioner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="resources",
                to="people.practitioner",
            ),
        ),
        migrations.AddField(
            model_name="extrahours",
            name="resource",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="extra_hours",
                to="clinics.resource",
            ),
        ),
        migrations.AddField(
            model_name="closure",
            name="resource",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="closures",
                to="clinics.resource",
            ),
        ),
        migrations.AddField(
            model_name="absence",
            name="resource",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="absences",
                to="clinics.resource",
            ),
        ),
        migrations.AddField(
            model_name="workinghours",
            name="clinic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="working_hours",
                to="clinics.clinic",
            ),
        ),
        migrations.AddField(
            model_name="workinghours",
            name="resource",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="working_hours",
                to="clinics.resource",
            ),
        ),
        migrations.AddConstraint(
            model_name="clinicmembership",
            constraint=models.UniqueConstraint(
                fields=("clinic", "user"), name="membership_once_per_clinic"
            ),
        ),
        migrations.AddIndex(
            model_name="resource",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["capabilities"], name="resource_capabilities"
            ),
        ),
        migrations.AddConstraint(
            model_name="resource",
            constraint=models.UniqueConstraint(
                fields=("clinic", "kind", "name"), name="resource_name_per_clinic_and_kind"
            ),
        ),
        migrations.AddConstraint(
            model_name="resource",
            constraint=models.UniqueConstraint(
                fields=("clinic", "practitioner"), name="resource_practitioner_once_per_clinic"
            ),
        ),
        migrations.AddConstraint(
            model_name="resource",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["practitioner", "nurse", "room", "bay", "equipment"])
                ),
                name="resource_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="resource",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "practitioner"), ("practitioner__isnull", False)),
                    models.Q(
                        models.Q(("kind", "practitioner"), _negated=True),
                        ("practitioner__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="resource_person_only_for_practitioners",
            ),
        ),
        migrations.AddConstraint(
            model_name="closure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("during__isempty", False),
                    ("during__lower_inf", False),
                    ("during__upper_inf", False),
                ),
                name="closure_is_bounded",
            ),
        ),
        migrations.AddConstraint(
            model_name="absence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("during__isempty", False),
                    ("during__lower_inf", False),
                    ("during__upper_inf", False),
                ),
                name="absence_is_bounded",
            ),
        ),
        migrations.AddConstraint(
            model_name="workinghours",
            constraint=models.CheckConstraint(
                condition=models.Q(("weekday__range", (0, 6))),
                name="working_hours_weekday_is_0_to_6",
            ),
        ),
        migrations.AddConstraint(
            model_name="workinghours",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_until__gte", models.F("valid_from"))),
                name="working_hours_validity_order",
            ),
        ),
    ]
