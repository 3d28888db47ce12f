"""What moving, cancelling and every other change of a visit share."""

from uuid import UUID

from django.utils.translation import gettext as _

from clinics.errors import NotFound
from clinics.models import Clinic
from scheduling.errors import StaleRevision
from scheduling.models import Appointment


def lock_appointment(*, clinic: Clinic, uid: UUID, revision: int) -> Appointment:
    """Return a visit, its row locked, if it is still the one the caller has seen.

    Raises:
        NotFound: unknown at this clinic.
        StaleRevision: changed meanwhile.
    """
    appointment = (
        Appointment.objects.select_for_update(of=["self"], no_key=True)
        .select_related("clinic", "patient", "order")
        .filter(clinic=clinic, uid=uid)
        .first()
    )
    if appointment is None:
        raise NotFound(_("There is no such appointment."))
    if appointment.revision != revision:
        raise StaleRevision(appointment.revision)
    return appointment
