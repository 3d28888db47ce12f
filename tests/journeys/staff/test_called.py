"""Requests of people whom only a call reaches, and what was agreed to."""

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from intake.models import ConsentText
from intake.services.booking import book_appointment
from intake.services.consent import ConsentGiven, record_consent
from notifications.services.dispatch import dispatch_due
from notifications.services.schedule import plan_messages
from people.models import Role, User
from scheduling.core.flag import Flag
from scheduling.core.status import Status
from scheduling.models import Appointment, AppointmentEvent
from tests.web.conftest import PRACTICE, SignIn
from tests.world import NGOZI, NOW, OLENA, World, at, request_for

PAGE = "/staff/requests/"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def asked(staffed: World) -> Appointment:
    """What Olena asked for with nothing but a phone that takes no texts."""
    return book_appointment(
        clinic=staffed.clinic,
        codes=["tfesi"],
        start=at(26, 9),
        request=request_for(OLENA, review=[Flag.CALL_ONLY]),
        now=NOW,
    )


def called(browser: Client, visit: Appointment, revision: int | None = None) -> object:
    seen = visit.revision if revision is None else revision
    return browser.post(f"{PAGE}{visit.uid}/called/", {"revision": seen})


def text_of(browser: Client, address: str = PAGE) -> str:
    return " ".join(browser.get(address).content.decode().split())


@pytest.mark.parametrize("role", Role)
def test_everybody_in_practice_may_call(role: Role, asked: Appointment, signed_in: SignIn) -> None:
    browser = signed_in(role)
    answer = called(browser, asked)
    asked.refresh_from_db()
    if role not in PRACTICE:
        assert answer.status_code == 403  # type: ignore[attr-defined]
        assert Flag.CALL_ONLY in asked.flags
        return
    assert answer.url == f"{PAGE}?done=called"  # type: ignore[attr-defined]
    assert (asked.status, asked.revision) == (Status.REQUESTED, 2)
    assert Flag.CALLED in asked.flags
    assert Flag.CALL_ONLY not in asked.flags
    event = AppointmentEvent.objects.get(appointment=asked, what="called")
    assert (event.by, event.at) == (User.objects.get(role=role), NOW)


def test_the_list_names_the_number_until_it_was_called(
    asked: Appointment, signed_in: SignIn
) -> None:
    browser = signed_in(Role.RECEPTION)
    page = text_of(browser)
    assert f'Call <a class="nowrap" href="tel:{OLENA.phone}">' in page
    assert "Called: it is them<" in page
    called(browser, asked)
    page = text_of(browser, f"{PAGE}?done=called")
    assert "Noted: you called, and it is them." in page
    assert "/called/" not in page
    assert "Called, it is them; neither text nor email reaches them" in page


def test_a_second_press_changes_nothing(asked: Appointment, signed_in: SignIn) -> None:
    browser = signed_in(Role.NURSE)
    called(browser, asked)
    assert called(browser, asked).url == f"{PAGE}?done=called"  # type: ignore[attr-defined]
    assert AppointmentEvent.objects.filter(appointment=asked, what="called").count() == 1


def test_a_page_that_is_out_of_date_notes_nothing(
    asked: Appointment, staffed: World, signed_in: SignIn
) -> None:
    browser = signed_in(Role.DOCTOR)
    other = book_appointment(
        clinic=staffed.clinic,
        codes=["tfesi"],
        start=at(27, 9),
        request=request_for(NGOZI),
        now=NOW,
    )
    assert called(browser, asked, revision=0).status_code == 409  # type: ignore[attr-defined]
    assert called(browser, other).status_code == 409  # type: ignore[attr-defined]
    assert browser.post(f"{PAGE}{asked.uid}/called/").status_code == 400
    assert browser.get(f"{PAGE}{asked.uid}/called/").status_code == 405
    assert not AppointmentEvent.objects.filter(what="called").exists()


def test_strangers_call_nobody(asked: Appointment, stranger: Client) -> None:
    assert called(stranger, asked).status_code == 404  # type: ignore[attr-defined]


def test_it_is_accepted_afterwards_and_no_text_goes_to_a_landline(
    asked: Appointment, signed_in: SignIn, settings: Settings
) -> None:
    doctor = signed_in(Role.DOCTOR)
    called(doctor, asked)
    plan_messages(now=NOW)
    dispatch_due(now=NOW)
    mail.outbox.clear()
    doctor.post(f"{PAGE}{asked.uid}/accept/", {"revision": 2})
    asked.refresh_from_db()
    assert asked.status == Status.BOOKED
    plan_messages(now=NOW)
    dispatch_due(now=NOW)
    assert settings.SMS_GATEWAY_DOMAIN
    assert [each.to for each in mail.outbox] == [[OLENA.email]]


def test_the_list_and_the_record_say_what_was_agreed_to(
    asked: Appointment, signed_in: SignIn
) -> None:
    words = "I <know> what is done."
    text = ConsentText.objects.create(version=3, language="en", title="Agreed", items=[words])
    doctor = signed_in(Role.DOCTOR)
    pages = (PAGE, f"/staff/visits/{asked.uid}/")
    for page in pages:
        assert "<b>Consent</b>" in text_of(doctor, page)
    record_consent(asked, ConsentGiven([text.pk], "Anna Bondar", NOW, is_for_another=True))
    for page in pages:
        said = text_of(doctor, page)
        assert "<b>Consent</b>" not in said
        assert "Agreed</span>, version 3: ticked by <b>Anna Bondar</b>, Mon 2 Nov, 09:00" in said
        assert "(for the patient)" in said
        assert "I &lt;know&gt; what is done." in said
