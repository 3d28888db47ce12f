"""Booking for somebody else with their order: the carer is written to, and the patient as well."""

from collections.abc import Mapping

import pytest
from django.core import mail
from django.http import HttpResponse
from django.utils import timezone

from intake.models import Consent, ConsentText
from notifications.models import OutboxMessage
from notifications.services.dispatch import dispatch_due
from notifications.services.schedule import plan_messages
from people.models import RelatedPerson
from scheduling.core.status import Status
from scheduling.models import Appointment, Order
from scheduling.services.cancellation import cancel_appointment
from tests.web.patient.conftest import OLENA_OPENS, Walk
from tests.world import NOW, OLENA, World, at

START = at(26, 9)
ANNA = {
    "who": "other",
    "carer_name": "Anna Bondar",
    "relation": "child",
    "phone": "050 000 47 19",
    "email": "anna@mail.example",
    "language": "en",
}
ANNAS = {"380500004719@sms.example", "anna@mail.example"}
OLENAS = {f"{OLENA.phone[1:]}@sms.example", OLENA.email}


@pytest.fixture
def opened(walk: Walk, order: Order) -> Walk:
    """A browser with the order open, in which somebody else books."""
    walk.client.post("/", OLENA_OPENS | {"code": order.code, "for_other": "on"})
    walk.safe()
    return walk


def book(walk: Walk, **changed: str) -> Appointment:
    assert walk.keep(START).url == "/book/who/"
    assert says(walk, **changed).url == "/book/health/"
    walk.healthy()
    assert walk.confirm().url == "/book/done/"
    return walk.seen()


def says(walk: Walk, **changed: str) -> HttpResponse:
    answer: HttpResponse = walk.client.post("/book/who/", ANNA | changed)
    return answer


def written_to() -> set[str]:
    mail.outbox.clear()
    plan_messages(now=NOW)
    dispatch_due(now=NOW)
    return {each.to[0] for each in mail.outbox}


def rows(walk: Walk) -> Mapping[str, str]:
    shown = walk.client.get("/book/check/").context["rows"]
    return {row.term: " ".join(row.lines) for row in shown}


def test_the_carer_is_kept_beside_the_patient(opened: Walk, order: Order) -> None:
    visit = book(opened)
    carer = visit.contact
    assert carer is not None
    assert (visit.patient, visit.order, visit.status) == (order.patient, order, Status.BOOKED)
    assert (carer.full_name, carer.relation, carer.phone) == (
        "Anna Bondar",
        "child",
        "+380500004719",
    )
    order.patient.refresh_from_db()
    assert (order.patient.phone, order.patient.email) == (OLENA.phone, OLENA.email)


def test_both_are_written_to_and_nobody_is_named(opened: Walk) -> None:
    book(opened)
    assert written_to() == ANNAS | OLENAS
    for each in mail.outbox:
        assert "Olena" not in f"{each.subject} {each.body}"
        assert "Anna" not in f"{each.subject} {each.body}"


def test_the_patient_reads_it_in_the_own_language(opened: Walk, order: Order) -> None:
    order.patient.language = "uk"
    order.patient.save()
    book(opened)
    written_to()
    spoken = {each.to[0]: each.extra_headers["Content-Language"] for each in mail.outbox}
    assert (spoken["anna@mail.example"], spoken[OLENA.email]) == ("en", "uk")


def test_both_learn_that_it_is_cancelled(opened: Walk, world: World) -> None:
    visit = book(opened)
    written_to()
    cancel_appointment(
        clinic=world.clinic, uid=visit.uid, revision=visit.revision, reason="ill", now=NOW
    )
    assert written_to() == ANNAS | OLENAS
    left = OutboxMessage.objects.filter(status=OutboxMessage.Status.PENDING)
    assert not left.exists(), "reminders of both are void"


def test_a_shared_phone_is_written_to_once(opened: Walk) -> None:
    book(opened, phone=OLENA.phone)
    assert written_to() == {f"{OLENA.phone[1:]}@sms.example", "anna@mail.example", OLENA.email}
    assert len(mail.outbox) == 3


def test_without_a_code_nobody_is_added(opened: Walk, order: Order) -> None:
    opened.keep(START)
    says(opened)
    opened.healthy()
    assert opened.client.post("/book/check/").url == "/book/code/"
    page = opened.client.get("/book/code/")
    assert page.context["step"].number == page.context["step"].total
    assert 'href="/book/who/#id_phone"' in page.content.decode()
    assert "There is a problem" in opened.prove("000000").content.decode()
    assert not RelatedPerson.objects.exists()
    assert not Appointment.objects.filter(status=Status.BOOKED).exists()


