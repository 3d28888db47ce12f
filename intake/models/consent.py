"""What patients agree to, worded by the clinic, and that they did."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from clinics.models.clinic import Clinic
from languages.offered import offered_languages
from procedures.models import ProcedureType
from scheduling.models.appointment import Appointment


class ConsentText(models.Model):
    """One version of what is ticked before a visit is booked, in one language.

    The clinic writes it in the admin; `load_consent_texts` brings an example. Without a clinic it
    is for all of them, without a procedure type for everything but consultations; the most special
    one counts, of that the newest version. Once somebody has agreed to it the database refuses
    every change but switching it off: another wording is another version.
    """

    clinic = models.ForeignKey(
        Clinic, on_delete=models.PROTECT, null=True, blank=True, related_name="consent_texts"
    )
    procedure_type = models.ForeignKey(
        ProcedureType,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="consent_texts",
        help_text="Empty: general, for everything but consultations",
    )
    version = models.PositiveSmallIntegerField(help_text="The same in all languages")
    language = models.CharField(max_length=5, choices=offered_languages)
    title = models.CharField(max_length=200)
    items = ArrayField(
        models.CharField(max_length=500), help_text="Each is ticked on its own: plain words"
    )
    is_example = models.BooleanField(
        default=False, help_text="Not yet confirmed by a clinician; pages say so"
    )
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ("clinic", "procedure_type", "version", "language")
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "procedure_type", "version", "language"],
                nulls_distinct=False,
                name="consent_text_version_once",
            ),
            models.CheckConstraint(condition=Q(items__len__gte=1), name="consent_text_has_items"),
            models.CheckConstraint(
                condition=Q(version__gte=1), name="consent_text_version_begins_at_1"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}, {self.language}"


class Consent(models.Model):
    """That somebody ticked every item of a text for a visit (FHIR Consent). Never changed.

    The wording stands here once more, as it was shown: whoever reads it later need not trust
    anything else.
    """

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="consents")
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="consents")
    version = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=5)
    title = models.CharField(max_length=200)
    items = ArrayField(models.CharField(max_length=500))
    given_by = models.CharField(max_length=200, help_text="Who ticked it: the patient, or for them")
    is_for_another = models.BooleanField(default=False)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appointment", "text"], name="consent_once_per_text"),
            models.CheckConstraint(condition=Q(items__len__gte=1), name="consent_has_items"),
            models.CheckConstraint(condition=~Q(given_by=""), name="consent_says_who"),
        ]

    def __str__(self) -> str:
        return f"{self.appointment_id}: {self.text_id}"
