"""Every call of the API refuses the roles that the table refuses."""

import uuid

import pytest
from django.test import Client

from people.models import Role
from people.permissions import Action, may
from people.services.api_tokens import issue_api_token
from tests.world import World, staff
from web.api.permissions import StaffMay
from web.api.urls import version_1
from web.api.views.base import ApiView

OPEN, PATIENT_TOO = "", "*"
METHODS = ("get", "post", "put", "patch", "delete")
CALLS = {
    "GET appointment": Action.SEE_VISITS,
    "GET appointments": Action.SEE_VISITS,
    "POST appointments": PATIENT_TOO + Action.BOOK_FOR_PATIENT,
    "POST cancel": Action.CHANGE_VISIT,
    "DELETE hold": OPEN,
    "PATCH hold": OPEN,
    "POST holds": PATIENT_TOO + Action.BOOK_FOR_PATIENT,
    "GET order": Action.SEE_ORDER,
    "POST orders": Action.SIGN_ORDER,
    "GET practitioners": Action.SEE_RESOURCES,
    "GET procedure": OPEN,
    "GET procedures": OPEN,
    "POST reschedule": Action.CHANGE_VISIT,
    "GET resources": Action.SEE_RESOURCES,
    "GET schedule": Action.SEE_VISITS,
    "GET slot-days": OPEN,
    "GET slots": OPEN,
}
PATHS = {each.name: f"/api/v1/{each.pattern}" for each in version_1}
VALUES = {"<uuid:uid>": str(uuid.UUID(int=1)), "<str:code>": "MC4-K7T-9D"}


def called() -> dict[str, str]:
    """Return what each call of the API asks of the table."""
    found = {}
    for pattern in version_1:
        view_class = getattr(pattern.callback, "view_class", None)
        if view_class is None or not issubclass(view_class, ApiView):
            continue  # the document itself, which anybody reads
        for method in METHODS:
            if hasattr(view_class, method):
                view = view_class()
                view.request = type("Request", (), {"method": method.upper()})()
                found[f"{method.upper()} {pattern.name}"] = _asked(view)
    return found


def _asked(view: ApiView) -> str:
    permissions = view.get_permissions()
    if not permissions:
        return OPEN
    (only,) = permissions
    assert isinstance(only, StaffMay)
    return (PATIENT_TOO if only.is_open else "") + only.action


def test_every_call_names_its_action() -> None:
    assert called() == {name: str(action) for name, action in CALLS.items()}


@pytest.mark.parametrize("role", [None, *Role])
def test_every_call_refuses_whom_the_table_refuses(role: Role | None, world: World) -> None:
    headers = {}
    if role is not None:
        user = staff(world, role, f"{role}@medclinic.example")
        headers["Authorization"] = f"Bearer {issue_api_token(user=user, name='test')[1]}"
    for name, asked in CALLS.items():
        method, _, where = name.partition(" ")
        path = PATHS[where]
        for variable, value in VALUES.items():
            path = path.replace(variable, value)
        status = Client().generic(method, path, headers=headers).status_code
        assert (status in (401, 403)) == (not _is_allowed(role, asked)), (name, status)


def _is_allowed(role: Role | None, asked: str) -> bool:
    if asked == OPEN or (role is None and asked.startswith(PATIENT_TOO)):
        return True
    return may(role, Action(asked.removeprefix(PATIENT_TOO)))
