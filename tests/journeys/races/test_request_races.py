"""Doctor, patient and clock decide about one request at the same instant: one of them does."""

from datetime import timedelta
from functools import partial

import pytest

from intake.services.booking import book_appointment
from intake.services.booking_requests import (
    accept_request,
    decline_request,
    expire_unanswered_requests,
)
from people.models import Role
from scheduling.core.booking_requests import DeclineReason
from scheduling.core.status import Status
from scheduling.errors import NotPossible, StaleRevision
from scheduling.models import Allocation, Appointment, AppointmentEvent
from scheduling.services.cancellation import cancel_appointment
from tests.journeys.races.racing import deadlocks, race
from tests.world import NOW, World, at, request_for, staff

END = {"accepted": Status.BOOKED, "declined": Status.CANCELLED, "cancelled": Status.CANCELLED,
       "unanswered": Status.EXPIRED}  # fmt: skip


@pytest.mark.parametrize("round_", range(4))
def test_a_request_is_decided_once(world: World, round_: int) -> None:
    amara = staff(world, Role.DOCTOR, "amara@medclinic.example")
    visit = book_appointment(
        clinic=world.clinic, codes=["tfesi"], start=at(26, 9), request=request_for(), now=NOW
    )
    late = NOW + timedelta(days=2)
    this = {"clinic": world.clinic, "uid": visit.uid, "revision": visit.revision, "now": late}
    before = deadlocks()

    outcomes = race(
        [
            partial(accept_request, by=amara, **this),
            partial(expire_unanswered_requests, now=late),
            partial(cancel_appointment, reason="better", **this),
            partial(decline_request, by=amara, reason=DeclineReason.CALL, **this),
            partial(accept_request, by=amara, **this),
            partial(expire_unanswered_requests, now=late),
        ]
    )

    winners = [each for each in outcomes if isinstance(each, Appointment) or each == 1]
    losers = [each for each in outcomes if isinstance(each, StaleRevision | NotPossible)]
    assert len(winners) == 1
    assert len(losers) + outcomes.count(0) == len(outcomes) - 1
    visit.refresh_from_db()
    (_asked, end) = AppointmentEvent.objects.filter(appointment=visit)
    assert (visit.status, visit.revision) == (END[end.what], 2)
    is_kept = Allocation.objects.filter(appointment=visit, released_at=None).exists()
    assert is_kept == (visit.status == Status.BOOKED)
    assert deadlocks() == before
