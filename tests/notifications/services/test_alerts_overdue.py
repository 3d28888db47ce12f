"""An alert nobody takes over in time goes to the next contact, once on each way."""

import re
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from clinics.models import Clinic
from intake.models import ClinicAlert
from intake.services.triage import acknowledge_alert, leave_phone, record_triage
from notifications.models import OutboxMessage
from notifications.schedule import STAFF_RETRY, USEFUL_TO_STAFF, MessageKind
from notifications.services.alerts import plan_alerts
from notifications.services.dispatch import dispatch_due
from notifications.tasks import send_due_messages
from people.models import User
from procedures.selectors import safety_questions
from tests.notifications.mailserver import MailServer
from tests.world import NOW, World

pytestmark = pytest.mark.django_db

ON_CALL = "on-call@medclinic.example"
MOBILE = "380500009911@sms.example"
MINUTE = timedelta(minutes=1)
LATE = NOW + 15 * MINUTE

Status = OutboxMessage.Status
OVERDUE = OutboxMessage.objects.filter(kind=MessageKind.OVERDUE)
AGAIN = STAFF_RETRY + timedelta(seconds=30)
"""The clock of a batch runs on while it sends: some seconds more than the wait."""


def alarm(world: World, code: str = "new_weakness") -> ClinicAlert:
    """Let a patient answer urgently at a clinic with two contacts; its desk is told already."""
    Clinic.objects.filter(pk=world.clinic.pk).update(
        alert_email="desk@medclinic.example",
        escalation_email=ON_CALL,
        escalation_phone="050 000 99 11",
    )
    world.clinic.refresh_from_db()
    answers = dict.fromkeys((each.code for each in safety_questions()), "no") | {code: "yes"}
    alert = record_triage(clinic=world.clinic, answers=answers, now=NOW).alert
    plan_alerts(now=NOW)
    OutboxMessage.objects.update(status=Status.SENT, sent_at=NOW)
    return alert


def change(alert: ClinicAlert, **fields: object) -> None:
    Clinic.objects.filter(pk=alert.clinic_id).update(**fields)


def escalate(now: datetime) -> int:
    """Plan and send; return how many were handed over."""
    plan_alerts(now=now)
    return send(now)


def send(now: datetime) -> int:
    before = OVERDUE.filter(status=Status.SENT).count()
    dispatch_due(now=now)
    return OVERDUE.filter(status=Status.SENT).count() - before


def ends() -> dict[str, str]:
    return dict(OVERDUE.values_list("channel", "status"))


def test_late_alert_goes_to_the_next_contact_once(world: World, mailserver: MailServer) -> None:
    alarm(world)
    assert escalate(LATE - MINUTE) == 0
    assert (escalate(LATE), escalate(LATE), escalate(LATE + AGAIN)) == (2, 0, 0)
    assert sorted(each.to for each in mailserver.received) == [MOBILE, ON_CALL]
    assert mailserver.to(ON_CALL)[0].mail["Subject"].startswith("Overdue")
    assert ends() == {"email": Status.SENT, "text": Status.SENT}


@pytest.mark.parametrize(
    ("code", "minutes", "is_late"),
    [
        ("new_weakness", 4, False),
        ("new_weakness", 5, True),
        ("unwell", 29, False),
        ("unwell", 30, True),
    ],
)
def test_the_clinic_sets_the_minutes(
    code: str, minutes: int, is_late: bool, world: World, mailserver: MailServer
) -> None:
    world.clinic.emergency_minutes, world.clinic.call_today_minutes = 5, 30
    world.clinic.save()
    alarm(world, code)
    assert (escalate(NOW + minutes * MINUTE) > 0) is is_late


def test_alert_taken_over_in_time_stays_here(
    world: World, rita: User, mailserver: MailServer
) -> None:
    alert = alarm(world)
    acknowledge_alert(clinic=alert.clinic, uid=alert.uid, by=rita, now=LATE)
    assert escalate(LATE + MINUTE) == 0
    assert not OVERDUE.exists()


