"""The catalogue's own limits, through the database: patients are refused, staff are warned."""

from datetime import date, datetime, timedelta

import pytest
from django.utils.translation import override

from intake.services.booking import book_appointment
from intake.services.reschedule import reschedule_appointment
from people.models import Role, User
from scheduling.errors import RuleBroken
from scheduling.models import Appointment
from scheduling.selectors.plan import BodyPart, for_patient, plan_visit
from scheduling.selectors.slots import available_slots
from scheduling.services.cancellation import cancel_appointment
from tests.scheduling.undo import undone
from tests.world import HANNES, NOW, OLENA, World, add_resource, at, request_for, staff

LATER = datetime.fromisoformat("2027-05-01T07:00+00:00")

LEFT_L5 = BodyPart("left", ("L5",))
LEFT_L4 = BodyPart("left", ("L4",))
LUMBAR = BodyPart("", ("L4",))
CERVICAL = BodyPart("", ("C6",))
NOWHERE = BodyPart()
LEFT, RIGHT = BodyPart("left"), BodyPart("right")


@pytest.fixture
def rita(world: World) -> User:
    return staff(world, Role.RECEPTION, "rita@clinic.example")


def book(
    world: World, start: datetime, code: str, part: BodyPart = NOWHERE, **wish: object
) -> Appointment:
    request = request_for(wish.pop("patient", OLENA), body_parts=[part])
    wish = {"now": NOW, "request": request} | wish
    return book_appointment(clinic=world.clinic, codes=[code], start=start, **wish)


def refused(world: World, start: datetime, code: str, part: BodyPart, **wish: object) -> set[str]:
    """Return the names of the rules that refuse a booking, empty if none does; book nothing."""
    try:
        with undone():
            book(world, start, code, part, **wish)
    except RuleBroken as error:
        return {refusal.rule for refusal in error.refusals}
    return set()


