"""Reading people, rooms, bays and machines."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from clinics.core.resource_kind import Kind
from clinics.errors import InvalidRequest
from clinics.models import Clinic, Resource


def active_resources(clinic: Clinic) -> QuerySet[Resource]:
    """Return what a clinic has, by kind and place on the board. Cost: 1 query when read."""
    return Resource.objects.filter(clinic=clinic, is_active=True)


def active_practitioners(clinic: Clinic) -> QuerySet[Resource]:
    """Return who treats at a clinic, with their profiles. Cost: 1 query when read."""
    return active_resources(clinic).filter(kind=Kind.PRACTITIONER).select_related("practitioner")


def check_practitioner(clinic: Clinic, id_: int | None) -> None:
    """Check that a practitioner asked for works at the clinic. Cost: 1 query, none for None.

    Raises:
        InvalidRequest: nobody with this id treats here.
    """
    if id_ is not None and not active_practitioners(clinic).filter(pk=id_).exists():
        raise InvalidRequest(_("There is no such practitioner here."), field="practitioner")
