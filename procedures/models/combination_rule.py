from django.db import models
from django.db.models import Q

from languages.translated import Translated
from procedures.models.constraints import is_one_of
from procedures.models.procedure_type import ProcedureType


class CombinationRule(Translated):
    """What holds when two procedure types meet: in one visit, on one day, or within some hours.

    Each side is either one procedure type or a group of them. Only `after_within` looks at the
    order: the second follows the first in less than `min_hours`. Written by `load_catalogue`,
    retired by it (is_active False).
    """

    TRANSLATED = ("reason",)

    class Verdict(models.TextChoices):
        GOOD = "good", "Goes well together"
        WARN = "warn", "Allowed with a warning"
        FORBIDDEN = "forbidden", "Refused"

    class Scope(models.TextChoices):
        SAME_VISIT = "same_visit", "In one visit"
        SAME_DAY = "same_day", "On one day"
        SAME_REGION_SAME_DAY = "same_region_same_day", "In one region on one day"
        OTHER_SIDE = "other_side", "On the other side"
        AFTER_WITHIN = "after_within", "The second within hours after the first"

    code = models.SlugField(max_length=60, unique=True)
    first = models.ForeignKey(
        ProcedureType, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    first_group = models.CharField(max_length=30, blank=True)
    second = models.ForeignKey(
        ProcedureType, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    second_group = models.CharField(max_length=30, blank=True)
    only_different_types = models.BooleanField(
        default=False, help_text="Not for the same procedure type twice."
    )
    verdict = models.CharField(max_length=10, choices=Verdict)
    scope = models.CharField(max_length=25, choices=Scope)
    min_hours = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.TextField(help_text="Plain words, shown to staff and patients.")
    override = models.CharField(max_length=200, blank=True, help_text="Who may go past it, how.")
    source = models.CharField(max_length=80, help_text="Keys of the sources: S7, S12")
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ("position", "code")
        constraints = (
            models.CheckConstraint(
                condition=Q(first=None) ^ Q(first_group=""),
                name="procedures_rule_first_is_type_or_group",
            ),
            models.CheckConstraint(
                condition=Q(second=None) ^ Q(second_group=""),
                name="procedures_rule_second_is_type_or_group",
            ),
            # A check that comes out as NULL passes, hence the explicit isnull.
            models.CheckConstraint(
                condition=Q(
                    scope__in=("other_side", "after_within"),
                    min_hours__isnull=False,
                    min_hours__gte=1,
                )
                | Q(
                    scope__in=("same_visit", "same_day", "same_region_same_day"),
                    min_hours=None,
                ),
                name="procedures_rule_hours_fit_scope",
            ),
            is_one_of(
                "verdict", ("good", "warn", "forbidden"), name="procedures_rule_verdict_known"
            ),
        )

    def __str__(self) -> str:
        return self.code

    def reason_in(self, language: str) -> str:
        """Return the reason in a language ("uk", "uk-UA", "en"), English if missing."""
        return self.said("reason", language)
