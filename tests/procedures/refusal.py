"""Reading what the database refused."""

from django.db import IntegrityError


def constraint_of(error: IntegrityError) -> str:
    """Return the name of the constraint a row broke, as the driver reports it."""
    diagnosis = error.__cause__.diag  # type: ignore[union-attr]  # psycopg's own error
    return str(diagnosis.constraint_name)
