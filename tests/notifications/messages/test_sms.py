import re

import pytest
from pytest_django import Settings

from clinics.models import Clinic
from notifications.messages.sms import MOST_SEGMENTS, segments
from notifications.services.dispatch import dispatch_due
from notifications.services.schedule import plan_messages
from tests.notifications.mailserver import MailServer
from tests.notifications.visits import GATEWAY, SECOND, booked, cancelled, moved
from tests.world import NOW, World, at


def text_of(server: MailServer, *, now: object = NOW) -> str:
    server.received.clear()
    plan_messages(now=now)  # type: ignore[arg-type]
    dispatch_due(now=now)  # type: ignore[arg-type]
    (text,) = server.to(GATEWAY)
    assert not text.mail.is_multipart()
    return text.part("text/plain").strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),  # two septets each
        ("€" * 81, 2),
        ("ї" * 70, 1),
        ("ї" * 71, 2),
        ("ї" * 134, 2),
        ("ї" * 135, 3),
        ("👍" * 35, 1),  # two units of UTF-16 each
        ("👍" * 36, 2),
    ],
)
def test_texts_are_counted_as_networks_count_them(text: str, expected: int) -> None:
    assert segments(text) == expected


def test_a_text_says_arrival_finish_reference_and_link(
    world: World, mailserver: MailServer
) -> None:
    visit = booked(world)
    text = text_of(mailserver)
    assert text.startswith(
        "MedClinic: your appointment is booked. Thu 26 Nov: arrive 9:00, finished by 10:05 "
        f"(Kyiv time). Ref {visit.reference}. Details and changes: https://booking.medclinic"
    )
    assert segments(text) <= MOST_SEGMENTS


def test_every_kind_of_text_fits(world: World, mailserver: MailServer) -> None:
    visit = booked(world)
    texts = [text_of(mailserver)]
    moved(visit, at(30, 10), now=NOW)
    texts.append(text_of(mailserver, now=NOW + SECOND))
    texts.append(text_of(mailserver, now=at(29, 10)))
    cancelled(visit, now=at(29, 11))
    texts.append(text_of(mailserver, now=at(29, 11)))
    states = [text.split(":")[1].split(".")[0].strip() for text in texts]
    assert states == [
        "your appointment is booked",
        "your appointment was moved",
        "reminder of your appointment",
        "your appointment is cancelled",
    ]
    assert max(map(segments, texts)) <= MOST_SEGMENTS


def test_a_long_address_leaves_out_words_before_facts(
    world: World, mailserver: MailServer, settings: Settings
) -> None:
    settings.SITE_URL = "https://" + "appointments." * 8 + "example"
    visit = booked(world)
    text = text_of(mailserver)
    assert segments(text) <= MOST_SEGMENTS
    for fact in ("26 Nov", "9:00", "10:05", visit.reference, settings.SITE_URL):
        assert fact in text


def test_a_name_outside_the_alphabet_leaves_room_for_the_facts(
    world: World, mailserver: MailServer
) -> None:
    Clinic.objects.update(name="Клініка на Липовій, відділення друге", place="Київ")
    booked(world)
    text = text_of(mailserver)
    assert segments(text) <= MOST_SEGMENTS
    for fact in ("is booked", "9:00", "10:05", "https://"):
        assert fact in text


@pytest.mark.parametrize(
    ("names", "site"),
    [
        ({}, "https://booking.medclinic.example"),
        ({"name": "Клініка на Липовій", "place": "Київ"}, "https://booking.medclinic.example"),
        ({}, "https://" + "appointments." * 8 + "example"),
    ],
    ids=["usual", "another alphabet", "long address"],
)
def test_a_reminder_asks_for_news_however_short_it_is(
    names: dict[str, str], site: str, world: World, mailserver: MailServer, settings: Settings
) -> None:
    settings.SITE_URL = site
    Clinic.objects.filter(pk=world.clinic.pk).update(**names)
    visit = booked(world)
    confirmation, reminder = text_of(mailserver), text_of(mailserver, now=at(25, 9))
    assert not re.search(r"changed|new\?", confirmation)
    assert re.search(rf"(tell us here:|Tell us:|new\?) {re.escape(site)}/visit/\S+$", reminder)
    assert not re.search(r"ill|pain|needle|medicine|fever", reminder.split("https")[0])
    assert segments(reminder) <= MOST_SEGMENTS
    assert visit.reference in reminder
