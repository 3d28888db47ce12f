"""The guard: which resource is taken when."""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now

from clinics.models.clinic import Clinic
from clinics.models.hours import bounded_range
from clinics.models.resource import Resource
from scheduling.models.appointment import Appointment

LONGEST_MINUTES = 24 * 60


def _epoch_minute(bound: str) -> models.GeneratedField:
    """Keep a bound of `during` as epoch minutes too.

    Reading ranges costs seven times as much as reading integers (performance.md 6.2). The
    subtraction makes the expression immutable, which `extract(epoch from timestamptz)` is not.
    """
    sql = f"(extract(epoch from ({bound}(during) - timestamptz '1970-01-01 00:00:00+00'))/60)::int"
    return models.GeneratedField(
        expression=RawSQL(sql, ()), output_field=models.IntegerField(), db_persist=True
    )


class Allocation(models.Model):
    """One resource is taken for one span, buffers included.

    Holds, requests and bookings all write it through `services.taking`, so that they clash
    identically. It ends by `released_at`; nobody deletes it. No ModelForm: the condition of the
    exclusion constraint makes `full_clean()` fail.
    """

    # No index of their own: the guard and the index below begin with both.
    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="+", db_index=False)
    resource = models.ForeignKey(
        Resource, on_delete=models.PROTECT, related_name="allocations", db_index=False
    )
    appointment = models.ForeignKey(
        Appointment, on_delete=models.CASCADE, related_name="allocations"
    )
    phases = ArrayField(
        models.CharField(max_length=20), help_text="Phases in which the patient uses it"
    )
    is_lead = models.BooleanField(default=False, help_text="Whom the patient comes to see")
    during = DateTimeRangeField(help_text="With minutes before and after")
    start_minute: Any = _epoch_minute("lower")
    end_minute: Any = _epoch_minute("upper")
    expires_at = models.DateTimeField(
        null=True, blank=True, help_text="Set while only held: afterwards it counts as free"
    )
    released_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            bounded_range("allocation_is_bounded"),
            models.CheckConstraint(
                condition=Q(end_minute__lte=models.F("start_minute") + LONGEST_MINUTES),
                name="allocation_is_at_most_a_day",
            ),
            ExclusionConstraint(
                name="allocation_resource_in_one_place",
                expressions=[
                    ("clinic", RangeOperators.EQUAL),
                    ("resource", RangeOperators.EQUAL),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(released_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["clinic", "resource", "start_minute"],
                include=["end_minute", "expires_at", "appointment"],
                condition=Q(released_at__isnull=True),
                name="allocation_live_by_resource",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resource_id} for {self.appointment_id}"
