"""Once somebody is known, no address says what they come for."""

from scheduling.models import Appointment, Order
from tests.web.patient.conftest import OLENA_OPENS, Walk
from tests.world import at

TIME = "/book/time/"


def test_order_opens_the_times_without_naming_its_procedure(fresh: Walk, order: Order) -> None:
    fresh.client.post("/", OLENA_OPENS | {"code": order.code})
    assert fresh.safe().url == TIME
    page = fresh.client.get(f"{TIME}?day=2026-11-26")
    assert "/book/tfesi" not in page.content.decode()
    assert fresh.client.post(TIME, {"start": at(26, 9).isoformat()}).url == "/book/health/"
    assert fresh.client.get("/book/health/").content.decode().count(f'href="{TIME}"') == 1


def test_list_is_of_links_until_somebody_is_known(walk: Walk) -> None:
    assert 'href="/book/tfesi/"' in walk.client.get("/book/?need=all").content.decode()
    walk.keep(at(26, 9), "consult_neurologist")
    walk.details()
    page = walk.client.get("/book/?need=all").content.decode()
    assert 'href="/book/tfesi/"' not in page
    assert 'name="procedure" value="tfesi"' in page


def test_another_procedure_is_looked_at_and_chosen_with_its_time(walk: Walk) -> None:
    walk.keep(at(26, 9), "consult_neurologist")
    walk.details()
    assert walk.client.post(TIME, {"procedure": "tfesi"}).url == TIME
    assert "lower-back" in walk.client.get(TIME).content.decode()
    assert walk.client.session["booking"]["procedure"] == "consult_neurologist"
    walk.client.post(TIME, {"start": at(26, 11).isoformat()})
    draft = walk.client.session["booking"]
    assert (draft["procedure"], draft["looked_at"]) == ("tfesi", "")
    held = Appointment.objects.get(status="held")
    assert [row.procedure_type.code for row in held.procedures.all()] == ["tfesi"]


def test_without_a_choice_there_is_the_list(walk: Walk) -> None:
    assert walk.client.get(TIME).url == "/book/"
    assert walk.client.post(TIME, {"procedure": "nothing"}).status_code == 404
