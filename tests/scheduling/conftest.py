"""A clinic for every test, on a catalogue that is loaded once for each file."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

import tests.scheduling.profiles  # noqa: F401 - sets the number of examples
from tests.world import World, build_clinic, load_test_catalogue


@pytest.fixture(scope="module")
def catalogue(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Load the shipped catalogue, in a transaction that lasts as long as the file."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_test_catalogue()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def world(catalogue: None, db: None) -> World:
    """Build the test clinic; whatever the test writes is undone."""
    return build_clinic()
