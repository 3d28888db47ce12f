"""Which role may do what (docs: reliability 5.2). Everybody else is a patient without a key."""

from typing import TYPE_CHECKING

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from people.models import Role

if TYPE_CHECKING:
    from rest_framework.views import APIView

# Who takes, moves and gives up times for patients.
BOOKS: frozenset[str] = frozenset({Role.DOCTOR, Role.RECEPTION, Role.MANAGER})
# Administrators look after accounts and see no patients.
WITH_PATIENTS = BOOKS | {Role.NURSE}


def _role(request: Request) -> str:
    return str(getattr(request.user, "role", ""))


class IsStaff(BasePermission):
    """Any member of staff with a key."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """Refuse patients; a missing key becomes 401."""
        return request.user is not None


class SeesPatients(IsStaff):
    """Those who work with patients."""

    message = "Your role does not see patients."

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """Refuse other roles with 403."""
        return super().has_permission(request, view) and _role(request) in WITH_PATIENTS


class MayBookForPatients(IsStaff):
    """Doctors, reception and managers."""

    message = "Your role does not change visits."

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """Refuse other roles with 403."""
        return super().has_permission(request, view) and _role(request) in BOOKS


class MayBook(BasePermission):
    """Patients, and those of the staff who book for them."""

    message = "Your role does not book visits."

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """Let a call without a key through: it is a patient's."""
        return request.user is None or _role(request) in BOOKS


class IsDoctor(IsStaff):
    """Doctors: they sign orders."""

    message = "Orders are for doctors."

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """Refuse other roles with 403."""
        return super().has_permission(request, view) and _role(request) == Role.DOCTOR
