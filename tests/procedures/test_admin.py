"""The support pages of the catalogue open, and nothing can be deleted there."""

import pytest
from django.test import Client
from django.urls import reverse

from people.models import User
from procedures.models import (
    AntithromboticLeadTime,
    Capability,
    CatalogueSource,
    CombinationRule,
    ProcedureType,
    SafetyQuestion,
    ScreeningQuestion,
)
from procedures.services.load_catalogue import LoadReport

MODELS = [
    AntithromboticLeadTime,
    Capability,
    CatalogueSource,
    CombinationRule,
    ProcedureType,
    SafetyQuestion,
    ScreeningQuestion,
]


@pytest.fixture
def support(client: Client, catalogue: LoadReport) -> Client:
    client.force_login(User.objects.create_superuser("support@medclinic.example", "secret"))
    return client


@pytest.mark.parametrize("model", MODELS)
def test_list_and_entry_open(support: Client, model: type[ProcedureType]) -> None:
    name = model._meta.model_name
    row = model.objects.first()
    assert row is not None
    assert support.get(reverse(f"admin:procedures_{name}_changelist")).status_code == 200
    page = support.get(reverse(f"admin:procedures_{name}_change", args=[row.pk]))
    assert str(row) in page.content.decode()


@pytest.mark.parametrize("model", MODELS)
def test_nothing_can_be_deleted(support: Client, model: type[ProcedureType]) -> None:
    row = model.objects.first()
    assert row is not None
    url = reverse(f"admin:procedures_{model._meta.model_name}_delete", args=[row.pk])
    assert support.post(url, {"post": "yes"}).status_code == 403
    assert model.objects.filter(pk=row.pk).exists()


def test_entry_shows_what_is_nested(support: Client) -> None:
    tfesi = ProcedureType.objects.get(code="tfesi")
    page = support.get(reverse("admin:procedures_proceduretype_change", args=[tfesi.pk]))
    text = page.content.decode()
    assert "spine_intervention" in text
    assert "Write down every medicine you take" in text


def test_reception_has_no_support_pages(client: Client, catalogue: LoadReport) -> None:
    client.force_login(User.objects.create_user("desk@medclinic.example", "secret"))
    response = client.get(reverse("admin:procedures_proceduretype_changelist"))
    assert response.status_code == 302
