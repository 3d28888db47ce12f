import uuid

from django.db import models


class CatalogueEdition(models.Model):
    """Which edition of the catalogue the tables hold: one row, no more.

    Triggers renew it with every change of the catalogue, whoever makes it, in the same
    transaction (migration 0002). Random and not counted up: a number that is rolled back would be
    given to another change. `procedures.catalogue` compares it before it serves from memory.
    """

    edition = models.UUIDField(default=uuid.uuid4)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="procedures_one_edition"),
        ]

    def __str__(self) -> str:
        return str(self.edition)
