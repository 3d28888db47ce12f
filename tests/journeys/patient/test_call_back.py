"""U: we call. S: a doctor first."""

import pytest

from intake.models import ClinicAlert
from scheduling.models import Appointment, Order
from tests.web.patient.conftest import OLENA_OPENS, Clock, Walk
from tests.world import World, at

START = at(26, 9)


@pytest.fixture
def called(fresh: Walk) -> Walk:
    fresh.safe(unwell="unsure")
    return fresh


@pytest.fixture
def doctor_first(fresh: Walk) -> Walk:
    fresh.safe(pain_pattern="yes")
    return fresh


def test_number_is_kept_with_the_alert_and_shown_again(called: Walk) -> None:
    answer = called.client.post("/book/today/", {"phone": "050 000 47 15"})
    assert answer.url == "/book/today/"
    assert ClinicAlert.objects.get().phone == "+380500004715"
    assert "We call 050 000 47 15." in called.client.get("/book/today/").content.decode()


@pytest.mark.parametrize("typed", ["", "abc", "12", "0" * 60, "\x00"])
def test_wrong_number_is_asked_for_again(typed: str, called: Walk) -> None:
    page = called.client.post("/book/today/", {"phone": typed})
    assert page.status_code == 200
    assert "There is a problem" in page.content.decode()
    assert ClinicAlert.objects.get().phone == ""


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (at(26, 9), "A clinician will call you today"),
        (at(26, 5), "A clinician will call you today"),
        (at(27, 19), "A clinician will call you on Monday 30 November 2026, from 8:00"),
    ],
    ids=["open", "before opening", "closed until Monday"],
)
def test_call_is_promised_as_the_clinic_is_open(
    now: object, words: str, fresh: Walk, clock: Clock
) -> None:
    clock.now = now  # type: ignore[assignment]
    fresh.safe(unwell="yes")
    page = fresh.client.get("/book/today/").content.decode()
    assert words in page
    assert "Do not wait, call 112" in page


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_else_is_promised_a_call(method: str, walk: Walk) -> None:
    answer = getattr(walk.client, method)("/book/today/", {"phone": "050 000 47 15"})
    assert answer.url == "/book/safety/1/"
    assert not ClinicAlert.objects.exists()


def test_only_consultations_are_offered_the_earliest_first(doctor_first: Walk) -> None:
    page = doctor_first.client.get("/book/?need=all")
    (group,) = page.context["groups"]
    codes = [offer.code for offer in group.offers]
    assert codes[0] in ("consult_neurologist", "consult_pain")
    assert all(code.startswith("consult_") for code in codes)
    free = [offer.first_free.startswith("First free") for offer in group.offers]
    assert free == sorted(free, reverse=True)
    assert "First free: Monday 2 November 2026" in page.content.decode()


def test_procedure_is_refused_with_the_way_to_a_consultation(doctor_first: Walk) -> None:
    page = doctor_first.client.get("/book/tfesi/")
    assert page.status_code == 409
    assert "/book/?need=consultation" in page.content.decode()
    assert doctor_first.keep(START).status_code == 409
    assert not Appointment.objects.exists()


def test_doctor_sees_the_flag(doctor_first: Walk) -> None:
    visit = doctor_first.book_safe(START, "consult_neurologist")
    assert "red_flag_s" in visit.flags


def test_order_stays_open_and_is_flagged(fresh: Walk, order: Order) -> None:
    fresh.client.post("/", OLENA_OPENS | {"code": order.code})
    assert fresh.safe(pain_pattern="yes").url == "/book/time/"
    fresh.keep(START)
    fresh.healthy()
    fresh.confirm()
    visit = fresh.seen()
    assert (visit.order, "red_flag_s" in visit.flags) == (order, True)


def test_procedure_kept_before_the_answer_is_given_back(walk: Walk) -> None:
    walk.keep(START)
    walk.details()
    walk.safe(pain_pattern="yes")
    assert Appointment.objects.get().status == "expired"
    assert walk.client.get("/book/check/").url == "/"
    assert walk.client.session["booking"]["details"]["full_name"] == "Taras Bondar"


def test_clinic_without_hours_promises_no_day(world: World, fresh: Walk) -> None:
    world.clinic.working_hours.filter(resource=None).delete()
    fresh.safe(unwell="yes")
    page = fresh.client.get("/book/today/").content.decode()
    assert "<h1>A clinician will call you</h1>" in page
