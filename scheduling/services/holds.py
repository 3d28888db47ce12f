"""Keeping a time while somebody fills in the rest."""

import hmac
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from clinics.errors import NotFound
from clinics.models import Clinic
from people.tokens import hash_token, new_token
from scheduling.core.event_kind import EventKind
from scheduling.core.status import Status
from scheduling.errors import HoldExpired, NotPossible
from scheduling.models import Allocation, Appointment
from scheduling.selectors.plan import VisitPlan
from scheduling.services.allocations import take_slot
from scheduling.services.events import new_event
from scheduling.services.locks import in_one_transaction
from scheduling.services.steps import take_step
from scheduling.services.visits import VisitRows, new_visit


def take_hold(
    plan: VisitPlan, *, start: datetime, now: datetime, source: str
) -> tuple[Appointment, str]:
    """Take the resources of a plan for the clinic's hold minutes; within the caller's transaction.

    Patients come here through intake/services/holds.py, which asks whether they may.

    Raises:
        InvalidRequest, RuleBroken, SlotTaken: see take_slot.
    """
    token = new_token()
    expires_at = now + timedelta(minutes=plan.clinic.hold_minutes)

    def write() -> VisitRows:
        visit = new_visit(
            plan,
            start=start,
            now=now,
            status=Status.HELD,
            by=None,
            source=source,
            hold_expires_at=expires_at,
            hold_token_hash=hash_token(token),
        )
        return visit.with_rows(new_event(visit.appointment, EventKind.HELD, now=now, by=None))

    return take_slot(plan, start=start, now=now, write=write, expires_at=expires_at), token


@in_one_transaction
def extend_hold(*, clinic: Clinic, uid: UUID, token: str, now: datetime) -> Appointment:
    """Keep a held time for another full span, up to the clinic's longest hold.

    Raises:
        NotFound: no such hold, or another person's.
        HoldExpired: too late.
    """
    hold = lock_hold(clinic=clinic, uid=uid, token=token, now=now)
    longest = hold.created_at + timedelta(minutes=clinic.hold_maximum_minutes)
    expires_at = min(now + timedelta(minutes=clinic.hold_minutes), longest)
    if hold.hold_expires_at is None or expires_at > hold.hold_expires_at:
        hold.hold_expires_at = expires_at
        hold.save(update_fields=["hold_expires_at"])
        Allocation.objects.filter(appointment=hold, released_at=None).update(expires_at=expires_at)
    return hold


@in_one_transaction
def release_hold(*, clinic: Clinic, uid: UUID, token: str, now: datetime) -> None:
    """Give a held time back. Giving back what has expired already is fine.

    Raises:
        NotFound: no such hold, or another person's.
        NotPossible: it has become a booking.
    """
    try:
        hold = lock_hold(clinic=clinic, uid=uid, token=token, now=now)
    except HoldExpired:
        return
    take_step(hold, Status.EXPIRED, now=now, by=None, kind=EventKind.RELEASED)


def lock_hold(*, clinic: Clinic, uid: UUID, token: str, now: datetime) -> Appointment:
    """Return a live hold, its row locked, to whoever has its secret.

    Raises:
        NotFound: unknown uid or wrong secret; the two look the same.
        HoldExpired: it has run out.
        NotPossible: it has become a booking.
    """
    hold = Appointment.objects.select_for_update(no_key=True).filter(clinic=clinic, uid=uid).first()
    if hold is None or not hmac.compare_digest(hold.hold_token_hash, hash_token(token)):
        raise NotFound(_("There is no such hold."))
    if hold.status == Status.EXPIRED:
        raise HoldExpired
    if hold.status != Status.HELD:
        raise NotPossible(_("This hold has become a booking already."))
    if hold.hold_expires_at is None or hold.hold_expires_at <= now:
        raise HoldExpired
    return hold
