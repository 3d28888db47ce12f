from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from procedures.models.constraints import is_not_empty_list, is_on_the_grid, is_one_of
from procedures.models.procedure_type import ProcedureType


class Need(models.Model):
    """What must be reserved for a procedure type: `quantity` resources of one kind.

    The same resource stays from the first phase to the last one. It must have *all* capabilities
    listed; a choice ("C-arm or ultrasound") is a capability that both kinds of room carry. Written
    by `load_catalogue`. The need at the lowest position with kind practitioner is the person the
    patient comes to see. A need never names a phase that lasts no time: the loader refuses that,
    because only it sees both rows.
    """

    class Kind(models.TextChoices):
        PRACTITIONER = "practitioner", "Practitioner"
        NURSE = "nurse", "Nurse"
        ROOM = "room", "Room"
        BAY = "bay", "Bay"
        EQUIPMENT = "equipment", "Equipment"

    class Phase(models.TextChoices):
        PREPARATION = "preparation", "Preparation"
        PROCEDURE = "procedure", "Procedure"
        OBSERVATION = "observation", "Observation"

    procedure_type = models.ForeignKey(
        ProcedureType,
        # A need has no life of its own: appointments keep allocations, not needs.
        on_delete=models.CASCADE,
        related_name="needs",
    )
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=15, choices=Kind)
    capabilities = ArrayField(models.CharField(max_length=50))
    quantity = models.PositiveSmallIntegerField(default=1)
    first_phase = models.CharField(max_length=15, choices=Phase)
    last_phase = models.CharField(max_length=15, choices=Phase)
    minutes_before = models.PositiveSmallIntegerField(default=0, help_text="Set-up.")
    minutes_after = models.PositiveSmallIntegerField(default=0, help_text="Turnover.")

    class Meta:
        ordering = ("procedure_type", "position")
        constraints = (
            models.UniqueConstraint(
                fields=("procedure_type", "position"), name="procedures_need_position_unique"
            ),
            models.CheckConstraint(
                condition=Q(quantity__gte=1), name="procedures_need_quantity_at_least_one"
            ),
            models.CheckConstraint(
                condition=Q(
                    first_phase="preparation",
                    last_phase__in=("preparation", "procedure", "observation"),
                )
                | Q(first_phase="procedure", last_phase__in=("procedure", "observation"))
                | Q(first_phase="observation", last_phase="observation"),
                name="procedures_need_phases_in_order",
            ),
            is_one_of(
                "kind",
                ("practitioner", "nurse", "room", "bay", "equipment"),
                name="procedures_need_kind_known",
            ),
            is_not_empty_list("capabilities", name="procedures_need_capabilities_named"),
            is_on_the_grid("minutes_before", name="procedures_need_before_on_grid"),
            is_on_the_grid("minutes_after", name="procedures_need_after_on_grid"),
        )

    def __str__(self) -> str:
        return f"{self.kind} [{', '.join(self.capabilities)}]"
