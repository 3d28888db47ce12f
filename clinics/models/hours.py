"""When a clinic and its resources can be used.

None of these is an allocation: a sick doctor's absence must be recordable while bookings stand.
"""

from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import F, Q

from clinics.models.clinic import Clinic
from clinics.models.resource import Resource


def bounded_range(name: str) -> models.CheckConstraint:
    """Refuse an empty or unbounded `during`: such a range slips past every guard."""
    return models.CheckConstraint(
        condition=Q(during__isempty=False, during__lower_inf=False, during__upper_inf=False),
        name=name,
    )


class WorkingHours(models.Model):
    """Weekly hours of one resource, or of the clinic's doors when no resource is named.

    An end at or before the start means the next day; 00:00 as an end is midnight.
    """

    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="working_hours")
    resource = models.ForeignKey(
        Resource, on_delete=models.CASCADE, null=True, blank=True, related_name="working_hours"
    )
    weekday = models.PositiveSmallIntegerField(help_text="0 = Monday")
    start = models.TimeField()
    end = models.TimeField()
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True, help_text="Last day, inclusive")

    class Meta:
        verbose_name_plural = "working hours"
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__range=(0, 6)), name="working_hours_weekday_is_0_to_6"
            ),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")), name="working_hours_validity_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resource or self.clinic}: {self.weekday} {self.start}-{self.end}"


class ExtraHours(models.Model):
    """Hours added on one day, beside the weekly ones."""

    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="extra_hours")
    resource = models.ForeignKey(
        Resource, on_delete=models.CASCADE, null=True, blank=True, related_name="extra_hours"
    )
    day = models.DateField()
    start = models.TimeField()
    end = models.TimeField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "extra hours"

    def __str__(self) -> str:
        return f"{self.resource or self.clinic}: {self.day} {self.start}-{self.end}"


class Closure(models.Model):
    """A time in which the clinic, or one room, bay or machine, cannot be used."""

    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="closures")
    resource = models.ForeignKey(
        Resource, on_delete=models.CASCADE, null=True, blank=True, related_name="closures"
    )
    during = DateTimeRangeField()
    reason = models.CharField(max_length=200)

    class Meta:
        constraints = [bounded_range("closure_is_bounded")]

    def __str__(self) -> str:
        return f"{self.resource or self.clinic} closed: {self.reason}"


class Absence(models.Model):
    """A time in which one person is away. Recordable while bookings still stand."""

    clinic = models.ForeignKey(Clinic, on_delete=models.CASCADE, related_name="absences")
    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="absences")
    during = DateTimeRangeField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [bounded_range("absence_is_bounded")]

    def __str__(self) -> str:
        return f"{self.resource} away"
