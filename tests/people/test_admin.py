"""The support pages of people open; nobody is deleted, patients are not edited, looks are kept."""

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from people.models import AccessLog, ApiToken, Patient, Practitioner, Role, User
from people.services.access_log import record_access
from people.services.api_tokens import issue_api_token
from people.services.patients import record_patient
from tests.world import OLENA, PASSWORD

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
MODELS = [AccessLog, ApiToken, Patient, Practitioner, User]


@pytest.fixture
def admin(db: None) -> User:
    return User.objects.create_superuser("support@medclinic.example", PASSWORD, full_name="Alex")


@pytest.fixture
def support(client: Client, admin: User) -> Client:
    record_access(user=admin, patient=record_patient(details=OLENA), what="test")
    issue_api_token(user=admin, name="desk")
    Practitioner.objects.create(name="Dr Amara Osei")
    client.force_login(admin, backend=BACKEND)
    return client


@pytest.mark.parametrize("model", MODELS)
def test_list_and_entry_open(support: Client, model: type[Model]) -> None:
    name = f"admin:people_{model._meta.model_name}"
    row = model._default_manager.get()
    assert support.get(reverse(f"{name}_changelist")).status_code == 200
    assert support.get(reverse(f"{name}_change", args=[row.pk])).status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_nothing_can_be_deleted(support: Client, model: type[Model]) -> None:
    row = model._default_manager.get()
    url = reverse(f"admin:people_{model._meta.model_name}_delete", args=[row.pk])
    assert support.post(url, {"post": "yes"}).status_code == 403
    assert model._default_manager.filter(pk=row.pk).exists()


def test_patients_are_looked_at_not_edited(support: Client) -> None:
    patient = Patient.objects.get()
    url = reverse("admin:people_patient_change", args=[patient.pk])
    assert support.post(url, {"full_name": "Somebody Else"}).status_code == 403
    patient.refresh_from_db()
    assert patient.full_name == "Olena Bondar"


def test_opening_a_record_is_written_down(support: Client, admin: User) -> None:
    patient = Patient.objects.get()
    support.get(reverse("admin:people_patient_change", args=[patient.pk]))
    found = AccessLog.objects.latest("pk")
    assert (found.user, found.patient, found.what) == (admin, patient, "support: patient")


def test_secrets_are_not_shown(support: Client) -> None:
    token = ApiToken.objects.get()
    page = support.get(reverse("admin:people_apitoken_change", args=[token.pk]))
    assert token.token_hash not in page.content.decode()


def test_support_adds_a_colleague_who_can_sign_in(support: Client) -> None:
    support.post(
        reverse("admin:people_user_add"),
        {
            "email": "nurse@medclinic.example",
            "full_name": "Oksana Hryn",
            "role": Role.NURSE,
            "usable_password": "true",
            "password1": "a-long-enough-phrase",
            "password2": "a-long-enough-phrase",
        },
    )
    nurse = User.objects.get(email="nurse@medclinic.example")
    assert nurse.role == Role.NURSE
    assert nurse.check_password("a-long-enough-phrase")


def test_reception_has_no_support_pages(client: Client, db: None) -> None:
    desk = User.objects.create_user("desk@medclinic.example", PASSWORD)
    client.force_login(desk, backend=BACKEND)
    assert client.get(reverse("admin:people_patient_changelist")).status_code == 302
