"""What only warns is told to staff and refuses nobody; what refuses patients warns staff."""

from datetime import datetime

import pytest

from intake.services.booking import book_appointment
from intake.services.reschedule import reschedule_appointment
from people.models import Role, User
from scheduling.errors import RuleBroken
from scheduling.models import Appointment
from scheduling.selectors.plan import BodyPart
from tests.scheduling.undo import undone
from tests.world import NOW, World, add_resource, at, request_for, staff

LEFT_L5, LEFT_L4 = BodyPart("left", ("L5",)), BodyPart("left", ("L4",))
LUMBAR, CERVICAL, NOWHERE = BodyPart("", ("L4",)), BodyPart("", ("C6",)), BodyPart()
LEFT, RIGHT = BodyPart("left"), BodyPart("right")


@pytest.fixture
def rita(world: World) -> User:
    return staff(world, Role.RECEPTION, "rita@clinic.example")


def book(
    world: World, start: datetime, *what: tuple[str, BodyPart], by: User | None = None
) -> Appointment:
    codes, parts = zip(*what, strict=True)
    request = request_for(body_parts=parts)
    return book_appointment(
        clinic=world.clinic, codes=codes, start=start, request=request, now=NOW, by=by
    )


def move(world: World, visit: Appointment, start: datetime, by: User) -> Appointment:
    return reschedule_appointment(
        clinic=world.clinic,
        uid=visit.uid,
        revision=visit.revision,
        start=start,
        now=NOW,
        by=by,
    )


def told(visit: Appointment) -> set[str]:
    """Return the flags that a limit or a pair has raised."""
    return {flag for flag in visit.flags if flag not in ("missing_order", "screening_open")}


PAIRS = [
    pytest.param(
        ("tfesi", LEFT_L5), ("medial_branch_block", LEFT_L4), "r7_different_spinal_injections",
        id="R7: two kinds of spinal injection in one region",
    ),
    pytest.param(
        ("celiac_plexus", NOWHERE), ("ganglion_impar", NOWHERE), "r8_two_sympathetic_blocks",
        id="R8: two sympathetic blocks",
    ),
    pytest.param(
        ("stellate", LEFT), ("ilesi", CERVICAL), "r8_sympathetic_with_epidural",
        id="R8: a sympathetic block with an epidural",
    ),
    pytest.param(
        ("tfesi", LEFT_L5), ("enmg", LEFT), "r11_enmg_after_block",
        id="R11: the nerve test after a block",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second", "flag"), PAIRS)
def test_a_pair_that_only_warns_is_flagged(
    world: World, rita: User, first: tuple[str, BodyPart], second: tuple[str, BodyPart], flag: str
) -> None:
    add_resource(world, "room", "Nerve test 1", ["emg_room"])
    book(world, at(24, 9), first)
    visit = book(world, at(26, 9), second, by=rita)
    assert flag not in told(visit)
    assert flag in told(move(world, visit, at(24, 14), rita))


@pytest.mark.parametrize(("first", "second", "flag"), PAIRS[:3])
def test_a_pair_that_only_warns_is_flagged_in_one_visit_too(
    world: World, first: tuple[str, BodyPart], second: tuple[str, BodyPart], flag: str
) -> None:
    assert told(book(world, at(24, 9), first, second)) == {flag}


def test_r9_the_seventh_steroid_injection_in_a_year_is_flagged(world: World, rita: User) -> None:
    for day in (3, 4, 5, 6, 9, 10):
        visit = book(world, at(day, 9), ("tfesi", LEFT_L5), by=rita)
        assert "unusual_count_steroid" not in told(visit)
    assert "unusual_count_steroid" in told(book(world, at(18, 9), ("ilesi", CERVICAL)))


FORBIDDEN = [
    pytest.param([("tfesi", LEFT_L5), ("ilesi", LUMBAR)], id="R2: two epidurals of one region"),
    pytest.param(
        [("medial_branch_block", LEFT_L4), ("rfa_medial_branch", LEFT_L4)],
        id="R6: the test injection and the ablation",
    ),
    pytest.param([("stellate", LEFT), ("stellate", RIGHT)], id="R1: both sides of the neck"),
]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_what_is_not_done_in_one_visit_is_flagged_for_staff(
    world: World, rita: User, what: list[tuple[str, BodyPart]]
) -> None:
    with pytest.raises(RuleBroken), undone():
        book(world, at(24, 9), *what)
    assert "combination" in book(world, at(24, 9), *what, by=rita).flags


def test_a_visit_that_moves_says_anew_what_its_time_means(world: World, rita: User) -> None:
    book(world, at(24, 9), ("tfesi", LEFT_L5))
    visit = book(world, at(25, 9), ("tfesi", LEFT_L5), by=rita)
    assert told(visit) == {"repeat_interval"}
    visit = move(world, visit, at(9, 9, month=12), rita)
    assert told(visit) == set()
    visit = move(world, visit, at(7, 9, month=12), rita)
    assert told(visit) == {"repeat_interval"}
    assert "missing_order" in visit.flags


def test_r13_r14_r15_what_patients_tell_is_flagged(world: World) -> None:
    told = {"pregnancy": "unsure", "diabetes": "yes", "escort": "no", "infection_site": "no"}
    visit = book_appointment(
        clinic=world.clinic,
        codes=["tfesi"],
        start=at(24, 9),
        request=request_for(screening=told, body_parts=[LEFT_L5]),
        now=NOW,
    )
    assert {"told_pregnancy", "told_diabetes", "told_escort"} <= set(visit.flags)
    assert "told_infection_site" not in visit.flags
    assert visit.status == "requested"
