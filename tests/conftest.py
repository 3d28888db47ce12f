"""For every test. The servers themselves are started by config/test_settings.py."""

import os
from collections.abc import Iterator

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation

# `make fast` is for every save of a file: fewer examples, the same properties.
hypothesis.settings.register_profile("fast", max_examples=20)
if os.environ.get("BAYWISE_PURE"):
    hypothesis.settings.load_profile("fast")


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Let no test inherit another's rate limits."""
    cache.clear()


@pytest.fixture(autouse=True)
def _no_language() -> Iterator[None]:
    """Let no test speak the language a page of another one was asked for in."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session")
def test_database_url(django_db_setup: None) -> str:
    """Return the address of this worker's test database, for processes that a test starts."""
    database = settings.DATABASES["default"]
    host = f"{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}"
    return f"postgresql://{host}/{database['NAME']}"
