"""Trying something out."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def undone() -> Iterator[None]:
    """Roll back whatever the block writes, whether it raises or not."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
