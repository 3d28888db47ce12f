"""Reading clinics."""

from people.models import User
from scheduling.errors import NotFound
from scheduling.models import Clinic


def default_clinic() -> Clinic:
    """Return the clinic patients see at /. Cost: 1 query.

    Raises:
        NotFound: nothing is set up yet.
    """
    clinic = Clinic.objects.filter(is_active=True).order_by("-is_default", "pk").first()
    if clinic is None:
        raise NotFound("No clinic has been set up yet.")
    return clinic


def find_clinic(*, slug: str, user: User | None) -> Clinic:
    """Return the clinic asked for by name. Cost: 1 query.

    Args:
        user: a member of staff, who sees only the clinics of their own; None for a patient.

    Raises:
        NotFound: unknown, closed for good, or not the caller's.
    """
    clinics = Clinic.objects.filter(is_active=True, slug=slug)
    if user is not None:
        clinics = clinics.filter(memberships__user=user)
    clinic = clinics.first()
    if clinic is None:
        raise NotFound("There is no such clinic.")
    return clinic


def clinic_of(user: User) -> Clinic:
    """Return the clinic a member of staff works at; the default one if there are several.

    Raises:
        NotFound: no membership.
    """
    clinic = (
        Clinic.objects.filter(is_active=True, memberships__user=user)
        .order_by("-is_default", "pk")
        .first()
    )
    if clinic is None:
        raise NotFound("You are not a member of any clinic yet. Ask your manager.")
    return clinic
