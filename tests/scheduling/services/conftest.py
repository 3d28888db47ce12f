import pytest

from people.models import Role, User
from tests.world import World, staff


@pytest.fixture
def rita(world: World) -> User:
    """Reception of the clinic."""
    return staff(world, Role.RECEPTION, "rita@medclinic.example")
