from dataclasses import replace

import pytest

from notifications.messages.compose import compose
from notifications.models import OutboxMessage
from notifications.services.schedule import plan_messages
from notifications.transports.errors import Permanent
from people.models import Patient
from scheduling.models import Appointment
from scheduling.selectors.appointments import whole_appointments
from tests.notifications.visits import booked
from tests.world import NOW, OLENA, World, at


@pytest.mark.parametrize(
    ("channel", "fields", "error"),
    [
        ("email", {"email": ""}, "no e-mail address"),
        ("email", {"email": "not an address"}, "no e-mail address"),
        ("email", {"email": "a@b.example\nBcc: c@d.example"}, "no e-mail address"),
        ("text", {"phone": ""}, "no phone"),
    ],
)
def test_an_address_that_is_gone_refuses_for_good(
    world: World, channel: str, fields: dict[str, str], error: str
) -> None:
    visit = booked(world)
    plan_messages(now=NOW)
    message = OutboxMessage.objects.get(kind="confirmation", channel=channel)
    Patient.objects.update(**fields)
    with pytest.raises(Permanent, match=error):
        compose(message, whole_appointments().get(pk=visit.pk), now=NOW, is_moved=False)


@pytest.mark.parametrize(("booked_in", "spoken"), [("uk", "uk"), ("en", "en"), ("", "en")])
def test_messages_speak_the_language_of_the_booking(
    world: World, booked_in: str, spoken: str
) -> None:
    visit = booked(world)
    Patient.objects.update(language="en")
    Appointment.objects.update(language=booked_in)
    plan_messages(now=NOW)
    message = OutboxMessage.objects.get(kind="confirmation", channel="email")
    mail = compose(message, whole_appointments().get(pk=visit.pk), now=NOW, is_moved=False)
    assert mail.extra_headers["Content-Language"] == spoken
    assert ("Ваш прийом" in mail.body or "Вас" in mail.body) == (spoken == "uk")


def test_whoever_books_in_another_language_is_written_to_in_it(world: World) -> None:
    booked(world, details=OLENA)
    again = booked(world, details=replace(OLENA, language="uk"), start=at(24, 9))
    assert again.patient.language == "en"
    assert again.language == "uk"
