"""Pages of a visit that nobody walks to: what became of it, and what came between.

The states are set by the services, so that each costs one page and not a whole booking.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, time

import pytest
from django.core.cache import cache
from django.utils import timezone
from pytest_django import Settings

from clinics.core.walltime import to_utc
from intake.services.booking import book_appointment
from intake.services.booking_requests import decline_request, expire_unanswered_requests
from intake.services.reschedule import reschedule_appointment
from people.models import Role
from scheduling.core.booking_requests import DeclineReason
from scheduling.core.status import Status
from scheduling.models import Appointment
from scheduling.services.links import manage_token
from tests.browser.checks import problems
from tests.browser.conftest import Open
from tests.browser.staff_walks import visiting_day
from tests.browser.visitor import Visitor
from tests.world import NGOZI, World, request_for, staff

pytestmark = pytest.mark.django_db(transaction=True)


def visit_at(world: World, hour: int, code: str = "consult_neurologist") -> Appointment:
    """Let Ngozi book, or ask for what nobody has ordered, on the visiting day."""
    return book_appointment(
        clinic=world.clinic,
        codes=[code],
        start=start_at(world, hour),
        request=request_for(NGOZI),
        now=timezone.now(),
    )


def start_at(world: World, hour: int) -> datetime:
    return to_utc(datetime.combine(visiting_day(), time(hour)), world.clinic.zone)


def declined(world: World) -> Appointment:
    visit = visit_at(world, 9, "tfesi")
    return decline_request(
        clinic=world.clinic,
        uid=visit.uid,
        revision=visit.revision,
        by=staff(world, Role.DOCTOR, "doctor@clinic.example"),
        now=timezone.now(),
        reason=DeclineReason.OTHER,
    )


def unanswered(world: World) -> Appointment:
    visit = visit_at(world, 9, "tfesi")
    assert visit.decide_by is not None
    expire_unanswered_requests(now=visit.decide_by)
    return visit


def gone_home(world: World) -> Appointment:
    return _as(visit_at(world, 9), Status.DISCHARGED)


def not_there(world: World) -> Appointment:
    return _as(visit_at(world, 10), Status.NO_SHOW)


def moved(world: World) -> Appointment:
    visit = visit_at(world, 11)
    return reschedule_appointment(
        clinic=world.clinic,
        uid=visit.uid,
        revision=visit.revision,
        start=start_at(world, 12),
        now=timezone.now(),
    )


def by_an_older_link(world: World) -> Appointment:
    visit = Appointment.objects.get(link_version=2)
    visit.link_version -= 1
    return visit


def _as(visit: Appointment, status: Status) -> Appointment:
    Appointment.objects.filter(pk=visit.pk).update(status=status)
    return visit


STATES: Mapping[str, tuple[Callable[[World], Appointment], str]] = {
    "declined": (declined, "A clinician has read your request"),
    "unanswered": (unanswered, "we did not answer your request in time"),
    "gone home": (gone_home, "This visit is over"),
    "not there": (not_there, "You did not come"),
    "moved": (moved, "This visit was moved."),
    "by an older link": (by_an_older_link, "is from an older message"),
}


def looks_well(me: Visitor, words: str, name: str) -> None:
    me.page.get_by_text(words).first.wait_for()
    assert problems(me) == [], name


def test_every_state_of_a_visit_is_usable(open_browser: Open) -> None:
    me = open_browser()
    for name, (state, words) in STATES.items():
        me.open(f"/visit/{manage_token(state(me.site.world))}/")
        looks_well(me, words, name)


def test_what_comes_between_is_usable(open_browser: Open, settings: Settings) -> None:
    me = open_browser().booking("/book/consult_neurologist/").time()
    other = Visitor(me.page.context.new_page(), me.site)
    other.booking("/book/consult_pain/").time()
    me.press("Continue")
    looks_well(me, "You chose something else in another tab", "two tabs")

    cache.clear()
    settings.PATIENT_RATES = settings.PATIENT_RATES | {"form": "0/day"}
    me.open("/visit/find/").press("Find my booking")
    looks_well(me, "Please wait a moment", "too many forms")
    settings.PATIENT_RATES = settings.PATIENT_RATES | {"form": "240/min"}
    me.press("Send it again")
    me.page.get_by_text("There is a problem").wait_for()
