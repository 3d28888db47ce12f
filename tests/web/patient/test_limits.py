"""Too many forms, and forms that programs fill in: nobody loses what they typed."""

import html

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from intake.models import ContactCheck
from scheduling.models import Appointment, Order
from tests.web.patient.conftest import DETAILS, OLENA_OPENS, Walk
from tests.world import World, at

START = at(26, 9)
CONSULT = "consult_neurologist"
HIGH = {"form": "1000/day", "code": "1000/day", "guess": "1000/day"}
WRONG = OLENA_OPENS | {"code": "MC4-K7T-9D"}


def kept(page: HttpResponse) -> dict[str, str]:
    """Return what the page sends again; every box of it stands there."""
    text = page.content.decode()
    for name, value in page.context["sent"]:
        assert f'name="{name}" value="{html.escape(value)}"' in text
    return dict(page.context["sent"])


def test_one_form_too_many_waits_and_can_be_sent_again(walk: Walk, settings: Settings) -> None:
    walk.keep(START, CONSULT)
    settings.PATIENT_RATES = HIGH | {"form": "0/day"}
    typed = DETAILS | {"full_name": 'Taras "T" <b> Bondar'}
    page = walk.client.post("/book/details/", typed)
    assert page.status_code == 429
    assert int(page.headers["Retry-After"]) > 0
    assert kept(page) == typed
    settings.PATIENT_RATES = HIGH
    assert walk.client.post("/book/details/", kept(page)).url == "/book/health/"


def test_reading_is_never_limited(walk: Walk, settings: Settings) -> None:
    settings.PATIENT_RATES = HIGH | {"form": "0/day"}
    assert [walk.client.get("/").status_code for _ in range(3)] == [200, 200, 200]
    assert walk.client.post("/", {}).status_code == 429


def test_another_address_is_not_slowed_down(world: World, settings: Settings) -> None:
    settings.PATIENT_RATES = HIGH | {"form": "2/day"}
    first, second = Client(REMOTE_ADDR="198.51.100.1"), Client(REMOTE_ADDR="198.51.100.2")
    assert [first.post("/", {}).status_code for _ in range(3)] == [200, 200, 429]
    assert second.post("/", {}).status_code == 200


def test_our_own_proxy_is_not_the_address_that_is_counted(world: World, settings: Settings) -> None:
    settings.PATIENT_RATES, settings.TRUSTED_PROXIES = HIGH | {"form": "1/day"}, 1
    for last in (1, 2, 3):
        client = Client(headers={"x-forwarded-for": f"203.0.113.9, 198.51.100.{last}"})
        assert client.post("/", {}).status_code == 200
    assert client.post("/", {}).status_code == 429


def test_guessing_ends_even_with_the_right_answer(
    walk: Walk, order: Order, settings: Settings
) -> None:
    settings.PATIENT_RATES = HIGH | {"guess": "2/day"}
    right = OLENA_OPENS | {"code": order.code}
    answers = [walk.client.post("/", each).status_code for each in (WRONG, right, WRONG, right)]
    assert answers == [200, 302, 200, 429]


def test_an_address_asks_for_so_many_codes_only(walk: Walk, settings: Settings) -> None:
    settings.PATIENT_RATES = HIGH | {"code": "1/day"}
    walk.keep(START, CONSULT)
    walk.details()
    walk.healthy()
    assert walk.client.post("/book/check/").url == "/book/code/"
    assert walk.client.post("/book/code/", {"send": "text"}).status_code == 429
    assert ContactCheck.objects.count() == 1
    assert walk.prove().url == "/book/done/"


@pytest.mark.parametrize("path", ["/", "/book/details/", "/visit/find/", "/book/check/"])
def test_the_box_for_programs_stops_them_and_asks_people_once_more(path: str, walk: Walk) -> None:
    walk.keep(START, CONSULT)
    page = walk.client.get(path)
    if page.status_code == 200:
        assert 'name="leave_empty"' in page.content.decode()
    page = walk.client.post(path, DETAILS | {"leave_empty": "https://spam.example"})
    assert page.status_code == 400
    assert "Please press once more" in page.content.decode()
    assert kept(page) == DETAILS
    assert not Appointment.objects.exclude(status="held").exists()


def test_the_box_is_for_programs_only(walk: Walk) -> None:
    text = walk.client.get("/").content.decode()
    box = text[text.index('class="trap"') :].partition("</p>")[0]
    assert 'aria-hidden="true"' in box
    assert 'tabindex="-1"' in box
    assert 'autocomplete="off"' in box
    assert "<label" in box
