"""Booking for somebody else: the carer is written to, and staff see who that is."""

import pytest
from django.core import mail

from intake.models import Consent, ConsentText
from notifications.services.dispatch import dispatch_due
from notifications.services.schedule import plan_messages
from people.models import Patient, RelatedPerson
from scheduling.models import Appointment
from tests.web.patient.conftest import DETAILS, Walk
from tests.world import NOW, World, at

START = at(26, 9)
CONSULT = "consult_neurologist"
FOR_MOTHER = {"who": "other", "carer_name": "Anna Bondar", "relation": "child"}


def book(walk: Walk, start: object = START, **changed: str) -> Appointment:
    walk.safe()
    walk.keep(start, CONSULT)
    walk.details(**(FOR_MOTHER | changed))
    walk.healthy()
    assert walk.confirm().url == "/book/done/"
    return Appointment.objects.latest("pk")


def test_the_carer_is_kept_beside_the_patient(walk: Walk) -> None:
    visit = book(walk)
    patient, carer = visit.patient, visit.contact
    assert patient is not None
    assert carer is not None
    assert (patient.full_name, patient.phone, patient.email) == ("Taras Bondar", "", "")
    assert (carer.full_name, carer.relation, carer.patient) == ("Anna Bondar", "child", patient)
    assert (carer.phone, carer.email) == ("+380500004715", "taras@mail.example")


def test_messages_go_to_the_carer_and_name_nobody(walk: Walk) -> None:
    book(walk)
    mail.outbox.clear()
    plan_messages(now=NOW)
    dispatch_due(now=NOW)
    assert {each.to[0] for each in mail.outbox} == {
        "taras@mail.example",
        "380500004715@sms.example",
    }
    for each in mail.outbox:
        said = f"{each.subject} {each.body}"
        assert "Taras" not in said
        assert "Anna" not in said


def test_the_check_page_and_the_ticket_say_who_is_written_to(walk: Walk) -> None:
    walk.keep(START, CONSULT)
    walk.details(**FOR_MOTHER)
    walk.healthy()
    text = walk.client.get("/book/check/").content.decode()
    assert "Booked by Anna Bondar, daughter or son" in text
    walk.confirm()
    assert "mobile ending in 15" in walk.client.get("/book/done/").content.decode()


def test_the_same_carer_brings_the_same_patient(walk: Walk) -> None:
    first = book(walk)
    second = book(walk, at(27, 9))
    assert (second.patient, second.contact) == (first.patient, first.contact)
    assert (Patient.objects.count(), RelatedPerson.objects.count()) == (1, 1)


def test_somebody_else_with_that_name_is_another_patient(walk: Walk) -> None:
    first = book(walk)
    second = book(walk, at(27, 9), phone="050 000 47 99", email="x@mail.example")
    assert second.patient != first.patient


@pytest.mark.parametrize(
    ("left_out", "words"),
    [
        ("carer_name", "Enter your own name, so that we know who writes."),
        ("relation", "Choose what you are to the patient."),
    ],
)
def test_a_carer_says_who_they_are(left_out: str, words: str, walk: Walk) -> None:
    walk.keep(START, CONSULT)
    page = walk.details(**(FOR_MOTHER | {left_out: ""}))
    assert words in page.content.decode()


def test_who_books_for_themselves_has_no_carer(walk: Walk) -> None:
    visit = book(walk, who="me")
    assert visit.contact is None
    assert visit.patient is not None
    assert visit.patient.phone == "+380500004715"


def test_consent_says_that_it_was_given_for_another(walk: Walk, world: World) -> None:
    text = ConsentText.objects.create(version=1, language="en", title="Consent", items=["Yes."])
    walk.keep(START)
    walk.details(**FOR_MOTHER)
    page = walk.client.get("/book/health/").content.decode()
    assert "You tick this for Taras Bondar" in page
    walk.healthy(**{f"consent-{text.pk}-1": "on"})
    walk.confirm()
    kept = Consent.objects.get()
    assert (kept.given_by, kept.is_for_another) == ("Anna Bondar", True)


def test_details_without_the_question_are_for_oneself(walk: Walk) -> None:
    assert "who" not in DETAILS
    assert book(walk, who="").contact is None
