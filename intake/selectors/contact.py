"""Reading contact checks."""

from uuid import UUID

from clinics.errors import NotFound
from clinics.models import Clinic
from intake.models import ContactCheck


def read_check(*, clinic: Clinic, uid: UUID) -> ContactCheck:
    """Return a check to the browser that asked for it. Cost: 1 query.

    Raises:
        NotFound: unknown at this clinic, or deleted after a day.
    """
    found = ContactCheck.objects.filter(clinic=clinic, uid=uid).first()
    if found is None:
        raise NotFound("There is no such code.")
    return found
