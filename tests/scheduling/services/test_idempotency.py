from typing import Any

import pytest

from intake.services.booking import book_appointment
from scheduling.errors import KeyReused, SlotTaken
from scheduling.models import Appointment, IdempotencyKey
from scheduling.services.idempotency import KEPT, answer_once, forget_old_keys
from tests.world import NGOZI, NOW, OLENA, World, at, request_for

REQUEST = {"start": "2026-11-03T09:00+02:00"}


def ask(world: World, *, key: str = "k1", caller: str = "a", request: Any = None) -> Any:
    def produce() -> tuple[Appointment, dict[str, Any]]:
        visit = book_appointment(
            clinic=world.clinic,
            codes=["consult_pain"],
            start=at(3, 9),
            request=request_for(OLENA),
            now=NOW,
        )
        return visit, {"reference": visit.reference}

    return answer_once(caller=caller, key=key, request=request or REQUEST, now=NOW, produce=produce)


def test_the_same_key_gives_the_same_answer(world: World) -> None:
    first, answer = ask(world)
    again, same = ask(world)
    assert (again, same) == (first, answer)
    assert Appointment.objects.count() == 1


def test_the_key_of_another_caller_is_another_key(world: World) -> None:
    ask(world)
    with pytest.raises(Exception, match="already a visit"):
        ask(world, caller="b")


def test_the_key_with_another_request_is_refused(world: World) -> None:
    ask(world)
    with pytest.raises(KeyReused):
        ask(world, request={"start": "another"})


def test_a_request_that_failed_may_be_repeated(world: World) -> None:
    book_appointment(
        clinic=world.clinic,
        codes=["consult_pain"],
        start=at(3, 9),
        request=request_for(NGOZI),
        now=NOW,
    )
    with pytest.raises(SlotTaken):
        ask(world)
    assert not IdempotencyKey.objects.exists()
    Appointment.objects.get().allocations.update(released_at=NOW)
    visit, _ = ask(world)
    assert visit.reference


def test_old_keys_are_forgotten(world: World) -> None:
    ask(world)
    assert forget_old_keys(now=NOW + KEPT / 2) == 0
    assert forget_old_keys(now=NOW + KEPT * 2) == 1
    assert Appointment.objects.count() == 1
