import pytest

from tests.world import World


@pytest.fixture
def world(shared_world: World) -> World:
    """A clinic that other connections can see: every racer has its own."""
    return shared_world
