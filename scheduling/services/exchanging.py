"""Changing one's mind about a held time."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from clinics.errors import NotFound
from clinics.models import Clinic
from scheduling.core.filters import EVERYTHING, Narrowing
from scheduling.errors import NotPossible
from scheduling.models import Appointment
from scheduling.selectors.plan import BodyPart
from scheduling.services.holds import hold_slot, release_hold
from scheduling.services.locks import in_one_transaction


@in_one_transaction
def exchange_hold(
    *,
    clinic: Clinic,
    uid: UUID,
    token: str,
    codes: Sequence[str],
    start: datetime,
    now: datetime,
    practitioner: int | None = None,
    body_parts: Sequence[BodyPart] = (),
    narrowing: Narrowing = EVERYTHING,
) -> tuple[Appointment, str]:
    """Give a held time back and keep another one; if that one is gone, the first stays held.

    One transaction, because the two may overlap: 9:00 and 9:10 with the same doctor. A hold that
    is gone anyway is no hindrance.

    Raises:
        UnknownProcedure, InvalidRequest, RuleBroken, SlotTaken, OnlineRefused: see hold_slot.
    """
    with suppress(NotFound, NotPossible):
        release_hold(clinic=clinic, uid=uid, token=token, now=now)
    return hold_slot(
        clinic=clinic,
        codes=codes,
        start=start,
        now=now,
        practitioner=practitioner,
        body_parts=body_parts,
        narrowing=narrowing,
    )
