"""People who treat."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from languages.translated import Translated


class Practitioner(Translated):
    """The professional profile of someone who treats patients.

    A manager creates it. It outlives the account: past visits keep their practitioner.
    """

    TRANSLATED = ("speciality",)

    class Gender(models.TextChoices):
        """FHIR R4 AdministrativeGender."""

        MALE = "male"
        FEMALE = "female"
        OTHER = "other"
        UNKNOWN = "unknown"

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,  # the account may end, the profile stays with its visits
        null=True,
        blank=True,
        related_name="practitioner",
    )
    name = models.CharField(max_length=200, help_text="As patients read it: Dr Amara Osei")
    speciality = models.CharField(max_length=200, blank=True)
    languages = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    gender = models.CharField(
        max_length=7,
        choices=Gender.choices,
        default=Gender.UNKNOWN,
        db_default=Gender.UNKNOWN,
        help_text="For patients who ask for a woman or a man",
    )
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(gender__in=["male", "female", "other", "unknown"]),
                name="practitioner_gender_is_known_to_fhir",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def speciality_in(self, language: str) -> str:
        """Return the speciality in a language; English where that is missing."""
        return self.said("speciality", language)
