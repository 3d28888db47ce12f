"""The support pages of schedules open, and no visit can be changed past the services."""

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from clinics.models import Clinic, Resource
from intake.services.booking import book_appointment
from people.models import AccessLog, Role, User
from scheduling.models import Allocation, Appointment, AppointmentEvent
from tests.world import NOW, PASSWORD, World, at, request_for, staff

LOOKED_AT = [Allocation, Appointment, AppointmentEvent]
EDITED = [Clinic, Resource]


@pytest.fixture
def visit(world: World) -> Appointment:
    return book_appointment(
        clinic=world.clinic,
        codes=["tfesi"],
        start=at(26, 9),
        request=request_for(),
        now=NOW,
        by=staff(world, Role.RECEPTION, "rita@medclinic.example"),
    )


@pytest.fixture
def support(client: Client, visit: Appointment) -> Client:
    admin = User.objects.create_superuser("support@medclinic.example", PASSWORD)
    client.force_login(admin, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.parametrize("model", [*LOOKED_AT, *EDITED])
def test_list_and_entry_open(support: Client, model: type[Model]) -> None:
    name = f"admin:{model._meta.label_lower.replace('.', '_')}"
    row = model._default_manager.first()
    assert row is not None
    assert support.get(reverse(f"{name}_changelist")).status_code == 200
    assert support.get(reverse(f"{name}_change", args=[row.pk])).status_code == 200


@pytest.mark.parametrize(
    "model",
    [
        "clinics_workinghours",
        "clinics_extrahours",
        "clinics_closure",
        "clinics_absence",
        "scheduling_order",
    ],
)
def test_further_lists_open(support: Client, model: str) -> None:
    assert support.get(reverse(f"admin:{model}_changelist")).status_code == 200


@pytest.mark.parametrize("model", LOOKED_AT)
@pytest.mark.parametrize("action", ["change", "delete"])
def test_visits_are_looked_at_not_touched(support: Client, model: type[Model], action: str) -> None:
    row = model._default_manager.first()
    assert row is not None
    url = reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_{action}", args=[row.pk])
    assert support.post(url, {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("model", LOOKED_AT)
def test_visits_are_not_added_here(support: Client, model: type[Model]) -> None:
    url = reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_add")
    assert support.get(url).status_code == 403


def test_a_visit_shows_what_it_holds_but_no_secret(support: Client, visit: Appointment) -> None:
    page = support.get(reverse("admin:scheduling_appointment_change", args=[visit.pk]))
    text = page.content.decode()
    assert "Procedure A" in text or "Procedure B" in text
    assert visit.manage_token_hash not in text
    assert AccessLog.objects.get().patient == visit.patient


def test_rooms_are_retired_not_deleted(support: Client, world: World) -> None:
    url = reverse("admin:clinics_resource_delete", args=[world["Bay 1"].pk])
    assert support.post(url, {"post": "yes"}).status_code == 403