def test_another_address_wants_another_code(opened: Walk) -> None:
    opened.keep(START)
    says(opened)
    opened.healthy()
    opened.client.post("/book/check/")
    says(opened, phone="050 000 47 18", email="")
    assert opened.prove().url == "/book/check/"
    assert not Appointment.objects.filter(status=Status.BOOKED).exists()


def test_who_books_for_themselves_is_asked_nothing_more(walk: Walk, order: Order) -> None:
    walk.client.post("/", OLENA_OPENS | {"code": order.code})
    walk.safe()
    assert walk.keep(START).url == "/book/health/"
    walk.healthy()
    assert rows(walk)["Booked by"] == "The patient"
    assert walk.client.post("/book/check/").url == "/book/done/"
    assert walk.seen().contact is None
    assert written_to() == OLENAS


def test_the_check_page_says_who_books_and_lets_it_be_changed(opened: Walk) -> None:
    opened.keep(START)
    says(opened)
    opened.healthy()
    shown = rows(opened)
    assert shown["Booked by"] == "Anna Bondar, daughter or son"
    assert "050 000 47 19" in shown["Contact"]
    assert "The patient gets our messages, too." in shown["Contact"]
    assert OLENA.phone[-7:] not in shown["Contact"].replace(" ", "")
    # What stands in the boxes of the carer does not matter any more.
    assert says(opened, who="me", phone="wrong").url == "/book/check/"
    assert rows(opened)["Booked by"] == "The patient"
    assert opened.client.post("/book/check/").url == "/book/done/"


def test_consent_is_given_anew_by_whoever_books(walk: Walk, order: Order) -> None:
    text = ConsentText.objects.create(version=1, language="en", title="Consent", items=["Yes."])
    walk.client.post("/", OLENA_OPENS | {"code": order.code})
    walk.safe()
    walk.keep(START)
    tick = {f"consent-{text.pk}-1": "on"}
    assert walk.healthy(**tick).url == "/book/check/"
    assert says(walk).url == "/book/health/"
    page = walk.client.get("/book/health/").content.decode()
    assert "You tick this for Olena Bondar" in page
    assert walk.healthy(**tick).url == "/book/check/"
    walk.confirm()
    kept = Consent.objects.get()
    assert (kept.given_by, kept.is_for_another) == ("Anna Bondar", True)


@pytest.mark.parametrize(
    ("left_out", "words"),
    [
        (("carer_name",), "Enter your own name, so that we know who writes."),
        (("relation",), "Choose what you are to the patient."),
        (("phone", "email"), "Enter a phone number or an email address."),
    ],
)
def test_a_carer_says_who_they_are(left_out: tuple[str, ...], words: str, opened: Walk) -> None:
    opened.keep(START)
    page = says(opened, **dict.fromkeys(left_out, ""))
    assert words in page.content.decode()


def test_another_order_is_not_for_the_same_carer(opened: Walk, order: Order) -> None:
    opened.keep(START)
    says(opened)
    opened.client.post("/", OLENA_OPENS | {"code": order.code, "for_other": "on"})
    assert opened.client.session["booking"]["carer"]["carer_name"] == "Anna Bondar"
    opened.client.post("/", OLENA_OPENS | {"code": order.code})
    assert opened.client.session["booking"]["carer"] == {}


def test_a_patient_without_a_contact_is_written_to_through_the_carer(
    walk: Walk, order: Order
) -> None:
    type(order.patient).objects.update(phone="", email="")
    walk.client.post("/", OLENA_OPENS | {"code": order.code, "for_other": "on"})
    walk.safe()
    assert walk.keep(START).url == "/book/details/"
    page = walk.client.get("/book/details/")
    assert page.context["form"]["who"].value() == "other"
    walk.details(**(ANNA | {"full_name": OLENA.full_name, "birth_day": "14"}))
    walk.details(**(ANNA | OLENA_OPENS | {"full_name": OLENA.full_name}))
    walk.healthy()
    assert walk.client.post("/book/check/").url == "/book/code/"
    walk.prove()
    carer = walk.seen().contact
    assert carer is not None
    assert written_to() == ANNAS
    order.patient.refresh_from_db()
    assert (order.patient.phone, order.patient.email) == ("", "")


def test_nobody_is_asked_without_an_order_or_a_time(walk: Walk, order: Order) -> None:
    assert walk.client.get("/book/who/").url == "/"
    walk.keep(START, "consult_neurologist")
    assert walk.client.get("/book/who/").url == "/book/details/"
    assert timezone.now() == NOW
