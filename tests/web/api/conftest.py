"""One clinic and its callers: a patient without a key, and staff with one."""

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from people.models import Role
from people.services.api_tokens import issue_api_token
from tests.web.api.contract import PREFIX, check
from tests.world import NOW, World, staff


@dataclass
class Caller:
    """Calls the API as one person; every answer is held against the OpenAPI document."""

    token: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    address: str = "192.0.2.1"

    def get(self, path: str, **query: Any) -> Any:
        if query:
            path += "?" + urlencode({name.rstrip("_"): each for name, each in query.items()}, True)
        return self.call("GET", path)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.call("POST", path, body, **headers)

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Send a body as JSON; bytes are sent as they are."""
        sent = {name.replace("_", "-"): each for name, each in headers.items()}
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        data = {}
        if body is not None:
            raw = body if isinstance(body, bytes) else json.dumps(body)
            data = {"data": raw, "content_type": sent.pop("Content-Type", "application/json")}
        address = path if path.startswith("/") else PREFIX + path
        response = Client(REMOTE_ADDR=self.address).generic(
            method, address, headers={**self.headers, **sent}, **data
        )
        check(method, address.partition("?")[0], response)
        return response


@pytest.fixture(autouse=True)
def _clock_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the clock on Monday 2 November 2026, 09:00 in Kyiv."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def patient(world: World) -> Caller:
    """Somebody without a key."""
    return Caller()


@pytest.fixture
def reception(world: World) -> Caller:
    return caller_as(world, Role.RECEPTION)


@pytest.fixture
def doctor(world: World) -> Caller:
    """Dr Amara Osei, who has a professional profile."""
    caller = caller_as(world, Role.DOCTOR)
    person = world["Dr Amara Osei"].practitioner
    person.user_id = world.clinic.memberships.get(user__role=Role.DOCTOR).user_id
    person.save()
    return caller


def caller_as(world: World, role: Role, name: str = "somebody") -> Caller:
    """Return a member of the clinic's staff, with a key."""
    user = staff(world, role, f"{name}.{role}@{world.clinic.slug}.example")
    return Caller(issue_api_token(user=user, name="test")[1])


OLENA_TYPED = {
    "full_name": "Olena Bondar",
    "date_of_birth": "1968-03-14",
    "phone": "050 000 47 12",
    "email": "olena@mail.example",
    "language": "uk",
}
NGOZI_TYPED = {
    "full_name": "Ngozi Okoro",
    "date_of_birth": "1960-05-02",
    "phone": "+380500004713",
}


def booking(start: str = "2026-11-26T09:00:00+02:00", **fields: Any) -> dict[str, Any]:
    """Return the body of a booking: a caudal injection for Olena on Thursday the 26th."""
    body = {"procedures": ["caudal"], "start": start, "patient": OLENA_TYPED, **fields}
    return {name: value for name, value in body.items() if value is not None}
