import pytest

from tests.world import World, build_clinic, load_test_catalogue


@pytest.fixture
def world(transactional_db: None) -> World:
    """A clinic that other connections can see: every racer has its own."""
    load_test_catalogue()
    return build_clinic()
