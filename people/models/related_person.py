"""People who act for a patient."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from languages.offered import offered_languages
from people.models.patient import Patient


class RelatedPerson(models.Model):
    """Somebody who books for a patient and is written to in their place (FHIR RelatedPerson).

    The first booking creates it; the same person with another phone or address is another row.
    """

    class Relation(models.TextChoices):
        """What this person is to the patient."""

        CHILD = "child", _("daughter or son")
        PARENT = "parent", _("mother or father")
        PARTNER = "partner", _("wife, husband or partner")
        CARER = "carer", _("carer")
        OTHER = "other", _("another relative or friend")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="related_people")
    relation = models.CharField(max_length=10, choices=Relation.choices)
    full_name = models.CharField(max_length=200)
    phone = models.CharField(max_length=20, blank=True, help_text="E.164")
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=5, choices=offered_languages, default="en")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "related people"
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "full_name", "phone", "email"], name="related_person_once"
            ),
            models.CheckConstraint(condition=~Q(full_name=""), name="related_person_has_a_name"),
            models.CheckConstraint(
                condition=~Q(phone="") | ~Q(email=""), name="related_person_can_be_reached"
            ),
            models.CheckConstraint(
                condition=Q(phone="") | Q(phone__regex=r"^\+[1-9][0-9]{6,14}$"),
                name="related_person_phone_is_e164",
            ),
            models.CheckConstraint(
                condition=Q(relation__in=["child", "parent", "partner", "carer", "other"]),
                name="related_person_relation_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name
