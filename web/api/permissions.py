"""Whose call it is, asked of people/permissions.py. A call without a key is a patient's."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from people.models import User
from people.permissions import Action, may

if TYPE_CHECKING:
    from rest_framework.views import APIView

_MESSAGES: Mapping[Action, str] = {
    Action.BOOK_FOR_PATIENT: "Your role does not book visits.",
    Action.CHANGE_VISIT: "Your role does not change visits.",
    Action.SEE_ORDER: "Orders are for doctors.",
    Action.SEE_VISITS: "Your role does not see patients.",
    Action.SIGN_ORDER: "Orders are for doctors.",
}


class StaffMay(BasePermission):
    """Lets those members of staff through whose role may do `action`.

    is_open: patients call it too, without a key; else a missing key becomes 401.
    """

    def __init__(self, action: Action, *, is_open: bool = False) -> None:
        self.action, self.is_open = action, is_open
        if action in _MESSAGES:
            self.message = _MESSAGES[action]

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """Refuse other roles with 403."""
        user = request.user
        return may(user, self.action) if isinstance(user, User) else self.is_open


def staff_may(action: Action) -> Callable[[], StaffMay]:
    """Return the permission of a call that only staff can make."""
    return partial(StaffMay, action)


def patient_or_staff_may(action: Action) -> Callable[[], StaffMay]:
    """Return the permission of a call that patients make, and staff of some roles for them."""
    return partial(StaffMay, action, is_open=True)
