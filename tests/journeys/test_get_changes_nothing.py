"""Mail programs, scanners and browsers open links to look at them: nothing may come of it."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from intake.services.booking import book_appointment
from intake.services.booking_requests import decline_request, expire_unanswered_requests
from intake.services.holds import hold_slot
from intake.services.reschedule import reschedule_appointment
from intake.services.triage import record_triage
from notifications.models import OutboxMessage
from notifications.schedule import MessageKind
from notifications.services.alerts import plan_alerts
from notifications.services.dispatch import dispatch_due
from notifications.services.schedule import plan_messages
from notifications.services.send_now import send_code
from people.models import Role, User
from people.services.patients import PatientDetails
from procedures.selectors import safety_questions
from scheduling.core.booking_requests import DeclineReason
from scheduling.models import Appointment
from scheduling.services.cancellation import cancel_appointment
from tests.world import HANNES, NGOZI, NOW, OLENA, World, at, request_for, staff

SITE = "https://booking.medclinic.example"
LINK = re.compile(r"""https?://[^\s"'<>\\]+""")
HREF = re.compile(r'href="(/[^"#]*)')
WAYS = {
    "looked at": {},
    "prefetched": {"Purpose": "prefetch"},
    "prefetched and rendered": {"Sec-Purpose": "prefetch;prerender"},
    "prefetched by an old browser": {"X-Moz": "prefetch"},
}


@pytest.fixture
def clinic(staffed: World, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> World:
    """The clinic as its public address knows it, at NOW."""
    settings.SITE_URL = SITE
    settings.ALLOWED_HOSTS = ["booking.medclinic.example"]
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    site = staffed.clinic
    site.alert_email, site.escalation_email = "desk@medclinic.example", "on-call@medclinic.example"
    site.save()
    return staffed


def send(now: datetime) -> None:
    plan_messages(now=now)
    while dispatch_due(now=now):
        pass


def ask(world: World, who: PatientDetails, start: datetime, by: User | None = None) -> Appointment:
    return book_appointment(
        clinic=world.clinic, codes=["tfesi"], start=start, request=request_for(who), now=NOW, by=by
    )


def send_everything(world: World, language: str) -> None:
    """Let every kind of message go out, so that each links to its visit as it is in the end."""
    rita = staff(world, Role.RECEPTION, f"rita-{language}@medclinic.example")
    doctor = User.objects.get(email="doctor@clinic.example")
    olena, ngozi, hannes = (replace(who, language=language) for who in (OLENA, NGOZI, HANNES))
    moved, called_off = ask(world, olena, at(26, 9), rita), ask(world, olena, at(12, 9), rita)
    send_code_to_somebody(world, language)
    declined, forgotten = ask(world, ngozi, at(26, 11)), ask(world, hannes, at(26, 13))
    send(NOW)
    site = {"clinic": world.clinic, "now": NOW}
    reschedule_appointment(uid=moved.uid, revision=1, start=at(27, 9), by=rita, **site)
    cancel_appointment(uid=called_off.uid, revision=1, reason="", by=rita, **site)
    decline_request(uid=declined.uid, revision=1, by=doctor, reason=DeclineReason.CALL, **site)
    send(NOW + timedelta(seconds=1))
    expire_unanswered_requests(now=NOW + timedelta(days=3))
    assert Appointment.objects.get(pk=forgotten.pk).status == "expired"
    send(NOW + timedelta(days=3))
    for reminder in OutboxMessage.objects.filter(kind=MessageKind.REMINDER, status="pending"):
        send(reminder.due_at)


def send_code_to_somebody(world: World, language: str) -> None:
    hold, token = hold_slot(
        clinic=world.clinic, codes=["consult_neurologist"], start=at(26, 15), now=NOW
    )
    send_code(
        clinic=world.clinic,
        hold=hold.uid,
        token=token,
        channel="email",
        address="new@mail.example",
        language=language,
        now=NOW,
    )


def alarm(world: World) -> None:
    """Let the clinic be told of an urgent answer, and the next contact that it is late."""
    emergency = {safety_questions()[0].code: "yes"}
    alert = record_triage(clinic=world.clinic, answers=emergency, now=NOW).alert
    for moment in (NOW, alert.due_at):
        assert plan_alerts(now=moment)
        dispatch_due(now=moment)


@pytest.mark.parametrize("language", ["en", "uk"])
def test_following_every_link_of_every_message_writes_nothing(clinic: World, language: str) -> None:
    send_everything(clinic, language)
    alarm(clinic)
    sent = OutboxMessage.objects.filter(status="sent").values_list("kind", flat=True)
    assert set(sent) == {kind.value for kind in MessageKind}
    links = {link for letter in mail.outbox for link in links_of(letter)}
    ours = {urlsplit(link).path for link in links if link.startswith(SITE)}
    assert {path for path in ours if not path.startswith("/visit/")} == {"/staff/alerts/"}
    assert len(ours) == 1 + 5  # four visits, one of them with the older link of before its move
    before = contents()
    for path in sorted(ours):
        for headers in WAYS.values():
            follow(path, headers)
        look_around(path)
    assert contents() == before


def links_of(letter: mail.EmailMessage) -> set[str]:
    """Return the addresses in all parts of a mail, the calendar file included."""
    parts = [letter.body, *(each.content for each in getattr(letter, "alternatives", []))]
    parts += [str(content) for _name, content, _kind in letter.attachments]
    return {link.rstrip(".,)") for part in parts for link in LINK.findall(str(part))}


def browser_with(headers: Mapping[str, str]) -> Client:
    return Client(headers={"Host": "booking.medclinic.example", **headers})


def follow(path: str, headers: Mapping[str, str]) -> None:
    """Open a link by HEAD and by GET, up to the page it leads to."""
    browser = browser_with(headers)
    for open_it in (browser.head, browser.get):
        assert open_it(path, follow=True).status_code == 200, path


def look_around(path: str) -> None:
    """Open everything that the page behind a link leads to."""
    browser = browser_with({})
    page = browser.get(path, follow=True).content.decode()
    for further in sorted(set(HREF.findall(page))):
        if not further.startswith("/static/"):
            browser.get(further, follow=True)


def contents() -> dict[str, str]:
    """Return every row of every table with its version: writing the same again counts too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        found = {}
        for table in tables:
            cursor.execute(
                "SELECT coalesce(md5(string_agg(concat(row.ctid, row.xmin, row), '' "
                f"ORDER BY row.ctid)), '') FROM \"{table}\" AS row"
            )
            (found[table],) = cursor.fetchone()
    return found
