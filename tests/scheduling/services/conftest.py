import pytest

from people.models import Role, User
from tests.world import World, build_clinic, load_test_catalogue, staff


@pytest.fixture
def world(db: None) -> World:
    load_test_catalogue()
    return build_clinic()


@pytest.fixture
def rita(world: World) -> User:
    """Reception of the clinic."""
    return staff(world, Role.RECEPTION, "rita@medclinic.example")
