"""Something new before a visit: asked safely, read by somebody, and told to nobody else."""

import logging

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client

from intake.models import ClinicAlert
from intake.services.booking import book_appointment
from notifications.services.alerts import plan_alerts
from notifications.services.dispatch import dispatch_due
from people.models import Role, User
from scheduling.models import Appointment
from scheduling.services.links import manage_token
from tests.web.conftest import SignIn
from tests.web.patient.conftest import Walk, text_of
from tests.world import NOW, World, at, request_for

WORDS = "apixaban since Monday"


@pytest.fixture
def visit(staffed: World, walk: Walk) -> Appointment:
    """A visit with Dr Osei, opened in the browser of `walk`."""
    booked = book_appointment(
        clinic=staffed.clinic,
        codes=["tfesi"],
        start=at(26, 9),
        request=request_for(),
        now=NOW,
        by=User.objects.get(email="reception@clinic.example"),
        practitioner=staffed["Dr Amara Osei"].pk,
    )
    walk.client.get(f"/visit/{manage_token(booked)}/")
    return booked


def tell(walk: Walk, *topics: str, text: str = "") -> HttpResponse:
    return walk.client.post("/visit/tell/", {"topics": topics, "text": text})


def test_news_is_read_by_staff_and_the_patient_sees_that(
    walk: Walk, visit: Appointment, signed_in: SignIn
) -> None:
    assert "Anything new in your health?" in text_of(walk.client.get("/visit/"))
    assert tell(walk, "blood_thinner", text=WORDS).url == "/visit/tell/done/"
    assert "Thank you for telling us" in text_of(walk.client.get("/visit/tell/done/"))
    assert "Nobody has read it yet." in text_of(walk.client.get("/visit/"))
    doctor = signed_in(Role.DOCTOR)
    day = "/staff/day/?date=2026-11-26"
    assert "Told us: new blood thinner" in text_of(doctor.get(day))
    listed = text_of(doctor.get("/staff/alerts/"))
    for said in ("Olena Bondar", "News of a visit, read it today", WORDS, visit.reference):
        assert said in listed
    alert = ClinicAlert.objects.get()
    doctor.post(f"/staff/alerts/{alert.uid}/acknowledge/", {"note": "called her"})
    assert "Told us, taken over: new blood thinner" in text_of(doctor.get(day))
    assert "and we have read it." in text_of(walk.client.get("/visit/"))


@pytest.mark.parametrize("topic", ["symptom", "infection", "fall"])
def test_what_may_be_a_red_flag_leads_to_the_questions_asked_anew(
    walk: Walk, visit: Appointment, topic: str
) -> None:
    asked = tell(walk, topic)
    assert asked.url == "/book/safety/1/?next=%2Fvisit%2Ftell%2Fdone%2F"
    stopped = walk.client.post(asked.url, {"answer": "yes"})
    assert stopped.url == "/book/emergency/"
    for path in ("/visit/tell/", "/visit/tell/done/", "/visit/change/", "/book/"):
        assert walk.client.get(path).url == "/book/emergency/"
    kinds = ClinicAlert.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["visit_news", "emergency"]
    assert ClinicAlert.objects.get(kind="emergency").triage.patient == visit.patient


def test_whoever_is_safe_comes_back_to_the_thanks(walk: Walk, visit: Appointment) -> None:
    page = tell(walk, "fall")
    for number in range(1, 7):
        page = walk.client.post(f"/book/safety/{number}/?next=/visit/tell/done/", {"answer": "no"})
    assert page.url == "/visit/tell/done/"
    assert "A clinician reads it once we are open" in text_of(walk.client.get(page.url))


def test_own_words_are_enough_and_nothing_at_all_is_asked_for(
    walk: Walk, visit: Appointment
) -> None:
    assert "Choose what is new" in text_of(tell(walk))
    assert "500 signs or fewer" in text_of(tell(walk, text="x" * 501))
    assert "Select a valid choice" in text_of(tell(walk, "gossip"))
    assert not visit.news.exists()
    tell(walk, text="  my\nsister\tdrives me ")
    news = visit.news.get()
    assert (news.topics, news.text) == (["other"], "my sister drives me")


def test_the_words_go_into_no_mail_and_no_log(
    world: World, walk: Walk, visit: Appointment, caplog: pytest.LogCaptureFixture
) -> None:
    world.clinic.alert_email = "desk@medclinic.example"
    world.clinic.save()
    with caplog.at_level(logging.DEBUG):
        tell(walk, "medicine", text=WORDS)
        assert plan_alerts(now=NOW) == 1
        dispatch_due(now=NOW)
    (letter,) = mail.outbox
    assert letter.subject == "Something new about a visit, please read it"
    told = str(letter.message()) + "\n".join(
        record.getMessage() for record in caplog.records if not record.name.startswith("django.db")
    )
    assert "apixaban" not in told
    assert "medicine" not in told
    assert visit.reference not in str(letter.message())


def test_a_stranger_tells_nothing(visit: Appointment) -> None:
    assert Client().get("/visit/tell/").url == "/visit/find/"
    assert Client().post("/visit/tell/", {"topics": ["fall"]}).url == "/visit/find/"
    assert Client().get("/visit/tell/done/").url == "/visit/"