# What was given on Tuesday 24 November at 9:00, what is asked for next, the last start that is
# refused and the first that is allowed.
CASES = [
    pytest.param(
        ("tfesi", LEFT_L5), ("tfesi", LEFT_L5), at(7, 16, month=12), at(8, 8, month=12),
        {"repeat_interval"}, id="R3: second epidural: on the 14th day",
    ),
    pytest.param(
        ("ilesi", LUMBAR), ("tfesi", LEFT_L5), at(7, 16, month=12), at(8, 8, month=12),
        {"repeat_interval"}, id="another epidural of the region: the same",
    ),
    pytest.param(
        ("caudal", NOWHERE), ("tfesi", BodyPart("left", ("C6",))),
        at(7, 16, month=12), at(8, 8, month=12),
        {"repeat_interval"}, id="an epidural of unknown region counts as the same",
    ),
    pytest.param(
        ("tfesi", BodyPart("left", ("L5",))), ("ilesi", LUMBAR),
        at(24, 15), at(8, 8, month=12),
        {"repeat_interval", "kept_apart"}, id="R2: two epidurals in one region on one day",
    ),
    pytest.param(
        ("stellate", LEFT), ("stellate", RIGHT),
        at(25, 16), at(26, 9),
        {"repeat_interval", "kept_apart"}, id="R1: the other side of the neck: 48 hours",
    ),
    pytest.param(
        ("stellate", LEFT), ("stellate", RIGHT),
        at(26, 8, 50), at(26, 9),
        {"kept_apart"}, id="the other side of the neck: not ten minutes less",
    ),
    pytest.param(
        ("stellate", LEFT), ("stellate", LEFT),
        at(30, 16), at(1, 8, month=12),
        {"repeat_interval"}, id="the same side of the neck: a week",
    ),
    pytest.param(
        ("medial_branch_block", LEFT_L4), ("rfa_medial_branch", LEFT_L4),
        at(24, 15), at(25, 8),
        {"kept_apart"}, id="R6: the test block and the ablation: another day",
    ),
    pytest.param(
        ("tpi", BodyPart("left", ("buttock",))), ("tpi", BodyPart("right", ("buttock",))),
        at(7, 16, month=12), at(8, 8, month=12),
        {"repeat_interval"}, id="trigger points: a fortnight for a muscle",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("given", "asked", "too_soon", "allowed", "rules"), CASES)
def test_a_limit_refuses_patients_up_to_its_edge_and_warns_staff(
    world: World,
    rita: User,
    given: tuple[str, BodyPart],
    asked: tuple[str, BodyPart],
    too_soon: datetime,
    allowed: datetime,
    rules: set[str],
) -> None:
    book(world, at(24, 9), *given)
    assert refused(world, too_soon, *asked) == rules
    assert refused(world, too_soon, *asked, patient=HANNES) == set()
    flags = set(book(world, too_soon, *asked, by=rita).flags)
    assert flags >= rules
    cancel_last(world)
    assert refused(world, allowed, *asked) == set()


def cancel_last(world: World) -> None:
    last = Appointment.objects.latest("pk")
    cancel_appointment(
        clinic=world.clinic, uid=last.uid, revision=last.revision, reason="", now=NOW
    )


ABLATION = ("rfa_medial_branch", LEFT_L4)
TOO_SOON, ALLOWED = at(24, 10, month=5).replace(year=2027), at(25, 10, month=5).replace(year=2027)


def test_r4_an_ablation_is_not_repeated_within_182_days(world: World) -> None:
    book(world, at(24, 9), *ABLATION)
    assert refused(world, TOO_SOON, *ABLATION, now=LATER) == {"repeat_interval"}
    assert refused(world, ALLOWED, *ABLATION, now=LATER) == set()


ELSEWHERE = [
    pytest.param(BodyPart("right", ("L4",)), True, id="the other side"),
    pytest.param(BodyPart("left", ("L3",)), True, id="another level"),
    pytest.param(BodyPart("left", ("L3", "L4")), False, id="one level of two"),
    pytest.param(BodyPart("left", ("lumbar",)), False, id="the region: it may be the level"),
    pytest.param(BodyPart("bilateral", ("L4",)), False, id="both sides"),
    pytest.param(BodyPart("", ("L4",)), False, id="an unknown side"),
]


@pytest.mark.parametrize(("part", "is_allowed"), ELSEWHERE)
def test_an_ablation_elsewhere_may_come_sooner(
    world: World, part: BodyPart, is_allowed: bool
) -> None:
    book(world, at(24, 9), *ABLATION)
    broken = refused(world, TOO_SOON, "rfa_medial_branch", part, now=LATER)
    assert broken == (set() if is_allowed else {"repeat_interval"})


def test_r3_the_fourth_epidural_in_half_a_year_is_refused(world: World, rita: User) -> None:
    for start in (at(3, 9), at(17, 9), at(1, 9, month=12)):
        book(world, start, "tfesi", LEFT_L5)
    assert refused(world, at(15, 9, month=12), "ilesi", LUMBAR) == {"repeat_count"}
    assert refused(world, at(15, 9, month=12), "ilesi", CERVICAL) == set()
    assert "repeat_count" in book(world, at(16, 9, month=12), "ilesi", LUMBAR, by=rita).flags
    # 182 days after the first of the three, as far as half a year goes
    later = {"now": LATER - timedelta(days=30)}
    tuesday, monday = (datetime.fromisoformat(f"2027-05-0{day}T09:00+03:00") for day in (4, 3))
    cancel_last(world)
    assert refused(world, monday, "tfesi", LEFT_L5, **later) == {"repeat_count"}
    assert refused(world, tuesday, "tfesi", LEFT_L5, **later) == set()


def test_what_was_cancelled_does_not_count(world: World) -> None:
    book(world, at(24, 9), "tfesi", LEFT_L5)
    cancel_last(world)
    assert refused(world, at(25, 9), "tfesi", LEFT_L5) == set()


def test_a_visit_that_moves_does_not_stand_in_its_own_way(world: World) -> None:
    visit = book(world, at(24, 9), "tfesi", LEFT_L5)
    moved = reschedule_appointment(
        clinic=world.clinic, uid=visit.uid, revision=visit.revision, start=at(25, 9), now=NOW
    )
    assert moved.during.lower == at(25, 9)


def test_a_visit_that_moves_keeps_away_from_the_others(world: World) -> None:
    book(world, at(24, 9), "tfesi", LEFT_L5)
    visit = book(world, at(8, 9, month=12), "tfesi", LEFT_L5)
    with pytest.raises(RuleBroken):
        reschedule_appointment(
            clinic=world.clinic,
            uid=visit.uid,
            revision=visit.revision,
            start=at(7, 9, month=12),
            now=NOW,
        )


def test_a_warning_refuses_nobody(world: World) -> None:
    book(world, at(24, 9), "celiac_plexus")
    assert refused(world, at(24, 15), "ganglion_impar", NOWHERE) == set()


def test_r10_therapy_waits_48_hours_after_an_epidural_and_not_the_other_way_round(
    world: World,
) -> None:
    add_resource(world, "practitioner", "Ihor Melnyk", ["physiotherapist"])
    add_resource(world, "room", "Therapy 1", ["therapy_room"])
    visit = book(world, at(24, 9), "tfesi", LEFT_L5)
    assert visit.patient is not None
    plan = for_patient(
        plan_visit(clinic=world.clinic, codes=["physiotherapy"], now=NOW), visit.patient
    )
    first, last = date(2026, 11, 24), date(2026, 11, 26)
    offered = [slot.start for slot in available_slots(plan, first=first, last=last, now=NOW)]
    assert offered[:5] == [*(at(24, 8, minute) for minute in (0, 10, 20, 30)), at(26, 9)]


def combined(world: World, codes: list[str], *parts: BodyPart) -> Appointment:
    return book_appointment(
        clinic=world.clinic,
        codes=codes,
        start=at(24, 9),
        request=request_for(OLENA, body_parts=parts),
        now=NOW,
    )


TOGETHER = [
    pytest.param(["tfesi", "ilesi"], (LEFT_L5, LUMBAR), False, id="two epidurals of one region"),
    pytest.param(["tfesi", "ilesi"], (LEFT_L5, CERVICAL), True, id="of two regions"),
    pytest.param(["tfesi", "ilesi"], (LEFT_L5, NOWHERE), False, id="of a region not known"),
    pytest.param(["tfesi", "tfesi"], (LEFT_L5, LEFT_L4), False, id="one kind, one region"),
    pytest.param(["tfesi", "tfesi"], (LEFT_L5, CERVICAL), True, id="one kind, two regions"),
    pytest.param(
        ["tfesi", "ilesi", "tfesi"], (LEFT_L5, LUMBAR, CERVICAL), False, id="two of three"
    ),
    pytest.param(["stellate", "stellate"], (LEFT, RIGHT), False, id="both sides of the neck"),
    pytest.param(["medial_branch_block", "rfa_medial_branch"], (), False, id="test and ablation"),
    pytest.param(["caudal", "ganglion_impar"], (), True, id="a good pair"),
]


@pytest.mark.parametrize(("codes", "parts", "is_allowed"), TOGETHER)
def test_what_must_be_kept_apart_is_not_put_into_one_visit(
    world: World, codes: list[str], parts: tuple[BodyPart, ...], is_allowed: bool
) -> None:
    if is_allowed:
        assert combined(world, codes, *parts).procedures.count() == len(codes)
    else:
        with pytest.raises(RuleBroken) as broken:
            combined(world, codes, *parts)
        assert {refusal.rule for refusal in broken.value.refusals} == {"combination"}


def test_reasons_are_told_in_the_readers_language(world: World) -> None:
    book(world, at(24, 9), "tfesi", LEFT_L5)
    with override("uk"), pytest.raises(RuleBroken) as limit, undone():
        book(world, at(25, 9), "tfesi", LEFT_L5)
    assert "Прицільна ін’єкція в поперек: між двома такими має минути щонайменше 14 днів." in (
        str(limit.value)
    )
    with override("uk"), pytest.raises(RuleBroken) as pair, undone():
        book(world, at(24, 14), "ilesi", LUMBAR)
    assert "За один день — лише одна епідуральна ін’єкція стероїду" in str(pair.value)
