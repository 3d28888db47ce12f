"""Doctors' instructions."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from clinics.models.clinic import Clinic
from people.models import Patient, Practitioner
from procedures.models import ProcedureType


class Order(models.Model):
    """A doctor's signed instruction for one patient and procedure (FHIR ServiceRequest).

    A doctor signs it; it ends when used up, at `valid_until`, or when revoked. The patient opens
    it with the code and the date of birth.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="orders")
    code = models.CharField(max_length=12, help_text="As shown: MC4-K7T-9D")
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="orders")
    procedure_type = models.ForeignKey(
        ProcedureType, on_delete=models.PROTECT, related_name="orders"
    )
    side = models.CharField(max_length=10, blank=True)
    levels = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    signed_by = models.ForeignKey(Practitioner, on_delete=models.PROTECT, related_name="orders")
    signed_at = models.DateTimeField()
    valid_until = models.DateField(help_text="Last day on which the visit may take place")
    times_allowed = models.PositiveSmallIntegerField(default=1)
    is_test_positive = models.BooleanField(
        default=False,
        db_default=False,
        help_text="The doctor confirms that the test injection before it helped (R5)",
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clinic", "code"], name="order_code_per_clinic"),
            models.CheckConstraint(
                condition=Q(side__in=["", "left", "right", "bilateral", "midline"]),
                name="order_side_is_known",
            ),
            models.CheckConstraint(
                condition=Q(times_allowed__range=(1, 30)), name="order_times_allowed_is_sane"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("signed_at__date")), name="order_valid_after_signing"
            ),
        ]

    def __str__(self) -> str:
        return self.code
