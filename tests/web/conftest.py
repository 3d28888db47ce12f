"""A staffed clinic, and a second one that must never be seen."""

from collections.abc import Callable

import pytest
from django.test import Client

from intake.services.booking import book_appointment
from people.models import Role, User
from scheduling.models import Appointment
from tests.world import (
    HANNES,
    NGOZI,
    NOW,
    OLENA,
    World,
    at,
    build_clinic,
    request_for,
    staff,
)

DAY = "2026-11-26"
PRACTICE = (Role.DOCTOR, Role.NURSE, Role.RECEPTION, Role.MANAGER)
"""Those who work with patients."""

SignIn = Callable[[Role], Client]


def book(
    world: World,
    code: str = "tfesi",
    start: object = None,
    *,
    who: object = OLENA,
    practitioner: str | None = "Dr Amara Osei",
    by: User | None = None,
) -> Appointment:
    """Book at 9:00 on 26 November; as staff, so that what is missing is flagged."""
    return book_appointment(
        clinic=world.clinic,
        codes=[code],
        start=start or at(26, 9),
        request=request_for(who),
        now=NOW,
        by=by or User.objects.get(email="reception@clinic.example"),
        practitioner=world[practitioner].pk if practitioner else None,
    )


@pytest.fixture
def staffed(world: World) -> World:
    """Build the clinic with one member of staff a role; the doctor is Dr Amara Osei."""
    for role in Role:
        user = staff(world, role, f"{role.value}@clinic.example")
        if role == Role.DOCTOR:
            osei = world["Dr Amara Osei"].practitioner
            assert osei is not None
            osei.user = user
            osei.save()
    return world


@pytest.fixture
def elsewhere(staffed: World) -> World:
    """Build a second clinic, with a stranger who works there and Hannes as a patient."""
    other = build_clinic(slug="elsewhere", time_zone="Europe/Lisbon")
    other.clinic.name = "Elsewhere"
    other.clinic.save()
    stranger = staff(other, Role.RECEPTION, "stranger@elsewhere.example")
    book(other, start=at(26, 12), who=HANNES, by=stranger)
    return other


@pytest.fixture
def busy_day(staffed: World) -> World:
    """Book Olena with Dr Osei and Ngozi with Dr Vogt on 26 November."""
    book(staffed, start=at(26, 9))
    book(staffed, "consult_pain", at(26, 11), who=NGOZI, practitioner="Dr Lena Vogt")
    return staffed


@pytest.fixture
def signed_in(staffed: World) -> SignIn:
    """Return a function that gives a browser in which somebody of a role is signed in."""

    def client(role: Role) -> Client:
        browser = Client()
        browser.force_login(
            User.objects.get(email=f"{role.value}@clinic.example"),
            backend="allauth.account.auth_backends.AuthenticationBackend",
        )
        return browser

    return client


@pytest.fixture
def stranger(elsewhere: World) -> Client:
    """Return a browser of reception at the other clinic."""
    browser = Client()
    browser.force_login(
        User.objects.get(email="stranger@elsewhere.example"),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    return browser
