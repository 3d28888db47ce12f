"""People who are treated."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from languages.offered import offered_languages


class Patient(models.Model):
    """One person who is treated. The first booking creates it; retention rules end it.

    Patients have no account: they prove themselves by a link or by reference + date of birth.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    full_name = models.CharField(_("full name"), max_length=200)
    date_of_birth = models.DateField(_("date of birth"))
    phone = models.CharField(
        _("phone"), max_length=20, blank=True, help_text="E.164, for example +380500004712"
    )
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(max_length=5, choices=offered_languages, default="en")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["date_of_birth", "phone"], name="patient_birth_phone"),
            models.Index(fields=["date_of_birth", "email"], name="patient_birth_email"),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(full_name=""), name="patient_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(phone="") | models.Q(phone__regex=r"^\+[1-9][0-9]{6,14}$"),
                name="patient_phone_is_e164",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name
