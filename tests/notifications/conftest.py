from collections.abc import Iterator

import pytest
from pytest_django import Settings

from people.models import Role, User
from tests.notifications.mailserver import MailServer
from tests.world import World, staff


@pytest.fixture
def mailserver(settings: Settings) -> Iterator[MailServer]:
    """Send for real, over a socket: Django's test runner would swap the backend for a list."""
    with MailServer() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_TIMEOUT = 5
        settings.SMS_GATEWAY_DOMAIN = "sms.example"
        settings.SITE_URL = "https://booking.medclinic.example"
        settings.EMAIL_FROM = "visits@medclinic.example"
        yield server


@pytest.fixture
def rita(world: World) -> User:
    """Reception of the clinic."""
    return staff(world, Role.RECEPTION, "rita@medclinic.example")
