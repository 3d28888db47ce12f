from django.db import models

from languages.translated import Translated


class AntithromboticLeadTime(Translated):
    """How far ahead a blood thinner has to be reviewed, by the bleeding class of the procedure.

    The words are the source's; the days are the longest reading of them, rounded up to whole
    days, used to refuse a date that leaves no time for the review. Days are empty where the
    source leaves it to a shared decision, 0 where the medicine is usually continued. Baywise
    never tells a patient to stop a medicine: it opens a task for the prescriber. Written by
    `load_catalogue`; every number is for a clinician to confirm.
    """

    TRANSLATED = ("drug", "plain_name")

    code = models.SlugField(max_length=50, unique=True)
    drug = models.CharField(max_length=150)
    plain_name = models.CharField(max_length=150, blank=True, help_text="What patients read.")
    high = models.CharField(max_length=80)
    high_days = models.PositiveSmallIntegerField(null=True, blank=True)
    intermediate = models.CharField(max_length=80)
    intermediate_days = models.PositiveSmallIntegerField(null=True, blank=True)
    low = models.CharField(max_length=80)
    low_days = models.PositiveSmallIntegerField(null=True, blank=True)
    restart = models.CharField(max_length=80, blank=True)
    source = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ("position", "code")

    def __str__(self) -> str:
        return self.drug

    def plain_name_in(self, language: str) -> str:
        """Return the patient's wording in a language ("uk", "uk-UA", "en"), else the drug."""
        return self.said("plain_name", language)

    def drug_in(self, language: str) -> str:
        """Return the medicine in a language ("uk", "uk-UA", "en"), English if missing."""
        return self.said("drug", language)
