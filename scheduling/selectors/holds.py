"""Reading the time somebody keeps while filling in the rest."""

import hmac
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from clinics.errors import NotFound
from clinics.models import Clinic
from people.tokens import hash_token
from scheduling.core.status import Status
from scheduling.errors import HoldExpired
from scheduling.models import Appointment
from scheduling.selectors.appointments import whole_appointments


def read_hold(*, clinic: Clinic, uid: UUID, token: str, now: datetime) -> Appointment:
    """Return a held time to whoever has its secret. Cost: 4 queries.

    Raises:
        NotFound: unknown uid or wrong secret; the two look the same.
        HoldExpired: it has run out, was given back, or has become a booking.
    """
    hold = whole_appointments().filter(clinic=clinic, uid=uid).first()
    if hold is None or not hmac.compare_digest(hold.hold_token_hash, hash_token(token)):
        raise NotFound(_("There is no such hold."))
    if hold.status != Status.HELD or hold.hold_expires_at is None or hold.hold_expires_at <= now:
        raise HoldExpired
    return hold
