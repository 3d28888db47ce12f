"""The mail as it arrives, over the wire and parsed again."""

import re
from dataclasses import replace
from datetime import UTC, timedelta

import pytest
from icalendar import Calendar, Event

from clinics.models import Clinic
from intake.services.booking import book_appointment
from notifications.messages.formatting import language_for
from notifications.models import OutboxMessage
from notifications.services.dispatch import dispatch_due
from notifications.services.schedule import plan_messages
from procedures.models import ProcedureType
from scheduling.errors import SlotTaken
from scheduling.selectors.links import OpenedLink, open_link
from tests.notifications.mailserver import MailServer, Received
from tests.notifications.visits import GATEWAY, SECOND, START, booked, cancelled, moved
from tests.world import HANNES, NOW, OLENA, World, at, request_for

LONGEST_LINE = 998  # RFC 5322 section 2.1.1


def mail_of(server: MailServer, *, to: str = OLENA.email, now: object = NOW) -> Received:
    """Return the one mail that goes out now."""
    server.received.clear()
    plan_messages(now=now)  # type: ignore[arg-type]
    dispatch_due(now=now)  # type: ignore[arg-type]
    (mail,) = server.to(to)
    return mail


def event_of(mail: Received) -> Event:
    (event,) = Calendar.from_ical(mail.part("text/calendar")).walk("VEVENT")
    return event


def test_arrival_and_finish_are_said_together_everywhere(
    world: World, mailserver: MailServer
) -> None:
    visit = booked(world)
    mail = mail_of(mailserver)
    assert mail.mail["Subject"] == "Your appointment at MedClinic, Thursday 26 November, 9:00"
    assert mail.mail["From"] == "MedClinic <visits@medclinic.example>"
    for words in (mail.part("text/plain"), mail.part("text/html")):
        for said in ("Thursday 26 November 2026", "Arrive at 9:00", "Finished by 10:05"):
            assert said in words
        for said in ("18 Lypova Street, Kyiv", "All times are Kyiv time", visit.reference):
            assert said in words
        assert "Until Wednesday 25 November, 9:00" in words or "until Wednesday" in words
        assert "Sent on Monday 2 November 2026 at 9:00" in words


def test_the_strip_names_the_parts_of_the_visit(world: World, mailserver: MailServer) -> None:
    booked(world)
    lines = mail_of(mailserver).part("text/plain").splitlines()
    first = lines.index("9:00   Arrive")
    assert lines[first + 1 : first + 4] == [
        "9:15   Your doctor",
        "9:35   Rest",
        "10:05  Finished",
    ]


def test_no_message_says_what_is_done_nor_to_whom(world: World, mailserver: MailServer) -> None:
    """Every procedure this clinic can do, by mail and text, attachment and headers included."""
    types = list(ProcedureType.objects.all())
    patients = {}
    start = at(3, 9)
    for each in types:
        details = replace(
            OLENA, full_name=f"Ngozi Okoro {each.code}", email=f"x{each.pk}@a.example"
        )
        try:
            booked(world, code=each.code, start=start, details=details)
        except SlotTaken:
            continue  # this small clinic has not everything
        patients[details.email] = each
        start += timedelta(days=3 if start.weekday() == 4 else 1)
    while plan_messages(now=NOW) + dispatch_due(now=NOW):
        pass
    assert len(patients) >= 13
    assert {each.to for each in mailserver.received} == {GATEWAY, *patients}
    for received in mailserver.received:
        said = received.written().lower()
        for each in types:
            for word in (each.name, each.plain_name):
                assert word.lower() not in said
        for word in ("ngozi", "okoro", "1968", "pain", "spine", "procedure", "injection"):
            assert word not in said.replace("x-", "")


def test_the_file_for_the_calendar_can_be_read(world: World, mailserver: MailServer) -> None:
    visit = booked(world)
    mail = mail_of(mailserver)
    (attached,) = mail.mail.iter_attachments()
    assert attached.get_filename() == "appointment.ics"
    event = event_of(mail)
    assert event["UID"] == f"{visit.uid}@booking.medclinic.example"
    assert event["SUMMARY"] == "Appointment, MedClinic"
    assert (event.start.astimezone(UTC), event.end.astimezone(UTC)) == (START, at(26, 10, 5))
    assert "ATTENDEE" not in event


def test_a_move_says_so_and_keeps_the_calendars_uid(world: World, mailserver: MailServer) -> None:
    visit = booked(world)
    before = event_of(mail_of(mailserver))
    moved(visit, at(27, 10), now=NOW)
    mail = mail_of(mailserver, now=NOW + SECOND)
    assert mail.mail["Subject"] == "New time at MedClinic: Friday 27 November, 10:00"
    assert "Your appointment was moved to this time." in mail.part("text/plain")
    after = event_of(mail)
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1


def test_who_never_heard_the_old_time_is_not_told_of_a_move(
    world: World, mailserver: MailServer
) -> None:
    visit = booked(world)
    moved(visit, at(27, 10), now=NOW)
    assert mail_of(mailserver).mail["Subject"].startswith("Your appointment at MedClinic")


