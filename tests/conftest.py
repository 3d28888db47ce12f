"""For every test. The servers themselves are started by tests/settings.py."""

import copy
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker

import tests.profiles  # noqa: F401 - sets the number of examples
from people.models import Role, User
from tests.database.template import Copy
from tests.world import World, build_clinic, load_test_catalogue, staff

# What takes longest begins first, so that no worker waits for another at the end. A file stays with
# one worker, because what is built once for a file should be built once.
LONGEST = (
    "tests/browser/test_walks.py",
    "tests/browser/test_pages.py",
    "tests/demo/processes/",
    "tests/browser/",
    "tests/survival/",
    "tests/demo/seed/test_seed.py",
    "tests/journeys/races/",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first."""
    items.sort(key=_place)


def _place(item: pytest.Item) -> int:
    places = (place for place, name in enumerate(LONGEST) if item.nodeid.startswith(name))
    return next(places, len(LONGEST))


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    testrun_uid: str,
    worker_id: str,
) -> Iterator[None]:
    """Give this worker a database, in place of pytest-django, which would migrate each of them."""
    copy = Copy(run=testrun_uid, worker=worker_id)
    with django_db_blocker.unblock():
        copy.make()
    yield
    with django_db_blocker.unblock():
        copy.delete()


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Let no test inherit another's rate limits."""
    cache.clear()


@pytest.fixture(autouse=True)
def _no_language() -> Iterator[None]:
    """Let no test speak the language a page of another one was asked for in."""
    yield
    translation.deactivate()


@pytest.fixture(scope="module")
def catalogue(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Load the shipped catalogue, in a transaction that lasts as long as the file."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_test_catalogue()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def standing_clinic(catalogue: None, django_db_blocker: DjangoDbBlocker) -> World:
    """Build the test clinic once for a file; it goes when the catalogue goes."""
    with django_db_blocker.unblock():
        return build_clinic()


@pytest.fixture
def world(standing_clinic: World, db: None) -> World:
    """Return the test clinic as it was built; whatever the test writes is undone."""
    return copy.deepcopy(standing_clinic)


@pytest.fixture
def shared_world(transactional_db: None) -> World:
    """Build the test clinic for other connections to see, in a file that does not use `world`."""
    assert not connection.in_atomic_block, "tests with `world` belong in another file"
    load_test_catalogue()
    return build_clinic()


@pytest.fixture(scope="session")
def folder_of_run(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return a folder that all workers share, for what is made once for all of them."""
    folder = tmp_path_factory.getbasetemp()
    return folder if worker_id == "master" else folder.parent


@pytest.fixture(scope="session")
def test_database_url(django_db_setup: None) -> str:
    """Return the address of this worker's test database, for processes that a test starts."""
    database = settings.DATABASES["default"]
    host = f"{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}"
    return f"postgresql://{host}/{database['NAME']}"


@pytest.fixture
def rita(world: World) -> User:
    """Return the receptionist of the clinic."""
    return staff(world, Role.RECEPTION, "rita@medclinic.example")
