"""Contact checks: once, for ten minutes, five tries."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from clinics.errors import NotFound
from intake.core.contact import ContactChannel
from intake.errors import CodeOver, ContactUnproven, TooManyCodes, WrongCode
from intake.models import ContactCheck
from intake.services.contact import code_of, forget_old_checks, open_contact_check, prove_contact
from intake.services.holds import hold_slot
from intake.services.online_booking import confirm_online
from scheduling.core.flag import Flag
from scheduling.core.status import Status
from scheduling.models import Appointment
from tests.world import NOW, OLENA, World, at, request_for

CODE = "consult_neurologist"
Hold = tuple[Appointment, str]


@pytest.fixture
def hold(world: World) -> Hold:
    return hold_slot(clinic=world.clinic, codes=[CODE], start=at(26, 9), now=NOW)


def ask(hold: Hold, *, now: datetime = NOW, **changed: object) -> tuple[ContactCheck, bool]:
    held, token = hold
    wish = {
        "channel": ContactChannel.TEXT,
        "address": OLENA.phone,
        "language": "en",
        "token": token,
    }
    return open_contact_check(clinic=held.clinic, hold=held.uid, now=now, **(wish | changed))


def prove(check: ContactCheck, typed: str = "", *, now: datetime = NOW) -> ContactCheck:
    typed = typed or code_of(check)
    return prove_contact(clinic=check.clinic, uid=check.uid, typed=typed, now=now)


def wrong(check: ContactCheck) -> str:
    return str((int(code_of(check)) + 1) % 10**6).zfill(6)


def book(hold: Hold, proof: UUID | None, **fields: object) -> Appointment:
    held, token = hold
    return confirm_online(
        clinic=held.clinic,
        uid=held.uid,
        token=token,
        request=request_for(OLENA, **fields),
        proof=proof,
        now=NOW,
    )


def test_a_proven_contact_makes_the_booking_firm_once(hold: Hold) -> None:
    check = prove(ask(hold)[0])
    assert book(hold, check.uid).status == Status.BOOKED
    check.refresh_from_db()
    assert check.used_at == NOW


def test_without_proof_nothing_is_booked(hold: Hold) -> None:
    unproven, _ = ask(hold)
    for proof in (None, unproven.uid, UUID(int=7)):
        with pytest.raises(ContactUnproven):
            book(hold, proof)
    hold[0].refresh_from_db()
    assert hold[0].status == Status.HELD


def test_a_proof_counts_for_its_own_address_only(hold: Hold) -> None:
    check = prove(ask(hold, address="+380500009999")[0])
    with pytest.raises(ContactUnproven):
        book(hold, check.uid)


def test_a_proof_is_used_up_by_its_booking(hold: Hold, world: World) -> None:
    check = prove(ask(hold)[0])
    book(hold, check.uid)
    second = hold_slot(clinic=world.clinic, codes=[CODE], start=at(27, 9), now=NOW)
    with pytest.raises(ContactUnproven):
        book(second, check.uid)


def test_five_wrong_tries_end_a_code(hold: Hold) -> None:
    check, _ = ask(hold)
    for left in (4, 3, 2, 1):
        with pytest.raises(WrongCode) as refusal:
            prove(check, wrong(check))
        assert refusal.value.tries_left == left
    for typed in (wrong(check), code_of(check)):
        with pytest.raises(CodeOver):
            prove(check, typed)


def test_a_code_ends_after_ten_minutes(hold: Hold) -> None:
    check, _ = ask(hold)
    almost = NOW + timedelta(minutes=10)
    with pytest.raises(CodeOver):
        prove(check, now=almost)
    assert prove(check, now=almost - timedelta(seconds=1)).proven_at


def test_pressing_twice_proves_once_and_says_the_same(hold: Hold) -> None:
    check, _ = ask(hold)
    assert prove(check).proven_at == prove(check).proven_at
    with pytest.raises(CodeOver):
        prove(check, wrong(check))


def test_a_code_that_is_good_is_not_sent_again(hold: Hold) -> None:
    first, _ = ask(hold)
    assert ask(hold) == (first, False)


@pytest.mark.parametrize(
    "changed",
    [
        {"is_new": True},
        {"address": "+380500009999"},
        {"channel": "email", "address": OLENA.email},
    ],
    ids=["wished for", "another phone", "another way"],
)
def test_a_new_code_ends_the_one_before(changed: dict[str, object], hold: Hold) -> None:
    first, _ = ask(hold)
    second, is_to_be_sent = ask(hold, **changed)
    assert (is_to_be_sent, second.number) == (True, 2)
    assert code_of(first) != code_of(second)
    with pytest.raises(CodeOver):
        prove(first)
    assert prove(second).proven_at


def test_codes_for_one_time_come_to_an_end(hold: Hold) -> None:
    for _ in range(4):
        ask(hold, is_new=True)
    with pytest.raises(TooManyCodes):
        ask(hold, is_new=True)


def test_codes_to_one_phone_come_to_an_end_whoever_asks(world: World) -> None:
    holds = [
        hold_slot(clinic=world.clinic, codes=[CODE], start=at(26, hour), now=NOW)
        for hour in (9, 11, 14)
    ]
    for number in range(8):
        ask(holds[number // 3], is_new=True)
    with pytest.raises(TooManyCodes):
        ask(holds[2], is_new=True)
    assert ask(holds[2], address="+380500009999")[1]
    later = NOW + timedelta(minutes=61)
    held = hold_slot(clinic=world.clinic, codes=[CODE], start=at(26, 16), now=later)
    assert ask(held, now=later)[1]


def test_only_who_keeps_the_time_gets_a_code(hold: Hold) -> None:
    with pytest.raises(NotFound):
        ask(hold, token="somebody else's")


def test_who_cannot_be_written_to_asks_for_the_time_by_phone(hold: Hold) -> None:
    visit = book(hold, None, review=[Flag.CALL_ONLY])
    assert (visit.status, visit.flags) == (Status.REQUESTED, ["screening_open", Flag.CALL_ONLY])
    assert visit.decide_by is not None


def test_the_database_keeps_one_code_open(hold: Hold) -> None:
    check, _ = ask(hold)
    check.pk, check.uid, check.number = None, UUID(int=9), 2
    with pytest.raises(IntegrityError, match="contact_check_one_open"), transaction.atomic():
        check.save(force_insert=True)


def test_addresses_are_forgotten_after_a_day(hold: Hold) -> None:
    ask(hold)
    assert forget_old_checks(now=NOW + timedelta(hours=23)) == 0
    assert forget_old_checks(now=NOW + timedelta(hours=25)) == 1
