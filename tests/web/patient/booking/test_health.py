"""Ticking the consent text, item by item."""

import pytest

from intake.models import Consent, ConsentText
from procedures.selectors import get_procedure
from scheduling.models import Appointment, Order
from tests.web.patient.conftest import OLENA_OPENS, Walk
from tests.world import World, at

START = at(26, 9)
ITEMS = ["I can ask <questions>.", "I can say no."]


@pytest.fixture
def text(world: World) -> ConsentText:
    return ConsentText.objects.create(
        version=1, language="en", title="Consent to it", items=ITEMS, is_example=True
    )


def ticks(text: ConsentText, *numbers: int) -> dict[str, str]:
    return {f"consent-{text.pk}-{number}": "on" for number in numbers}


def test_every_item_is_ticked_and_kept_with_its_wording(walk: Walk, text: ConsentText) -> None:
    walk.keep(START)
    walk.details()
    page = walk.client.get("/book/health/").content.decode()
    assert "I can ask &lt;questions&gt;." in page
    assert "Example wording" in page
    assert walk.healthy(**ticks(text, 1, 2)).url == "/book/check/"
    assert "You ticked all 2 points" in walk.client.get("/book/check/").content.decode()
    walk.confirm()
    kept = Consent.objects.get(appointment=Appointment.objects.get())
    assert (kept.text, kept.items, kept.given_by) == (text, ITEMS, "Taras Bondar")


def test_a_missing_tick_is_named_and_the_others_stay(walk: Walk, text: ConsentText) -> None:
    walk.keep(START)
    walk.details()
    walk.client.get("/book/health/")
    page = walk.client.post("/book/health/", ticks(text, 1))
    html = page.content.decode()
    assert "I can say no. Tick this to go on." in html
    assert 'role="alert"' in html
    assert html.count("checked") == 1
    assert walk.client.get("/book/check/").url == "/book/health/"


def test_keeping_the_time_longer_keeps_the_ticks(walk: Walk, text: ConsentText) -> None:
    walk.keep(START)
    walk.details()
    walk.client.post("/book/hold/", ticks(text, 2) | {"next": "/book/health/"})
    assert walk.client.get("/book/health/").content.decode().count("checked") == 1


def test_another_version_is_ticked_anew(walk: Walk, text: ConsentText) -> None:
    walk.keep(START)
    walk.details()
    walk.healthy(**ticks(text, 1, 2))
    ConsentText.objects.create(version=2, language="en", title="Newer", items=ITEMS)
    page = walk.client.get("/book/health/").content.decode()
    assert "Newer" in page
    assert page.count('type="checkbox"') == 2
    assert 'type="checkbox" name="consent' in page
    assert page.count("checked") == page.count('value="no"')


def test_a_procedure_without_questions_still_asks_for_consent(walk: Walk, world: World) -> None:
    bare = get_procedure("consult_neurologist")
    own = ConsentText.objects.create(
        version=1, language="en", title="Own", items=ITEMS, procedure_type=bare
    )
    walk.keep(START, bare.code)
    walk.details()
    assert walk.healthy(**ticks(own, 1, 2)).url == "/book/check/"


def test_with_an_order_consent_is_asked_too(walk: Walk, order: Order, text: ConsentText) -> None:
    walk.client.post("/", OLENA_OPENS | {"code": order.code})
    walk.safe()
    walk.keep(START)
    walk.healthy(**ticks(text, 1, 2))
    walk.confirm()
    assert Consent.objects.get().given_by == "Olena Bondar"


def test_the_text_can_be_printed_before_it_is_ticked(walk: Walk, text: ConsentText) -> None:
    assert walk.client.get("/book/consent/").url == "/"
    walk.keep(START)
    page = walk.client.get("/book/consent/").content.decode()
    assert "I can say no." in page
    assert "version 1" in page
    assert "<title>Text to print\n  – MedClinic</title>" in page
