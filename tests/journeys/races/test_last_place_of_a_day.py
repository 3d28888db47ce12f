"""Two want the last place of a day, at different times and with different doctors.

No resource is wanted twice, so the exclusion constraint has nothing to say: first the race, then
the lock that ends it.
"""

import threading
from functools import partial
from typing import Any

import pytest

from intake.services.booking import book_appointment
from intake.services.holds import hold_slot
from procedures.models import ProcedureType
from scheduling.core.status import Status
from scheduling.errors import RuleBroken
from scheduling.models import Appointment
from scheduling.selectors.daily_limits import full_days
from scheduling.selectors.plan import plan_visit
from scheduling.services.visits import new_visit
from tests.journeys.races.racing import deadlocks, of_type, person, race
from tests.world import NOW, World, at, request_for

CODES = ["consult_pain"]
# Hours apart: nobody is in anybody's way.
TIMES = [at(3, hour) for hour in range(9, 17)]


@pytest.fixture(autouse=True)
def two_a_day(world: World) -> None:
    ProcedureType.objects.filter(code="consult_pain").update(max_per_day=2)


def count_then_write(world: World, start: Any, all_have_counted: threading.Barrier) -> Appointment:
    """Look, then write, as everybody did who forgot the lock."""
    plan = plan_visit(clinic=world.clinic, codes=CODES, now=NOW)
    assert full_days(plan.types, clinic=world.clinic, now=NOW) == ()
    all_have_counted.wait()
    held: dict[str, Any] = {"status": Status.HELD, "by": None, "source": "api"}
    written = new_visit(plan, start=start, now=NOW, hold_expires_at=at(3, 8), **held)
    written.insert()
    return written.appointment


def test_without_the_lock_everybody_gets_the_last_place(world: World) -> None:
    counted = threading.Barrier(8, timeout=60)
    outcomes = race([partial(count_then_write, world, start, counted) for start in TIMES])
    assert len(of_type(outcomes, Appointment)) == 8


def test_with_the_lock_a_day_has_as_many_visits_as_it_may(world: World) -> None:
    before = deadlocks()
    book = partial(book_appointment, clinic=world.clinic, codes=CODES, now=NOW)
    hold = partial(hold_slot, clinic=world.clinic, codes=CODES, now=NOW)
    outcomes = race(
        [
            partial(hold, start=start)
            if number % 2
            else partial(book, start=start, request=request_for(person(number)))
            for number, start in enumerate(TIMES)
        ]
    )
    losers = of_type(outcomes, RuleBroken)
    assert len(losers) == 6
    assert all({each.rule for each in loser.refusals} == {"max_per_day"} for loser in losers)
    assert all(loser.nearest for loser in losers)
    assert Appointment.objects.count() == 2
    assert deadlocks() == before
