"""What a visit needs: people, rooms, bays and equipment."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from clinics.core.resource_kind import Kind
from clinics.models.clinic import Clinic
from people.models import Practitioner


class Resource(models.Model):
    """One thing or person that can be in one place at a time. A manager creates it.

    Each recovery bay is a row of its own: a pool with a counter cannot be guarded by a
    constraint. A resource is retired with `is_active`, never deleted.
    """

    Kind = Kind

    clinic = models.ForeignKey(Clinic, on_delete=models.PROTECT, related_name="resources")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in Kind])
    name = models.CharField(max_length=100)
    capabilities = ArrayField(models.CharField(max_length=50), default=list, blank=True)
    practitioner = models.ForeignKey(
        Practitioner, on_delete=models.PROTECT, null=True, blank=True, related_name="resources"
    )
    position = models.PositiveSmallIntegerField(default=0, help_text="Order on the board")
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["kind", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "kind", "name"], name="resource_name_per_clinic_and_kind"
            ),
            models.UniqueConstraint(
                fields=["clinic", "practitioner"], name="resource_practitioner_once_per_clinic"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in Kind]),
                name="resource_kind_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="practitioner", practitioner__isnull=False)
                | (~models.Q(kind="practitioner") & models.Q(practitioner__isnull=True)),
                name="resource_person_only_for_practitioners",
            ),
        ]
        indexes = [GinIndex(fields=["capabilities"], name="resource_capabilities")]

    def __str__(self) -> str:
        return self.name
