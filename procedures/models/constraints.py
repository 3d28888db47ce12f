"""The two shapes of check that most catalogue tables share.

A row of the catalogue decides how a visit is built, so the database refuses a row the search
could not work with, whoever writes it: loader, admin or a person with psql.
"""

from collections.abc import Iterable

from django.db.models import CheckConstraint, F, Func, Q, Value
from django.db.models.functions import Mod
from django.db.models.lookups import Exact, LessThanOrEqual

MINUTE_GRID = 5


def is_one_of(field: str, values: Iterable[str], *, name: str) -> CheckConstraint:
    """Refuse a word that is not one of the choices."""
    return CheckConstraint(condition=Q(**{f"{field}__in": list(values)}), name=name)


def is_on_the_grid(field: str, *, name: str) -> CheckConstraint:
    """Refuse minutes that are not a multiple of five, the tick the search counts in."""
    return CheckConstraint(
        condition=Q(Exact(Mod(F(field), Value(MINUTE_GRID)), 0)),
        name=name,
        violation_error_message=f"Minutes are multiples of {MINUTE_GRID}.",
    )


def is_not_empty_list(field: str, *, name: str) -> CheckConstraint:
    """Refuse an empty array."""
    length = Func(F(field), function="CARDINALITY")
    return CheckConstraint(condition=Q(LessThanOrEqual(Value(1), length)), name=name)
