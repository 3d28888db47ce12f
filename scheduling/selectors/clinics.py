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
