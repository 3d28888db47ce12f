"""What medicine or the order hides is told at the time page, as far as the person is known."""

from intake.services.booking import book_appointment
from scheduling.models import Order
from scheduling.selectors.plan import BodyPart
from tests.web.patient.conftest import OLENA_OPENS, Walk, text_of
from tests.world import NOW, OLENA, World, at, request_for


def test_a_repeat_limit_says_which_days_it_hides(world: World, walk: Walk, order: Order) -> None:
    book_appointment(
        clinic=world.clinic,
        codes=["tfesi"],
        start=at(12, 9),
        request=request_for(OLENA, body_parts=[BodyPart("left", ("L5",))]),
        now=NOW,
    )
    walk.client.post("/", OLENA_OPENS | {"code": order.code})
    walk.safe()
    words = text_of(walk.client.get("/book/time/"))
    assert "at least 14 days are needed between two of these" in words
    assert "So the times begin on Thursday 26 November." in words
    assert "The doctor&#x27;s order is valid until 30.11.2026" in words


def test_nobody_known_nothing_told(walk: Walk) -> None:
    assert "days are needed" not in text_of(walk.client.get("/book/tfesi/"))
