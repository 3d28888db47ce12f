import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("clinics", "0001_initial"),
        ("people", "0001_initial"),
        ("procedures", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "uid",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        help_text="Also the iCal UID, for life",
                        unique=True,
                    ),
                ),
                ("reference", models.CharField(help_text="As shown: K7P-4MD-2XQ", max_length=12)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("held", "held"),
                            ("requested", "requested"),
                            ("booked", "booked"),
                            ("arrived", "arrived"),
                            ("preparing", "preparing"),
                            ("in_procedure", "in_procedure"),
                            ("in_recovery", "in_recovery"),
                            ("discharged", "discharged"),
                            ("stopped", "stopped"),
                            ("left", "left"),
                            ("transferred", "transferred"),
                            ("cancelled", "cancelled"),
                            ("no_show", "no_show"),
                            ("expired", "expired"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("online", "Online"),
                            ("staff", "Staff"),
                            ("api", "Api"),
                            ("seed", "Seed"),
                        ],
                        default="online",
                        max_length=10,
                    ),
                ),
                (
                    "during",
                    django.contrib.postgres.fields.ranges.DateTimeRangeField(
                        help_text="Arrival to discharge"
                    ),
                ),
                (
                    "local_start",
                    models.CharField(
                        help_text="The promised wall time: 2026-11-26T09:00+02:00", max_length=25
                    ),
                ),
                (
                    "time_zone",
                    models.CharField(
                        help_text="Zone in which the time was promised", max_length=64
                    ),
                ),
                (
                    "revision",
                    models.PositiveIntegerField(default=1, help_text="Every write raises it"),
                ),
                (
                    "schedule_revision",
                    models.PositiveIntegerField(
                        default=1,
                        help_text="Raised when time changes: messages planned for another one are void",
                    ),
                ),
                ("ical_sequence", models.PositiveIntegerField(default=0)),
                ("hold_expires_at", models.DateTimeField(blank=True, null=True)),
                (
                    "decide_by",
                    models.DateTimeField(
                        blank=True,
                        help_text="While requested: a clinician must answer until then",
                        null=True,
                    ),
                ),
                (
                    "coming_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="When the patient said that they come at this time",
                        null=True,
                    ),
                ),
                ("hold_token_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "link_version",
                    models.PositiveIntegerField(
                        default=1, help_text="Raised to make older manage links useless"
                    ),
                ),
                ("manage_token_hash", models.CharField(blank=True, editable=False, max_length=64)),
                (
                    "flags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        blank=True,
                        default=list,
                        help_text="What staff must know: missing_order, screening_open, ...",
                        size=None,
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="In which it was booked, and messages speak; blank: the patient's own",
                        max_length=5,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500)),
                ("cancel_reason", models.CharField(blank=True, max_length=200)),
                (
                    "decline_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("consultation", "consultation"),
                            ("other_time", "other_time"),
                            ("call", "call"),
                            ("not_here", "not_here"),
                            ("other", "other"),
                        ],
                        db_default="",
                        default="",
                        help_text="Why a clinician said no to the request; blank otherwise",
                        max_length=20,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "updated_at",
                    models.DateTimeField(help_text="Of the last write; feeds iCal LAST-MODIFIED"),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="clinics.clinic",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        help_text="Whom messages go to, if not the patient",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="people.relatedperson",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        blank=True,
                        help_text="Unknown while the time is only held",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="people.patient",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AppointmentProcedure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("side", models.CharField(blank=True, max_length=10)),
                (
                    "levels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "appointment",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="procedures",
                        to="scheduling.appointment",
                    ),
                ),
                (
                    "procedure_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="procedures.proceduretype",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.AddField(
            model_name="appointment",
            name="procedure_types",
            field=models.ManyToManyField(
                through="scheduling.AppointmentProcedure", to="procedures.proceduretype"
            ),
        ),
        migrations.CreateModel(
            name="IdempotencyKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "caller",
                    models.CharField(
                        help_text="Who may ask again: a hash, never a name", max_length=64
                    ),
                ),
                ("key", models.CharField(max_length=255)),
                (
                    "fingerprint",
                    models.CharField(help_text="SHA-256 of the request", max_length=64),
                ),
                ("answer", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField()),
                (
                    "appointment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="scheduling.appointment",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Order",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("code", models.CharField(help_text="As shown: MC4-K7T-9D", max_length=12)),
                ("side", models.CharField(blank=True, max_length=10)),
                (
                    "levels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("signed_at", models.DateTimeField()),
                (
                    "valid_until",
                    models.DateField(help_text="Last day on which the visit may take place"),
                ),
                ("times_allowed", models.PositiveSmallIntegerField(default=1)),
                (
                    "is_test_positive",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="The doctor confirms that the test injection before it helped (R5)",
                    ),
                ),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "clinic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
                        to="clinics.clinic",
                    ),
                ),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
                        to="people.patient",
                    ),
                ),
                (
                    "procedure_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
                        to="procedures.proceduretype",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
                        to="people.practitioner",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="appointment",
            name="order",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="appointments",
                to="scheduling.order",
            ),
        ),
        migrations.CreateModel(
            name="ReplacedLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token_hash", models.CharField(editable=False, max_length=64)),
                ("replaced_at", models.DateTimeField()),
                (
                    "appointment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_links",
                        to="scheduling.appointment",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="VisitPhase",
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
                            ("preparation", "preparation"),
                            ("procedure", "procedure"),
                            ("observation", "observation"),
                        ],
                        max_length=20,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("planned", django.contrib.postgres.fields.ranges.DateTimeRangeField()),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "appointment",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="phases",
                        to="scheduling.appointment",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Allocation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "phases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        help_text="Phases in which the patient uses it",
                        size=None,
                    ),
                ),
                (
                    "is_lead",
                    models.BooleanField(default=False, help_text="Whom the patient comes to see"),
                ),
                (
                    "during",
                    django.contrib.postgres.fields.ranges.DateTimeRangeField(
                        help_text="With minutes before and after"
                    ),
                ),
                (
                    "start_minute",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.expressions.RawSQL(
                            "(extract(epoch from (lower(during) - timestamptz '1970-01-01 00:00:00+00'))/60)::int",
                            (),
                        ),
                        output_field=models.IntegerField(),
                    ),
                ),
                (
                    "end_minute",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.expressions.RawSQL(
                            "(extract(epoch from (upper(during) - timestamptz '1970-01-01 00:00:00+00'))/60)::int",
                            (),
                        ),
                        output_field=models.IntegerField(),
                    ),
                ),
                (
                    "expires_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Set while only held: afterwards it counts as free",
                        null=True,
                    ),
                ),
                ("released_at", models.DateTimeField(blank=True, null=True)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinics.clinic",
                    ),
                ),
                (
                    "resource",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocations",
                        to="clinics.resource",
                    ),
                ),
                (
                    "appointment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="allocations",
                        to="scheduling.appointment",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("released_at__isnull", True)),
                        fields=["clinic", "resource", "start_minute"],
                        include=("end_minute", "expires_at", "appointment"),
                        name="allocation_live_by_resource",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("during__isempty", False),
                            ("during__lower_inf", False),
                            ("during__upper_inf", False),
                        ),
                        name="allocation_is_bounded",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "end_minute__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("start_minute"), "+", models.Value(1440)
                                ),
                            )
                        ),
                        name="allocation_is_at_most_a_day",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("released_at__isnull", True)),
                        expressions=[("clinic", "="), ("resource", "="), ("during", "&&")],
                        name="allocation_resource_in_one_place",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AppointmentEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("held", "held"),
                            ("released", "released"),
                            ("expired", "expired"),
                            ("requested", "requested"),
                            ("accepted", "accepted"),
                            ("declined", "declined"),
                            ("unanswered", "unanswered"),
                            ("called", "called"),
                            ("booked", "booked"),
                            ("rescheduled", "rescheduled"),
                            ("cancelled", "cancelled"),
                            ("confirmed_by_patient", "confirmed_by_patient"),
                            ("confirmation_withdrawn", "confirmation_withdrawn"),
                            ("news_told", "news_told"),
                            ("arrived", "arrived"),
                            ("preparing", "preparing"),
                            ("in_procedure", "in_procedure"),
                            ("in_recovery", "in_recovery"),
                            ("discharged", "discharged"),
                            ("stopped", "stopped"),
                            ("left", "left"),
                            ("transferred", "transferred"),
                            ("no_show", "no_show"),
                            ("undone", "undone"),
                        ],
                        max_length=30,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("revision", models.PositiveIntegerField()),
                ("before", models.JSONField(blank=True, default=dict)),
                ("after", models.JSONField(blank=True, default=dict)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                (
                    "appointment",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="scheduling.appointment",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "clinic",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="clinics.clinic",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("read_at__isnull", True)),
                        fields=["id"],
                        name="event_waiting_to_be_read",
                    ),
                    models.Index(fields=["appointment", "id"], name="event_of_appointment"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "what__in",
                                [
                                    "held",
                                    "released",
                                    "expired",
                                    "requested",
                                    "accepted",
                                    "declined",
                                    "unanswered",
                                    "called",
                                    "booked",
                                    "rescheduled",
                                    "cancelled",
                                    "confirmed_by_patient",
                                    "confirmation_withdrawn",
                                    "news_told",
                                    "arrived",
                                    "preparing",
                                    "in_procedure",
                                    "in_recovery",
                                    "discharged",
                                    "stopped",
                                    "left",
                                    "transferred",
                                    "no_show",
                                    "undone",
                                ],
                            )
                        ),
                        name="event_kind_is_known",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="appointmentprocedure",
            constraint=models.UniqueConstraint(
                fields=("appointment", "position"), name="appointment_procedure_position_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="appointmentprocedure",
            constraint=models.CheckConstraint(
                condition=models.Q(("side__in", ["", "left", "right", "bilateral", "midline"])),
                name="appointment_procedure_side_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="idempotencykey",
            constraint=models.UniqueConstraint(
                fields=("caller", "key"), name="idempotency_key_once_per_caller"
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.UniqueConstraint(
                fields=("clinic", "code"), name="order_code_per_clinic"
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(("side__in", ["", "left", "right", "bilateral", "midline"])),
                name="order_side_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(("times_allowed__range", (1, 30))),
                name="order_times_allowed_is_sane",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_until__gte", models.F("signed_at__date"))),
                name="order_valid_after_signing",
            ),
        ),
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(
                condition=models.Q(("status", "held")),
                fields=["hold_expires_at"],
                name="appointment_holds_by_end",
            ),
        ),
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(
                condition=models.Q(("status", "requested")),
                fields=["decide_by"],
                name="appointment_requests_by_end",
            ),
        ),
        migrations.AddIndex(
            model_name="appointment",
            index=django.contrib.postgres.indexes.GistIndex(
                fields=["clinic", "during"], name="appointment_by_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.UniqueConstraint(
                fields=("clinic", "reference"), name="appointment_reference_per_clinic"
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("manage_token_hash", ""), _negated=True),
                fields=("manage_token_hash",),
                name="appointment_manage_token_unique",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "held",
                            "requested",
                            "booked",
                            "arrived",
                            "preparing",
                            "in_procedure",
                            "in_recovery",
                            "discharged",
                            "stopped",
                            "left",
                            "transferred",
                            "cancelled",
                            "no_show",
                            "expired",
                        ],
                    )
                ),
                name="appointment_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("during__isempty", False),
                    ("during__lower_inf", False),
                    ("during__upper_inf", False),
                ),
                name="appointment_is_bounded",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["held", "expired", "cancelled"]),
                    ("patient__isnull", False),
                    _connector="OR",
                ),
                name="appointment_has_a_patient_unless_held",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "held"), _negated=True),
                    ("hold_expires_at__isnull", False),
                    _connector="OR",
                ),
                name="appointment_hold_ends",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "requested"), _negated=True),
                    ("decide_by__isnull", False),
                    _connector="OR",
                ),
                name="appointment_request_is_answered_in_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decline_reason", ""),
                    models.Q(
                        (
                            "decline_reason__in",
                            ["consultation", "other_time", "call", "not_here", "other"],
                        ),
                        ("status", "cancelled"),
                    ),
                    _connector="OR",
                ),
                name="appointment_declined_is_cancelled",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("coming_at__isnull", True),
                    models.Q(("status__in", ["held", "requested"]), _negated=True),
                    _connector="OR",
                ),
                name="appointment_confirmed_is_booked",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(
                    ("patient__isnull", False),
                    (
                        "status__in",
                        [
                            "arrived",
                            "booked",
                            "discharged",
                            "held",
                            "in_procedure",
                            "in_recovery",
                            "preparing",
                            "requested",
                            "stopped",
                        ],
                    ),
                ),
                expressions=[("clinic", "="), ("patient", "="), ("during", "&&")],
                name="appointment_patient_in_one_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="replacedlink",
            constraint=models.UniqueConstraint(
                fields=("token_hash",), name="replaced_link_token_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="visitphase",
            constraint=models.UniqueConstraint(
                fields=("appointment", "kind"), name="visit_phase_once_per_visit"
            ),
        ),
        migrations.AddConstraint(
            model_name="visitphase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("planned__isempty", False),
                    ("planned__lower_inf", False),
                    ("planned__upper_inf", False),
                ),
                name="visit_phase_is_bounded",
            ),
        ),
        migrations.AddConstraint(
            model_name="visitphase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_at__isnull", True),
                    ("ended_at__gte", models.F("started_at")),
                    _connector="OR",
                ),
                name="visit_phase_ends_after_it_starts",
            ),
        ),
    ]