def test_a_cancellation_says_which_time_is_off(world: World, mailserver: MailServer) -> None:
    visit = booked(world)
    mail_of(mailserver)
    cancelled(visit, now=NOW)
    mail = mail_of(mailserver, now=NOW + SECOND)
    assert mail.mail["Subject"].startswith("Cancelled: your appointment at MedClinic, Thursday 26")
    assert "from 9:00 to 10:05 will not take place" in mail.part("text/plain")
    assert "Arrive" not in mail.part("text/html")
    assert event_of(mail)["STATUS"] == "CANCELLED"


def test_a_request_does_not_pretend_to_be_a_booking(world: World, mailserver: MailServer) -> None:
    book_appointment(
        clinic=world.clinic, codes=["tfesi"], start=START, request=request_for(OLENA), now=NOW
    )
    mail = mail_of(mailserver)
    assert mail.mail["Subject"].startswith("Your request at MedClinic")
    assert "Not booked yet" in mail.part("text/html")
    assert "is booked" not in mail.everything()


def test_a_reminder_asks_what_has_changed(world: World, mailserver: MailServer) -> None:
    booked(world, details=replace(HANNES, phone=""))
    confirmation = mail_of(mailserver, to=HANNES.email)
    reminder = mail_of(mailserver, to=HANNES.email, now=at(23, 9))
    assert reminder.mail["Subject"].startswith("Reminder: your appointment at MedClinic")
    asked = "anything about your health has changed since you booked, tell us here before you come:"
    link = r"https://booking\.medclinic\.example/visit/[\w-]+/"
    assert re.search(rf"{asked}\n{link}\n", reminder.part("text/plain"))
    assert re.search(rf'{asked} <a href="{link}">', reminder.part("text/html"))
    assert asked not in confirmation.part("text/plain")


def test_the_first_reminder_is_a_whole_mail(world: World, mailserver: MailServer) -> None:
    """Who has a phone and an address is reminded by mail first: in our look, with the file."""
    visit = booked(world)
    before = mail_of(mailserver)
    reminder = mail_of(mailserver, now=at(23, 9))
    assert [each.to for each in mailserver.received] == [OLENA.email]
    assert reminder.mail["Subject"] == (
        "Reminder: your appointment at MedClinic, Thursday 26 November, 9:00"
    )
    for words in (reminder.part("text/plain"), reminder.part("text/html")):
        for said in ("Arrive at 9:00", "Finished by 10:05", visit.reference, "what to bring"):
            assert said in words
        assert "https://booking.medclinic.example/visit/" in words
    assert 'class="ticket"' in reminder.part("text/html")
    (attached,) = reminder.mail.iter_attachments()
    assert attached.get_filename() == "appointment.ics"
    assert event_of(reminder)["UID"] == event_of(before)["UID"]
    for each in ProcedureType.objects.all():
        for name in (each.name, each.plain_name):
            assert name.lower() not in reminder.written().lower()


def test_the_last_reminder_says_when_it_is_too_late_to_change_online(
    world: World, mailserver: MailServer
) -> None:
    booked(world, details=replace(HANNES, phone=""))
    mail_of(mailserver, to=HANNES.email)
    OutboxMessage.objects.filter(offset="3d").delete()
    reminder = mail_of(mailserver, to=HANNES.email, now=at(25, 9))
    assert "It is too late to change or cancel online" in reminder.part("text/plain")


def test_the_link_opens_this_visit_and_only_the_newest_link_does(
    world: World, mailserver: MailServer
) -> None:
    visit = booked(world)

    def link(mail: Received) -> str:
        lines = mail.part("text/plain").splitlines()
        return lines[lines.index("Your booking page:") + 1]

    first = link(mail_of(mailserver))
    assert first.startswith("https://booking.medclinic.example/visit/")
    assert open_link(first.split("/")[-2], now=NOW) == OpenedLink(visit.uid)
    moved(visit, at(27, 10), now=NOW)
    second = link(mail_of(mailserver, now=NOW + SECOND))
    assert first != second
    assert open_link(second.split("/")[-2], now=NOW) == OpenedLink(visit.uid)
    assert open_link(first.split("/")[-2], now=NOW) == OpenedLink(visit.uid, is_old=True)


def test_what_staff_type_can_break_neither_page_nor_header(
    world: World, mailserver: MailServer
) -> None:
    Clinic.objects.update(name="A & <b>B</b>\r\nBcc: all@mail.example", address="x" * 200)
    booked(world)
    mail = mail_of(mailserver)
    assert "Bcc" not in mail.mail
    assert "A &amp; &lt;b&gt;B&lt;/b&gt;" in mail.part("text/html")
    assert [each.to for each in mailserver.received] == [OLENA.email, GATEWAY]
    assert max(map(len, mail.mail.as_bytes().splitlines())) <= LONGEST_LINE


@pytest.mark.parametrize("wish", ["en", "uk"])
def test_words_and_months_are_in_one_language(
    world: World, mailserver: MailServer, wish: str
) -> None:
    booked(world, details=replace(OLENA, language=wish))
    mail = mail_of(mailserver)
    language = language_for(wish)
    assert mail.mail["Content-Language"] == language
    assert f'<html lang="{language}">' in mail.part("text/html")
    assert ("November" in mail.part("text/plain")) == (language == "en")


def test_machines_are_asked_not_to_answer(world: World, mailserver: MailServer) -> None:
    booked(world)
    assert mail_of(mailserver).mail["Auto-Submitted"] == "auto-generated"
