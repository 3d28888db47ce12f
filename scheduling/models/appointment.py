"""Visits."""

import uuid

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Q

from clinics.models.clinic import Clinic
from clinics.models.hours import bounded_range
from people.models import Patient, RelatedPerson
from procedures.models import ProcedureType
from scheduling.core.booking_requests import DeclineReason
from scheduling.core.status import LIVE, Status
from scheduling.models.order import Order

SIDES = ["", "left", "right", "bilateral", "midline"]


class Appointment(models.Model):
    """One visit from arrival to discharge, beginning as a hold, a request or a booking.

    Patients, staff and programs create it through `services`; a status of
    `scheduling.core.status` ends it. It is never deleted.
    """

    Status = Status

    class Source(models.TextChoices):
        """Who asked for the visit."""

        ONLINE = "online"
        STAFF = "staff"
        API = "api"
        SEED = "seed"

    uid = models.UUIDField(
        default=uuid.uuid4, unique=True, editable=False, help_text="Also the iCal UID, for life"
    )
    reference = models.CharField(max_length=12, help_text="As shown: K7P-4MD-2XQ")
    # Indexed by appointment_reference_per_clinic.
    clinic = models.ForeignKey(
        Clinic, on_delete=models.PROTECT, related_name="appointments", db_index=False
    )
    patient = models.ForeignKey(
        Patient,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="appointments",
        help_text="Unknown while the time is only held",
    )
    contact = models.ForeignKey(
        RelatedPerson,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="appointments",
        help_text="Whom messages go to, if not the patient",
    )
    order = models.ForeignKey(
        Order, on_delete=models.PROTECT, null=True, blank=True, related_name="appointments"
    )
    procedure_types = models.ManyToManyField(ProcedureType, through="AppointmentProcedure")
    status = models.CharField(
        max_length=20, choices=[(status.value, status.value) for status in Status]
    )
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.ONLINE)
    during = DateTimeRangeField(help_text="Arrival to discharge")
    local_start = models.CharField(
        max_length=25, help_text="The promised wall time: 2026-11-26T09:00+02:00"
    )
    time_zone = models.CharField(max_length=64, help_text="Zone in which the time was promised")
    revision = models.PositiveIntegerField(default=1, help_text="Every write raises it")
    schedule_revision = models.PositiveIntegerField(
        default=1, help_text="Raised when time changes: messages planned for another one are void"
    )
    ical_sequence = models.PositiveIntegerField(default=0)
    hold_expires_at = models.DateTimeField(null=True, blank=True)
    decide_by = models.DateTimeField(
        null=True, blank=True, help_text="While requested: a clinician must answer until then"
    )
    coming_at = models.DateTimeField(
        null=True, blank=True, help_text="When the patient said that they come at this time"
    )
    hold_token_hash = models.CharField(max_length=64, blank=True, editable=False)
    link_version = models.PositiveIntegerField(
        default=1, help_text="Raised to make older manage links useless"
    )
    manage_token_hash = models.CharField(max_length=64, blank=True, editable=False)
    flags = ArrayField(
        models.CharField(max_length=40),
        default=list,
        blank=True,
        help_text="What staff must know: missing_order, screening_open, ...",
    )
    language = models.CharField(
        max_length=5,
        blank=True,
        default="",
        db_default="",
        help_text="In which it was booked, and messages speak; blank: the patient's own",
    )
    note = models.CharField(max_length=500, blank=True)
    cancel_reason = models.CharField(max_length=200, blank=True)
    decline_reason = models.CharField(
        max_length=20,
        blank=True,
        # The database fills it in too: bulk loaders need not know of it.
        db_default="",
        default="",
        choices=[(reason.value, reason.value) for reason in DeclineReason],
        help_text="Why a clinician said no to the request; blank otherwise",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField(help_text="Of the last write; feeds iCal LAST-MODIFIED")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "reference"], name="appointment_reference_per_clinic"
            ),
            models.UniqueConstraint(
                fields=["manage_token_hash"],
                condition=~Q(manage_token_hash=""),
                name="appointment_manage_token_unique",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in Status]),
                name="appointment_status_is_known",
            ),
            bounded_range("appointment_is_bounded"),
            models.CheckConstraint(
                condition=Q(status__in=["held", "expired", "cancelled"]) | Q(patient__isnull=False),
                name="appointment_has_a_patient_unless_held",
            ),
            models.CheckConstraint(
                condition=~Q(status="held") | Q(hold_expires_at__isnull=False),
                name="appointment_hold_ends",
            ),
            models.CheckConstraint(
                condition=~Q(status="requested") | Q(decide_by__isnull=False),
                name="appointment_request_is_answered_in_time",
            ),
            models.CheckConstraint(
                condition=Q(decline_reason="")
                | Q(status="cancelled", decline_reason__in=[each.value for each in DeclineReason]),
                name="appointment_declined_is_cancelled",
            ),
            models.CheckConstraint(
                condition=Q(coming_at__isnull=True) | ~Q(status__in=["held", "requested"]),
                name="appointment_confirmed_is_booked",
            ),
            ExclusionConstraint(
                name="appointment_patient_in_one_place",
                expressions=[
                    ("clinic", RangeOperators.EQUAL),
                    ("patient", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(
                    patient__isnull=False, status__in=sorted(status.value for status in LIVE)
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["hold_expires_at"],
                condition=Q(status="held"),
                name="appointment_holds_by_end",
            ),
            models.Index(
                fields=["decide_by"],
                condition=Q(status="requested"),
                name="appointment_requests_by_end",
            ),
            # The day list, the board and lists of some days: visits of every status, by overlap.
            GistIndex(fields=["clinic", "during"], name="appointment_by_day"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def addressee(self) -> Patient | RelatedPerson | None:
        """Whom the clinic writes to: who acts for the patient, else the patient."""
        return self.contact or self.patient

    @property
    def second_addressee(self) -> Patient | None:
        """The patient, where somebody else booked with an order: nobody turns messages away."""
        return self.patient if self.contact and self.order_id else None


class AppointmentProcedure(models.Model):
    """One procedure within a visit, in order, with its side and levels."""

    # Indexed by appointment_procedure_position_once.
    appointment = models.ForeignKey(
        Appointment, on_delete=models.CASCADE, related_name="procedures", db_index=False
    )
    procedure_type = models.ForeignKey(ProcedureType, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    side = models.CharField(max_length=10, blank=True)
    levels = ArrayField(models.CharField(max_length=20), default=list, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "position"], name="appointment_procedure_position_once"
            ),
            models.CheckConstraint(
                condition=Q(side__in=SIDES), name="appointment_procedure_side_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appointment_id}.{self.position}"
