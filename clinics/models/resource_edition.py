"""Which edition of a clinic's resources and hours is in force."""

import uuid

from django.db import models

from clinics.models.clinic import Clinic


class PremisesEdition(models.Model):
    """The name of what `clinics.selectors.resource_cache` keeps in memory of one clinic.

    Triggers on resources, working hours and extra hours renew it with every change; a random name
    and not a counter, because a number that is rolled back would be given to another change.
    """

    clinic = models.OneToOneField(Clinic, on_delete=models.CASCADE, primary_key=True)
    edition = models.UUIDField(default=uuid.uuid4)

    def __str__(self) -> str:
        return f"{self.clinic_id}: {self.edition}"
