"""Two tabs of one browser: a form counts only for the choice it was shown for."""

from datetime import timedelta

import pytest
from django.http import HttpResponse

from scheduling.core.status import Status
from scheduling.models import Appointment, Order
from tests.web.patient.conftest import DETAILS, OLENA_OPENS, Clock, Walk
from tests.world import NOW, at

CONSULT, OTHER = "consult_neurologist", "tfesi"
START, LATER = at(26, 9), at(27, 11)


def shown(walk: Walk, path: str = "/book/details/") -> dict[str, str]:
    """Open a page, and return what its form carries."""
    return {"choice": str(walk.client.get(path).context["choice"]), "next": path}


def two_tabs(page: HttpResponse) -> str:
    assert page.status_code == 409
    text: str = page.content.decode()
    assert "You chose something else in another tab" in text
    return text


@pytest.fixture
def first_tab(walk: Walk) -> dict[str, str]:
    walk.keep(START, CONSULT)
    return shown(walk)


def test_a_form_of_the_present_choice_is_taken(walk: Walk, first_tab: dict[str, str]) -> None:
    assert walk.client.post("/book/details/", DETAILS | first_tab).url == "/book/health/"


def test_a_stale_form_shows_both_choices_and_loses_nothing(
    walk: Walk, first_tab: dict[str, str]
) -> None:
    walk.keep(LATER, CONSULT)
    text = two_tabs(walk.client.post("/book/details/", DETAILS | first_tab))
    assert "Thursday 26 November, 9:00" in text
    assert "Friday 27 November, 11:00" in text
    details = walk.client.get("/book/details/").content.decode()
    assert "Taras Bondar" in details
    assert "taras@mail.example" in details
    assert walk.client.post("/book/details/", DETAILS | shown(walk)).url == "/book/health/"


def test_the_time_of_the_stale_page_can_be_taken_again(
    walk: Walk, first_tab: dict[str, str]
) -> None:
    walk.keep(LATER, CONSULT)
    page = walk.client.post("/book/details/", DETAILS | first_tab)
    again = {"procedure": page.context["here"].code, "start": page.context["start"]}
    assert walk.client.post("/book/time/", again).url == "/book/details/"
    assert Appointment.objects.get(status=Status.HELD).during.lower == START


@pytest.mark.parametrize("path", ["/book/check/", "/book/code/", "/book/hold/"])
def test_nothing_is_booked_or_kept_for_another_choice(
    path: str, walk: Walk, first_tab: dict[str, str]
) -> None:
    walk.details()
    walk.healthy()
    walk.keep(LATER, CONSULT)
    two_tabs(walk.client.post(path, first_tab))
    held = Appointment.objects.get(status=Status.HELD)
    assert held.during.lower == LATER
    assert held.contact_checks.count() == 0


def test_another_procedure_is_another_choice(walk: Walk, first_tab: dict[str, str]) -> None:
    walk.keep(START + timedelta(days=1), OTHER)
    text = two_tabs(walk.client.post("/book/details/", DETAILS | first_tab))
    assert "Guided lower-back injection" in text


def test_an_order_opened_in_another_tab_lets_the_time_go(
    walk: Walk, first_tab: dict[str, str], order: Order
) -> None:
    walk.client.post("/", OLENA_OPENS | {"code": order.code})
    walk.safe()
    assert not Appointment.objects.filter(status=Status.HELD).exists()
    text = two_tabs(walk.client.post("/book/details/", DETAILS | first_tab))
    assert "No time chosen yet" in text


def test_the_same_time_taken_again_is_the_same_choice(
    walk: Walk, first_tab: dict[str, str]
) -> None:
    walk.keep(LATER, CONSULT)
    walk.keep(START, CONSULT)
    assert walk.client.post("/book/details/", DETAILS | first_tab).url == "/book/health/"


def test_a_form_sent_after_the_booking_leads_to_the_visit(
    walk: Walk, first_tab: dict[str, str]
) -> None:
    walk.details()
    walk.healthy()
    walk.confirm()
    page = walk.client.post("/book/details/", DETAILS | first_tab)
    assert page.status_code == 409
    assert "You have booked in another tab" in page.content.decode()
    assert "booking" not in walk.client.session
    assert walk.client.post("/book/check/", first_tab).url == "/book/done/"


def test_what_is_typed_when_the_time_runs_out_is_kept(
    walk: Walk, first_tab: dict[str, str], clock: Clock
) -> None:
    clock.now = NOW + timedelta(minutes=16)
    assert walk.client.post("/book/details/", DETAILS | first_tab).status_code == 410
    walk.keep(START, CONSULT)
    assert "Taras Bondar" in walk.client.get("/book/details/").content.decode()


@pytest.mark.parametrize("choice", ["nothing ", "tfesi soon", "x" * 500 + " y", "\x00 \x00"])
def test_a_forged_choice_is_a_stale_one(choice: str, walk: Walk, first_tab: dict[str, str]) -> None:
    two_tabs(walk.client.post("/book/details/", DETAILS | first_tab | {"choice": choice}))
