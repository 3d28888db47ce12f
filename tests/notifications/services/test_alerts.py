"""The clinic is mailed once that somebody needs it, and nothing of whom or what."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from intake.models import ClinicAlert
from intake.services.triage import acknowledge_alert, leave_phone, record_triage
from notifications.models import OutboxMessage
from notifications.schedule import STAFF_RETRY, USEFUL_TO_STAFF
from notifications.selectors import claimable
from notifications.services.alerts import plan_alerts
from notifications.services.dispatch import dispatch_due
from notifications.services.schedule import plan_messages
from notifications.tasks import send_due_messages
from people.models import User
from procedures.selectors import safety_questions
from tests.notifications.mailserver import MailServer
from tests.notifications.visits import booked
from tests.world import NOW, World

pytestmark = pytest.mark.django_db

DESK = "desk@medclinic.example"
AGAIN = STAFF_RETRY + timedelta(seconds=30)
"""The clock of a batch runs on while it sends: some seconds more than the wait."""

Alarm = Callable[..., ClinicAlert]


def mail_alerts(*, now: datetime) -> int:
    """Plan and send; return how many were handed over."""
    sent = OutboxMessage.objects.filter(kind="alert", status=OutboxMessage.Status.SENT)
    before = sent.count()
    plan_alerts(now=now)
    dispatch_due(now=now)
    return sent.count() - before


@pytest.fixture
def alarm(world: World) -> Alarm:
    """Return a function by which somebody answers urgently."""
    world.clinic.alert_email = DESK
    world.clinic.save()

    def answered(code: str = "new_weakness") -> ClinicAlert:
        answers = dict.fromkeys((each.code for each in safety_questions()), "no") | {code: "yes"}
        return record_triage(clinic=world.clinic, answers=answers, now=NOW).alert

    return answered


def test_emergency_is_mailed_once(alarm: Alarm, mailserver: MailServer) -> None:
    alert = alarm()
    assert (mail_alerts(now=NOW), mail_alerts(now=NOW)) == (1, 0)
    (mail,) = mailserver.received
    assert mail.to == DESK
    assert mail.mail["Subject"] == "Urgent: somebody needs you now"
    row = OutboxMessage.objects.get(alert=alert)
    assert (row.kind, row.lease_until) == ("alert", None)
    assert row.provider_message_id == mail.message_id


def test_call_is_mailed_too(alarm: Alarm, mailserver: MailServer) -> None:
    alarm("unwell")
    mail_alerts(now=NOW)
    assert mailserver.received[0].mail["Subject"] == "Call somebody today"


def test_mail_tells_nothing_of_the_person(alarm: Alarm, mailserver: MailServer) -> None:
    alert = alarm("unwell")
    leave_phone(clinic=alert.clinic, triage=alert.triage.uid, phone="0500004712")
    mail_alerts(now=NOW)
    written = mailserver.received[0].written()
    assert "https://booking.medclinic.example/staff/alerts/" in written
    assert not re.search(r"4712|fever|cancer|numb|weak|pain", written, re.IGNORECASE)


def test_failed_mail_goes_again_as_the_same_one(alarm: Alarm, mailserver: MailServer) -> None:
    alarm()
    mailserver.answers[DESK] = ["451 Later"]
    assert mail_alerts(now=NOW) == 0
    assert mail_alerts(now=NOW + timedelta(seconds=60)) == 0
    mailserver.on_mail = lambda _: ""
    assert mail_alerts(now=NOW + AGAIN) == 0
    mailserver.on_mail = lambda _: "250 OK"
    assert mail_alerts(now=NOW + 2 * AGAIN) == 1
    assert len({each.message_id for each in mailserver.received}) == 1


def test_one_that_fails_holds_up_no_other(alarm: Alarm, mailserver: MailServer) -> None:
    alarm()
    alarm("unwell")
    mailserver.answers[DESK] = ["550 Unknown"]
    assert mail_alerts(now=NOW) == 1


def test_clinic_without_an_address_is_left_in_peace(alarm: Alarm, mailserver: MailServer) -> None:
    alert = alarm()
    alert.clinic.alert_email = ""
    alert.clinic.save()
    assert mail_alerts(now=NOW) == 0
    assert mailserver.connections == 0


def test_old_alert_is_not_mailed_any_more(alarm: Alarm, mailserver: MailServer) -> None:
    alarm()
    assert mail_alerts(now=NOW + USEFUL_TO_STAFF + timedelta(minutes=1)) == 0


def test_alert_taken_over_is_mailed_all_the_same(
    alarm: Alarm, rita: User, mailserver: MailServer
) -> None:
    alert = alarm()
    acknowledge_alert(clinic=alert.clinic, uid=alert.uid, by=rita, now=NOW)
    assert mail_alerts(now=NOW) == 1


def test_beat_mails_alerts(alarm: Alarm, mailserver: MailServer) -> None:
    alarm()
    ClinicAlert.objects.update(created_at=timezone.now(), due_at=timezone.now() + AGAIN)
    send_due_messages()
    assert [each.to for each in mailserver.received] == [DESK]


def test_an_emergency_does_not_wait_behind_reminders(alarm: Alarm, world: World) -> None:
    booked(world)
    plan_messages(now=NOW)
    alert = alarm()
    plan_alerts(now=NOW)
    first = claimable(now=NOW + timedelta(days=1))[0]
    assert first.alert == alert
