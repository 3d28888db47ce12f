from datetime import timedelta

import pytest

from clinics.errors import InvalidRequest, NotFound
from intake.services.booking import confirm_hold
from intake.services.holds import hold_slot
from procedures.errors import UnknownProcedure
from scheduling.core.status import Status
from scheduling.errors import HoldExpired, NotPossible, OnlineRefused, RuleBroken, SlotTaken
from scheduling.models import Allocation, Appointment
from scheduling.selectors.plan import plan_visit
from scheduling.selectors.slots import available_slots
from scheduling.services.expiry import expire_stale_holds
from scheduling.services.holds import extend_hold, release_hold
from tests.world import NOW, OLENA, World, at, request_for

START = at(3, 9)
AFTERWARDS = NOW + timedelta(minutes=16)


def hold(world: World, **fields: object) -> tuple[Appointment, str]:
    wish = {"codes": ["tfesi"], "start": START, "now": NOW} | fields
    return hold_slot(clinic=world.clinic, **wish)  # type: ignore[arg-type]


def is_offered(world: World, now=NOW) -> bool:
    plan = plan_visit(clinic=world.clinic, codes=["tfesi"], now=now)
    day = START.date()
    return START in {slot.start for slot in available_slots(plan, first=day, last=day, now=now)}


def test_a_hold_takes_everything_for_a_quarter_of_an_hour(world: World) -> None:
    held, token = hold(world)
    assert held.status == Status.HELD
    assert held.hold_expires_at == NOW + timedelta(minutes=15)
    assert token
    assert token not in str(Appointment.objects.values().get(pk=held.pk))
    kinds = sorted(held.allocations.values_list("resource__kind", flat=True))
    assert kinds == ["bay", "bay", "practitioner", "room"]


def test_two_holds_fill_two_rooms_and_the_third_is_offered_other_times(world: World) -> None:
    hold(world)
    assert is_offered(world)
    hold(world)
    assert not is_offered(world)
    with pytest.raises(SlotTaken) as taken:
        hold(world)
    assert len(taken.value.nearest) == 3
    assert START not in {slot.start for slot in taken.value.nearest}


def test_an_expired_hold_is_free_for_others_before_anybody_sweeps(world: World) -> None:
    first, _ = hold(world)
    hold(world)
    assert is_offered(world, AFTERWARDS)
    hold(world, now=AFTERWARDS)
    hold(world, now=AFTERWARDS)
    first.refresh_from_db()
    assert first.status == Status.EXPIRED


def test_the_sweep_expires_what_has_run_out_and_nothing_else(world: World) -> None:
    old, _ = hold(world)
    young, _ = hold(world, now=NOW + timedelta(minutes=10))
    assert expire_stale_holds(now=AFTERWARDS) == 1
    assert Appointment.objects.get(pk=old.pk).status == Status.EXPIRED
    assert Appointment.objects.get(pk=young.pk).status == Status.HELD
    assert not Allocation.objects.filter(appointment=old, released_at=None).exists()


def test_extending_keeps_the_time_longer(world: World) -> None:
    held, token = hold(world)
    soon = NOW + timedelta(minutes=14)
    longer = extend_hold(clinic=world.clinic, uid=held.uid, token=token, now=soon)
    assert longer.hold_expires_at == soon + timedelta(minutes=15)
    ends = set(held.allocations.values_list("expires_at", flat=True))
    assert ends == {longer.hold_expires_at}


def test_extending_ends_at_the_longest_hold(world: World) -> None:
    held, token = hold(world)
    now = NOW
    longest = NOW + timedelta(minutes=world.clinic.hold_maximum_minutes)
    while now < longest - timedelta(minutes=1):
        held = extend_hold(clinic=world.clinic, uid=held.uid, token=token, now=now)
        assert held.hold_expires_at is not None
        now = held.hold_expires_at - timedelta(seconds=30)
    assert held.hold_expires_at == longest


def test_a_foreign_hold_looks_like_none(world: World) -> None:
    held, _ = hold(world)
    _, other_token = hold(world)
    for act in (extend_hold, release_hold):
        with pytest.raises(NotFound):
            act(clinic=world.clinic, uid=held.uid, token=other_token, now=NOW)
    with pytest.raises(NotFound):
        confirm_hold(clinic=world.clinic, uid=held.uid, token="", request=request_for(), now=NOW)


def test_an_expired_hold_cannot_be_extended_or_confirmed(world: World) -> None:
    held, token = hold(world)
    with pytest.raises(HoldExpired):
        extend_hold(clinic=world.clinic, uid=held.uid, token=token, now=AFTERWARDS)
    with pytest.raises(HoldExpired):
        confirm_hold(
            clinic=world.clinic, uid=held.uid, token=token, request=request_for(), now=AFTERWARDS
        )


def test_releasing_frees_the_time_at_once_and_twice_is_fine(world: World) -> None:
    held, token = hold(world)
    hold(world)
    release_hold(clinic=world.clinic, uid=held.uid, token=token, now=NOW)
    release_hold(clinic=world.clinic, uid=held.uid, token=token, now=NOW)
    assert is_offered(world)


def test_a_confirmed_hold_cannot_be_given_back(world: World) -> None:
    held, token = hold(world)
    confirm_hold(clinic=world.clinic, uid=held.uid, token=token, request=request_for(), now=NOW)
    with pytest.raises(NotPossible):
        release_hold(clinic=world.clinic, uid=held.uid, token=token, now=NOW)


def test_confirming_keeps_what_was_held(world: World) -> None:
    held, token = hold(world)
    before = set(held.allocations.values_list("pk", flat=True))
    visit = confirm_hold(
        clinic=world.clinic, uid=held.uid, token=token, request=request_for(OLENA), now=NOW
    )
    assert (visit.pk, visit.reference) == (held.pk, held.reference)
    live = Allocation.objects.filter(appointment=visit, released_at=None, expires_at=None)
    assert set(live.values_list("pk", flat=True)) == before
    assert visit.patient is not None
    assert visit.patient.full_name == "Olena Bondar"
    assert visit.hold_expires_at is None


def test_notice_kept_when_holding_is_not_used_up_by_typing(world: World) -> None:
    start = NOW + timedelta(minutes=world.clinic.minimum_notice_minutes)
    held, token = hold(world, start=start)
    visit = confirm_hold(
        clinic=world.clinic,
        uid=held.uid,
        token=token,
        request=request_for(),
        now=NOW + timedelta(minutes=10),
    )
    assert visit.status == Status.REQUESTED


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        pytest.param({"codes": ["no_such"]}, UnknownProcedure, id="unknown procedure"),
        pytest.param({"start": NOW - timedelta(days=3)}, InvalidRequest, id="past"),
        pytest.param({"start": at(3, 9, 5)}, InvalidRequest, id="off the grid"),
        pytest.param({"start": at(2, 10)}, RuleBroken, id="too little notice"),
        pytest.param(
            {"start": at(3, 9) + timedelta(days=100)}, RuleBroken, id="beyond the horizon"
        ),
        pytest.param({"start": at(7, 9)}, SlotTaken, id="a closed day"),
        pytest.param({"codes": ["microdiscectomy"]}, OnlineRefused, id="surgery"),
        pytest.param({"codes": ["tfesi", "ilesi"]}, RuleBroken, id="never in one visit"),
    ],
)
def test_a_hold_is_refused(world: World, fields: dict[str, object], error: type) -> None:
    with pytest.raises(error):
        hold(world, **fields)
    assert not Appointment.objects.exists()