def test_alert_taken_over_at_the_last_moment_is_told_to_nobody(
    world: World, rita: User, mailserver: MailServer
) -> None:
    alert = alarm(world)
    plan_alerts(now=LATE)
    acknowledge_alert(clinic=alert.clinic, uid=alert.uid, by=rita, now=LATE)
    assert send(LATE) == 0
    assert mailserver.connections == 0
    assert ends() == {"email": Status.CANCELLED, "text": Status.CANCELLED}


def test_notice_tells_nothing_of_the_person(world: World, mailserver: MailServer) -> None:
    alert = alarm(world, "unwell")
    leave_phone(clinic=alert.clinic, triage=alert.triage.uid, phone="0500004712")
    escalate(NOW + 120 * MINUTE)
    for received in mailserver.received:
        written = received.written()
        assert "https://booking.medclinic.example/staff/alerts/" in written
        assert not re.search(r"4712|fever|cancer|numb|weak|pain", written, re.IGNORECASE)


def test_without_a_next_contact_the_first_is_told_again(
    world: World, mailserver: MailServer
) -> None:
    change(alarm(world), escalation_email="", escalation_phone="")
    assert escalate(LATE) == 1
    assert [each.to for each in mailserver.received] == ["desk@medclinic.example"]


def test_clinic_without_any_contact_is_left_in_peace(world: World, mailserver: MailServer) -> None:
    change(alarm(world), alert_email="", escalation_email="", escalation_phone="")
    assert escalate(LATE) == 0
    assert not OVERDUE.exists()


def test_without_a_gateway_there_are_no_texts(
    world: World, mailserver: MailServer, settings: Settings
) -> None:
    settings.SMS_GATEWAY_DOMAIN = ""
    alarm(world)
    assert escalate(LATE) == 1
    assert ends() == {"email": Status.SENT}


def test_refused_notice_goes_again_to_the_mended_contact(
    world: World, mailserver: MailServer
) -> None:
    alert = alarm(world)
    change(alert, escalation_phone="")
    mailserver.answers[ON_CALL] = ["550 Unknown"]
    assert escalate(LATE) == 0
    assert send(LATE + MINUTE) == 0
    change(alert, escalation_email="night@medclinic.example")
    assert send(LATE + AGAIN) == 1
    assert [each.to for each in mailserver.received] == ["night@medclinic.example"]


def test_broken_line_repeats_the_mail_as_the_same_one_and_no_text(
    world: World, mailserver: MailServer
) -> None:
    alarm(world)
    mailserver.on_mail = lambda _: ""
    assert escalate(LATE) == 0
    mailserver.on_mail = lambda _: "250 OK"
    assert escalate(LATE + AGAIN) == 1
    assert len({each.message_id for each in mailserver.to(ON_CALL)}) == 1
    assert len(mailserver.to(MOBILE)) == 1
    assert ends() == {"email": Status.SENT, "text": Status.UNCERTAIN}


def test_text_whose_worker_died_is_not_repeated(world: World, mailserver: MailServer) -> None:
    change(alarm(world), alert_email="", escalation_email="")
    plan_alerts(now=LATE)
    OVERDUE.update(send_started_at=LATE)
    assert send(LATE + AGAIN) == 0
    assert ends() == {"text": Status.UNCERTAIN}


def test_old_alert_is_not_told_any_more(world: World, mailserver: MailServer) -> None:
    alarm(world)
    assert escalate(LATE + USEFUL_TO_STAFF + MINUTE) == 0
    assert mailserver.connections == 0


def test_beat_escalates(world: World, mailserver: MailServer) -> None:
    alarm(world)
    long_ago = timezone.now() - 20 * MINUTE
    ClinicAlert.objects.update(created_at=long_ago, due_at=long_ago + 15 * MINUTE)
    send_due_messages()
    assert ends() == {"email": Status.SENT, "text": Status.SENT}
    send_due_messages()
    assert len(mailserver.received) == 2
