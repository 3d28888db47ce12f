"""Reading clinics."""

from django.utils.translation import gettext as _

from clinics.errors import NotFound
from clinics.models import Clinic
from people.models import User


def default_clinic() -> Clinic:
    """Return the clinic patients see at /. Cost: 1 query.

    Raises:
        NotFound: nothing is set up yet.
    """
    clinic = Clinic.objects.filter(is_active=True).order_by("-is_default", "pk").first()
    if clinic is None:
        raise NotFound(_("No clinic has been set up yet."))
    return clinic


def find_clinic(*, slug: str, user: User | None) -> Clinic:
    """Return the clinic asked for by name. Cost: 1 query.

    Args:
        user: a member of staff, who sees only the clinics of their own; None for a patient.

    Raises:
        NotFound: unknown, closed for good, or not the caller's.
    """
    clinics = Clinic.objects.filter(is_active=True)
    if user is not None:
        clinics = clinics.filter(memberships__user=user)
    try:
        return clinics.get(slug=slug)
    except Clinic.DoesNotExist:
        raise NotFound(_("There is no such clinic.")) from None


def clinics_of(user: User) -> list[Clinic]:
    """Return the clinics a member of staff works at, the default one first. Cost: 1 query."""
    mine = Clinic.objects.filter(is_active=True, memberships__user=user)
    return list(mine.order_by("-is_default", "pk"))


def clinic_of(user: User, *, chosen: str = "") -> Clinic:
    """Return the clinic a member of staff works at. Cost: 1 query.

    Args:
        chosen: slug of the one they asked for last; passed over if it is none of theirs any more.

    Raises:
        NotFound: no membership.
    """
    mine = clinics_of(user)
    if not mine:
        raise NotFound(_("You are not a member of any clinic yet. Ask your manager."))
    return next((each for each in mine if each.slug == chosen), mine[0])
