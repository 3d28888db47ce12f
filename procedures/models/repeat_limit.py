from django.db import models
from django.db.models import Q

from procedures.models.constraints import is_one_of
from procedures.models.procedure_type import ProcedureType


class RepeatLimit(models.Model):
    """How soon, or how often, a procedure type may be repeated.

    Written by `load_catalogue`; every number is a default for a clinician to confirm. With
    `counts_group` earlier visits of any type in that group count (three epidural steroid
    injections of whatever kind); without it only visits of the same type. `min_days` is the gap to
    the previous one; `max_count` allows at most that many within `within_days` days, the new one
    included.
    """

    class Scope(models.TextChoices):
        ANY = "any", "Anywhere"
        REGION = "region", "Same region"
        SIDE_LEVEL = "side_level", "Same side and level"
        OTHER_SIDE = "other_side", "The other side"

    class Verdict(models.TextChoices):
        FORBIDDEN = "forbidden", "Refused"
        WARN = "warn", "Allowed with a warning"

    procedure_type = models.ForeignKey(
        # Part of the catalogue entry, without a life of its own.
        ProcedureType,
        on_delete=models.CASCADE,
        related_name="repeat_limits",
    )
    position = models.PositiveSmallIntegerField()
    scope = models.CharField(max_length=15, choices=Scope)
    verdict = models.CharField(max_length=10, choices=Verdict, default=Verdict.FORBIDDEN)
    counts_group = models.CharField(max_length=30, blank=True)
    min_days = models.PositiveSmallIntegerField(null=True, blank=True)
    max_count = models.PositiveSmallIntegerField(null=True, blank=True)
    within_days = models.PositiveSmallIntegerField(null=True, blank=True)
    override = models.CharField(max_length=200, blank=True, help_text="Who may go past it, how.")
    source = models.CharField(max_length=80, help_text="Keys of the sources: S6, S7")

    class Meta:
        ordering = ("procedure_type", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("procedure_type", "position"), name="procedures_limit_position_unique"
            ),
            # A check that comes out as NULL passes, hence the explicit isnull.
            models.CheckConstraint(
                condition=Q(
                    min_days__isnull=False, min_days__gte=1, max_count=None, within_days=None
                )
                | Q(
                    min_days=None,
                    max_count__isnull=False,
                    max_count__gte=1,
                    within_days__isnull=False,
                    within_days__gte=1,
                ),
                name="procedures_limit_is_a_gap_or_a_count",
            ),
            is_one_of(
                "scope",
                ("any", "region", "side_level", "other_side"),
                name="procedures_limit_scope_known",
            ),
            is_one_of("verdict", ("forbidden", "warn"), name="procedures_limit_verdict_known"),
        )

    def __str__(self) -> str:
        if self.min_days is not None:
            return f"{self.scope}: at least {self.min_days} days apart"
        return f"{self.scope}: at most {self.max_count} in {self.within_days} days"
