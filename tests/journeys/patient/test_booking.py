"""The way from the need to the ticket, as HTTP."""

import pytest
from pytest_django import DjangoAssertNumQueries

from intake.models import ScreeningAnswers
from scheduling.core.status import Status
from scheduling.models import Appointment, Order
from tests.web.patient.conftest import OLENA_OPENS, Clock, Walk
from tests.world import at

START = at(26, 9)


def test_order_shows_procedure_and_side_and_asks_neither(walk: Walk, order: Order) -> None:
    opened = walk.client.post("/", OLENA_OPENS | {"code": order.code.lower()})
    assert opened.url == "/book/safety/1/"
    times = walk.safe().url
    assert times == "/book/time/"
    page = walk.client.get(times).content.decode()
    assert "Guided lower-back injection, left side" in page
    assert "Ordered by Dr Amara Osei" in page
    assert walk.keep(START).url == "/book/health/"


def test_booking_with_an_order_is_firm_and_uses_the_order(walk: Walk, order: Order) -> None:
    walk.client.post("/", OLENA_OPENS | {"code": order.code})
    walk.safe()
    walk.keep(START)
    walk.healthy()
    assert walk.confirm().url == "/book/done/"
    visit = walk.seen()
    assert (visit.status, visit.order, visit.patient) == (Status.BOOKED, order, order.patient)
    assert visit.during.lower == START
    assert ScreeningAnswers.objects.filter(appointment=visit, outcome="clear").exists()


@pytest.mark.parametrize(
    "wrong",
    [{"birth_day": "15"}, {"code": "MC4-K7T-9D"}],
    ids=["another birth date", "a code nobody signed"],
)
def test_order_opens_only_with_code_and_birth_date(
    wrong: dict[str, str], walk: Walk, order: Order
) -> None:
    page = walk.client.post("/", OLENA_OPENS | {"code": order.code} | wrong)
    assert page.status_code == 200
    assert "We cannot find an order" in page.content.decode()
    assert not walk.client.session["booking"]["order_code"]


def test_order_cannot_be_opened_by_trying_all_birth_dates(walk: Walk, order: Order) -> None:
    for day in range(1, 12):
        guess = OLENA_OPENS | {"code": order.code, "birth_day": str(day)}
        walk.client.post("/", guess)
    page = walk.client.post("/", OLENA_OPENS | {"code": order.code})
    assert "tried too often" in page.content.decode()


def test_without_an_order_the_time_is_requested(walk: Walk) -> None:
    walk.keep(START)
    walk.details()
    walk.healthy()
    check = walk.client.get("/book/check/").content.decode()
    assert "You have no order for this" in check
    assert "Send me the code" in check
    walk.confirm()
    visit = walk.seen()
    assert visit.status == Status.REQUESTED
    procedure = visit.procedures.get()
    assert (procedure.side, procedure.levels) == ("left", ["lumbar"])
    done = walk.client.get("/book/done/").content.decode()
    assert "not booked yet" in done


def test_an_open_consultation_is_booked_at_once(walk: Walk) -> None:
    visit = walk.book(START)
    assert visit.status == Status.BOOKED
    assert visit.reference in walk.client.get("/book/done/").content.decode()


def test_a_second_press_of_confirm_shows_the_same_booking(walk: Walk) -> None:
    walk.book(START)
    again = walk.confirm()
    assert again.url == "/book/done/"
    assert Appointment.objects.count() == 1


def test_the_draft_is_forgotten_after_booking(walk: Walk) -> None:
    walk.book(START)
    assert "booking" not in walk.client.session


@pytest.mark.parametrize("code", ["microdiscectomy", "spinal_fusion", "manual_therapy"])
def test_what_cannot_be_booked_online_shows_the_way_to_a_consultation(
    code: str, walk: Walk
) -> None:
    page = walk.client.get(f"/book/{code}/")
    assert page.status_code == 409
    assert "/book/?need=consultation" in page.content.decode()
    assert walk.keep(START, code).status_code == 409
    assert not Appointment.objects.exists()


def test_a_stop_answer_refuses_and_names_the_emergency_number(walk: Walk) -> None:
    walk.keep(START)
    walk.details()
    walk.healthy(red_flags="unsure")
    page = walk.client.get("/book/check/")
    assert page.status_code == 409
    assert "Call 112 now" in page.content.decode()
    assert walk.confirm().status_code == 409
    assert not Appointment.objects.exclude(status=Status.HELD).exists()


def test_pages_with_personal_data_are_never_stored(walk: Walk) -> None:
    walk.book(START)
    for path in ("/book/done/", "/visit/", "/visit/cancel/", "/"):
        assert "no-store" in walk.client.get(path)["Cache-Control"]


def test_titles_never_name_a_procedure(walk: Walk) -> None:
    walk.keep(START)
    walk.details()
    for path in ("/book/tfesi/", "/book/details/", "/book/health/"):
        page = walk.client.get(path).content.decode()
        title = page.split("<title>")[1].split("</title>")[0]
        assert title.endswith("– MedClinic")
        assert "injection" not in title.lower()


def test_get_requests_change_nothing(walk: Walk, clock: Clock) -> None:
    visit = walk.book(START)
    before = (visit.revision, Appointment.objects.count(), dict(walk.client.session))
    paths = ["/", "/book/", "/book/tfesi/", "/book/check/", "/book/done/", "/visit/"]
    for path in [*paths, "/visit/cancel/", "/visit/appointment.ics", "/visit/find/"]:
        walk.client.get(path)
    visit.refresh_from_db()
    assert (visit.revision, Appointment.objects.count(), dict(walk.client.session)) == before


def test_a_page_of_times_costs_as_many_queries_on_any_day(
    walk: Walk, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    walk.client.get("/book/tfesi/")  # the first one reads the catalogue
    for query in ("", "?month=2026-12", "?day=2026-12-01&all=1"):
        with django_assert_max_num_queries(10):
            walk.client.get(f"/book/tfesi/{query}")
