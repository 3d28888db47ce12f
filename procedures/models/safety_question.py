from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from languages.translated import Translated
from procedures.models.constraints import is_one_of


class SafetyQuestion(Translated):
    """One question asked before any time is shown, and how urgent a yes (or "not sure") is.

    Written by `load_catalogue`, worded and tuned by the clinic; the wording is an example a
    clinician has to confirm. It never names a diagnosis and never reassures. `version` rises with
    every edit; whoever stores an answer stores the wording too, so it stays readable.

    A question of the emergency tier stays asked and stays an emergency: the database and the
    forms refuse to switch it off.
    """

    TRANSLATED = ("text", "hint")

    class Tier(models.TextChoices):
        """What a yes leads to. Source: domain facts, section 2 (E, U, S)."""

        EMERGENCY = "emergency", "Emergency: stop, no times, the clinic is told"
        TODAY = "today", "Today: no procedure, a clinician calls"
        CONSULTATION = "consultation", "Consultation: the doctor is told"

    code = models.SlugField(max_length=50, unique=True)
    text = models.CharField(max_length=300, help_text="One question, plain words, no diagnosis.")
    hint = models.CharField(max_length=300, blank=True, help_text="Examples, read out with it.")
    tier = models.CharField(max_length=12, choices=Tier)
    version = models.PositiveSmallIntegerField(default=1)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ("position", "code")
        constraints = (
            is_one_of(
                "tier", ("emergency", "today", "consultation"), name="procedures_safety_tier_known"
            ),
            models.CheckConstraint(
                condition=~Q(tier="emergency") | Q(is_active=True),
                name="procedures_safety_emergency_stays_on",
                violation_error_message="An emergency question cannot be switched off.",
            ),
        )

    def __str__(self) -> str:
        return self.code

    @property
    def is_permanent(self) -> bool:
        """Whether it stays asked, whatever a newer file leaves out."""
        return self.tier == self.Tier.EMERGENCY

    def clean(self) -> None:
        """Refuse to make less of an emergency question: that would switch it off."""
        stored = SafetyQuestion.objects.filter(pk=self.pk, tier=self.Tier.EMERGENCY)
        if self.tier != self.Tier.EMERGENCY and stored.exists():
            raise ValidationError({"tier": "An emergency question stays an emergency."})

    def text_in(self, language: str) -> str:
        """Return the question in a language ("uk", "uk-UA", "en"), English if missing."""
        return self.said("text", language)

    def hint_in(self, language: str) -> str:
        """Return the examples in the language the question is shown in."""
        # A hint in another language than its question would puzzle more than none.
        if self.is_said("text", language) and not self.is_said("hint", language):
            return ""
        return self.said("hint", language)
