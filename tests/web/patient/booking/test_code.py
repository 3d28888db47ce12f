"""The code between the check page and the booking."""

from datetime import timedelta

import pytest
from pytest_django import Settings

from intake.models import ContactCheck
from notifications.models import OutboxMessage
from people.services.patients import record_patient
from scheduling.core.status import Status
from scheduling.models import Appointment, Order
from tests.web.patient.conftest import OLENA_OPENS, Clock, Walk
from tests.world import NOW, OLENA, at

START = at(26, 9)
CONSULT = "consult_neurologist"


@pytest.fixture
def asked(walk: Walk) -> Walk:
    """A patient in front of the page of the code."""
    walk.keep(START, CONSULT)
    walk.details()
    walk.healthy()
    assert walk.client.post("/book/check/").url == "/book/code/"
    return walk


def page(walk: Walk) -> str:
    return walk.client.get("/book/code/").content.decode()


def wrong(walk: Walk) -> str:
    return str((int(walk.sent_code) + 1) % 10**6).zfill(6)


def test_a_booking_is_firm_only_with_the_code(asked: Walk) -> None:
    assert Appointment.objects.get().status == Status.HELD
    assert "050 000 47 15" in page(asked)
    assert 'autocomplete="one-time-code"' in page(asked)
    assert asked.prove().url == "/book/done/"
    assert Appointment.objects.get().status == Status.BOOKED


def test_no_address_leads_past_the_code(asked: Walk) -> None:
    for path in ("/book/check/", "/book/code/", "/book/done/"):
        asked.client.get(path)
        asked.client.post(path)
    assert Appointment.objects.get().status == Status.HELD
    assert OutboxMessage.objects.count() == 1


def test_a_wrong_code_says_how_many_tries_are_left(asked: Walk) -> None:
    text = asked.prove(wrong(asked)).content.decode()
    assert "You can try 4 more times." in text
    assert 'role="alert"' in text
    for _ in range(4):
        text = asked.prove(wrong(asked)).content.decode()
    assert "does not count any more" in text
    assert "does not count any more" in asked.prove().content.decode()
    assert asked.client.post("/book/code/", {"send": "text"}).url == "/book/code/"
    assert asked.prove().url == "/book/done/"


@pytest.mark.parametrize("typed", ["", "12", "abcdef", "1234567", "\x00", "🦴"])
def test_what_is_no_code_costs_no_try(typed: str, asked: Walk) -> None:
    answer = asked.client.post("/book/code/", {"code": typed})
    assert 'role="alert"' in answer.content.decode()
    assert ContactCheck.objects.get().tries == 0


def test_a_code_pasted_with_spaces_is_right(asked: Walk) -> None:
    code = asked.sent_code
    assert asked.prove(f" {code[:3]} {code[3:]} ").url == "/book/done/"


def test_the_code_can_come_by_mail_instead(asked: Walk) -> None:
    asked.client.post("/book/code/", {"send": "email"})
    assert "taras@mail.example" in page(asked)
    assert asked.prove().url == "/book/done/"


def test_no_more_codes_than_some_and_the_way_left_is_named(asked: Walk) -> None:
    for _ in range(3):
        asked.client.post("/book/code/", {"send": "text"})
    answer = asked.client.post("/book/code/", {"send": "text"})
    assert answer.status_code == 429
    assert "Please call us" in answer.content.decode()
    assert asked.prove().url == "/book/done/"


def test_another_number_needs_a_code_of_its_own(asked: Walk) -> None:
    old = asked.sent_code
    asked.details(phone="050 000 47 99")
    assert asked.client.get("/book/code/").url == "/book/check/"
    assert asked.prove(old).url == "/book/check/"
    assert asked.confirm().url == "/book/done/"
    visit = Appointment.objects.get()
    assert visit.patient is not None
    assert visit.patient.phone == "+380500004799"


def test_pressing_twice_books_once(asked: Walk) -> None:
    code = asked.sent_code
    assert asked.prove(code).url == asked.prove(code).url == "/book/done/"
    assert Appointment.objects.count() == 1


def test_two_presses_at_the_same_moment_see_the_same_booking(asked: Walk) -> None:
    before = dict(asked.client.session)
    asked.prove()
    visit = asked.seen()
    session = asked.client.session
    session.clear()
    session.update(before)  # the second press read the draft before the first had booked
    session.save()
    assert asked.prove().url == "/book/done/"
    assert asked.seen() == visit
    assert Appointment.objects.count() == 1


def test_the_time_is_kept_while_the_code_travels(walk: Walk, clock: Clock) -> None:
    walk.keep(START, CONSULT)
    walk.details()
    walk.healthy()
    clock.now = NOW + timedelta(minutes=14)
    walk.client.post("/book/check/")
    assert Appointment.objects.get().hold_expires_at == NOW + timedelta(minutes=29)
    clock.now = NOW + timedelta(minutes=23)
    assert walk.prove().url == "/book/done/"


def test_a_lost_time_keeps_the_proof(asked: Walk, clock: Clock) -> None:
    clock.now = NOW + timedelta(minutes=16)
    asked.client.get("/book/code/")
    assert asked.keep(START, CONSULT).url == "/book/check/"
    assert asked.confirm().url == "/book/done/"


def test_an_order_needs_no_code(walk: Walk, order: Order) -> None:
    walk.client.post("/", OLENA_OPENS | {"code": order.code})
    walk.safe()
    walk.keep(START)
    walk.healthy()
    assert walk.client.post("/book/check/").url == "/book/done/"
    assert not ContactCheck.objects.exists()


def test_a_known_phone_sees_the_same_pages(walk: Walk) -> None:
    record_patient(details=OLENA)
    known = {"full_name": "Somebody Else", "phone": OLENA.phone, "email": ""}
    texts = []
    for phone in (OLENA.phone, "+380500009999"):
        walk.keep(START, CONSULT)
        walk.details(**(known | {"phone": phone}))
        walk.healthy()
        walk.client.post("/book/check/")
        texts.append(page(walk).replace(phone[-2:], "##").count("Olena"))
    assert texts == [0, 0]


def test_who_gets_neither_texts_nor_mails_asks_by_phone(walk: Walk) -> None:
    walk.keep(START, CONSULT)
    walk.details(call_only="on", phone="044 123 45 67", email="")
    walk.healthy()
    text = walk.client.get("/book/check/").content.decode()
    assert "We call 044 123 45 67" in text
    assert walk.client.post("/book/check/").url == "/book/done/"
    visit = Appointment.objects.get()
    assert (visit.status, "call_only" in visit.flags) == (Status.REQUESTED, True)


def test_a_phone_without_a_gateway_is_called(walk: Walk, settings: Settings) -> None:
    settings.SMS_GATEWAY_DOMAIN = ""
    walk.keep(START, CONSULT)
    walk.details(email="")
    walk.healthy()
    assert walk.client.post("/book/check/").url == "/book/done/"
    assert Appointment.objects.get().status == Status.REQUESTED


def test_a_call_needs_a_phone(walk: Walk) -> None:
    walk.keep(START, CONSULT)
    answer = walk.details(call_only="on", phone="")
    assert "Enter the phone number we can call." in answer.content.decode()
