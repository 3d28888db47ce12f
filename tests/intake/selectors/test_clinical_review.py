"""R12 and R5: what a doctor has to look at before a patient's visit is firm."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest

from clinics.errors import InvalidRequest
from intake.models import ScreeningAnswers
from intake.selectors.booking_requests import open_requests
from intake.selectors.clinical_review import with_lead_time
from intake.services.booking import book_appointment, confirm_hold
from intake.services.booking_requests import accept_request
from intake.services.holds import hold_slot
from intake.services.reschedule import reschedule_appointment
from people.models import Patient, Practitioner, Role, User
from people.services.patients import record_patient
from procedures.models import ProcedureType
from scheduling.errors import RuleBroken
from scheduling.models import Appointment
from scheduling.selectors.plan import BodyPart, plan_visit
from scheduling.selectors.slots import available_slots
from scheduling.services.orders import sign_order
from tests.scheduling.undo import undone
from tests.world import NOW, OLENA, World, at, request_for, staff

# Warfarin before a procedure of the intermediate class: 5 days, from Monday the 2nd on.
WARFARIN = {"screening": {"anticoagulant": "yes"}, "blood_thinners": ["warfarin"]}
TOO_SOON, SOON_ENOUGH = at(6, 17), at(9, 9)
LEFT_L4 = BodyPart("left", ("L4",))


@pytest.fixture
def doctor(world: World) -> User:
    return staff(world, Role.DOCTOR, "doctor@clinic.example")


def book(
    world: World, start: datetime, codes: Sequence[str] = ("caudal",), **fields: object
) -> Appointment:
    booking = {name: fields.pop(name) for name in ("by", "now") if name in fields}
    return book_appointment(
        clinic=world.clinic,
        codes=codes,
        start=start,
        request=request_for(**fields),
        **({"now": NOW} | booking),
    )


def order(world: World, code: str = "caudal", **fields: object) -> str:
    signer = world["Dr Amara Osei"].practitioner
    assert isinstance(signer, Practitioner)
    signed = sign_order(
        clinic=world.clinic,
        patient=Patient.objects.filter(full_name=OLENA.full_name).first()
        or record_patient(details=OLENA),
        procedure_type=ProcedureType.objects.get(code=code),
        signed_by=signer,
        valid_until=date(2026, 12, 31),
        now=NOW,
        **fields,
    )
    return signed.code


def test_r12_a_time_inside_the_lead_time_is_refused_with_reason_and_nearest(world: World) -> None:
    with pytest.raises(RuleBroken, match="blood thinner") as broken:
        book(world, TOO_SOON, order_code=order(world), **WARFARIN)
    assert {each.rule for each in broken.value.refusals} == {"lead_time"}
    assert broken.value.nearest
    assert all(slot.start >= at(7, 8) for slot in broken.value.nearest)
    assert "stop" not in str(broken.value).lower()


def test_r12_after_it_the_visit_is_asked_for_even_with_an_order(world: World) -> None:
    visit = book(world, SOON_ENOUGH, order_code=order(world), **WARFARIN)
    assert visit.status == "requested"
    assert visit.flags == ["screening_open", "blood_thinner_review"]
    assert ScreeningAnswers.objects.get().blood_thinners == ["warfarin"]


def test_r12_what_is_offered_is_what_can_be_booked(world: World) -> None:
    plan = with_lead_time(
        plan_visit(clinic=world.clinic, codes=["caudal"], now=NOW),
        answers=WARFARIN["screening"],
        medicines=["warfarin"],
        since=NOW,
    )
    week = {"first": date(2026, 11, 2), "last": date(2026, 11, 9), "now": NOW}
    assert available_slots(plan, **week)[0].start.date() == date(2026, 11, 9)


@pytest.mark.parametrize(
    ("medicines", "first"),
    [
        pytest.param([], at(12, 9), id="which is not known: the longest, ten days"),
        pytest.param(["aspirin_primary"], at(3, 9), id="a shared decision: no days"),
    ],
)
def test_r12_the_medicine_decides(world: World, medicines: list[str], first: datetime) -> None:
    wish = {"screening": {"anticoagulant": "unsure"}, "blood_thinners": medicines}
    assert book(world, first, **wish).status == "requested"
    if not medicines:
        with pytest.raises(RuleBroken):
            book(world, first - timedelta(days=1), **wish)


def test_r12_the_low_class_goes_on_as_usual(world: World) -> None:
    assert "blood_thinner_review" not in book(world, at(3, 9), ["tpi"], **WARFARIN).flags


def test_r12_staff_are_flagged(world: World, doctor: User) -> None:
    visit = book(world, TOO_SOON, by=doctor, **WARFARIN)
    assert visit.status == "booked"
    assert {"lead_time", "blood_thinner_review"} <= set(visit.flags)


def test_r12_a_held_time_inside_it_is_refused_and_stays_held(world: World) -> None:
    hold, token = hold_slot(clinic=world.clinic, codes=["caudal"], start=TOO_SOON, now=NOW)
    wish = {"clinic": world.clinic, "uid": hold.uid, "token": token, "now": NOW}
    with pytest.raises(RuleBroken) as broken, undone():
        confirm_hold(request=request_for(**WARFARIN), **wish)
    assert broken.value.nearest
    hold.refresh_from_db()
    assert hold.status == "held"


def test_r12_a_visit_does_not_move_into_the_lead_time(world: World) -> None:
    """The days count from when the medicine was told: there is time for the review by then."""
    visit = book(world, SOON_ENOUGH, **WARFARIN)
    move = {"clinic": world.clinic, "uid": visit.uid, "revision": visit.revision}
    with pytest.raises(RuleBroken), undone():
        reschedule_appointment(start=TOO_SOON, now=NOW, **move)
    moved = reschedule_appointment(start=at(9, 14), now=NOW + timedelta(days=4), **move)
    assert moved.during.lower == at(9, 14)


def test_r12_a_doctor_accepts_only_what_is_reviewed(world: World, doctor: User) -> None:
    visit = book(world, SOON_ENOUGH, **WARFARIN)
    (waiting,) = open_requests(doctor, world.clinic)
    assert [(each.question.code, each.detail) for each in waiting.record.doubts] == [
        ("anticoagulant", "warfarin")
    ]
    accept = {"clinic": world.clinic, "uid": visit.uid, "revision": 1, "by": doctor, "now": NOW}
    with pytest.raises(InvalidRequest), undone():
        accept_request(**accept)
    accepted = accept_request(**accept, is_thinner_reviewed=True)
    assert accepted.status == "booked"
    assert "blood_thinner_reviewed" in accepted.flags
    assert "blood_thinner_review" not in accepted.flags


def test_a_medicine_that_nobody_knows_is_refused(world: World) -> None:
    with pytest.raises(InvalidRequest) as wrong:
        book(world, SOON_ENOUGH, screening={"anticoagulant": "yes"}, blood_thinners=["rat poison"])
    assert wrong.value.field == "blood_thinners"


ABLATION = {"side": "left", "levels": ["L4"]}


def test_r5_without_a_test_that_helped_an_ablation_is_asked_for(world: World) -> None:
    code = order(world, "rfa_medial_branch", **ABLATION)
    visit = book(world, at(24, 9), ["rfa_medial_branch"], order_code=code)
    assert visit.status == "requested"
    assert "test_block_missing" in visit.flags


def test_r5_the_ordering_doctor_vouches_for_the_test(world: World) -> None:
    code = order(world, "rfa_medial_branch", is_test_positive=True, **ABLATION)
    visit = book(world, at(24, 9), ["rfa_medial_branch"], order_code=code)
    assert visit.status == "booked"
    assert "test_block_missing" not in visit.flags


@pytest.mark.parametrize(
    ("level", "status"),
    [
        pytest.param("L4", "booked", id="of that region"),
        pytest.param("C5", "requested", id="of another region"),
    ],
)
def test_r5_a_test_on_record_and_an_order_after_it(
    world: World, doctor: User, level: str, status: str
) -> None:
    test = BodyPart("left", (level,))
    book(world, at(3, 9), ["medial_branch_block"], body_parts=[test], by=doctor)
    code = order(world, "rfa_medial_branch", **ABLATION)
    wish = {"order_code": code, "now": NOW + timedelta(days=7)}
    assert book(world, at(24, 9), ["rfa_medial_branch"], **wish).status == status


def test_r5_staff_are_flagged(world: World, doctor: User) -> None:
    visit = book(world, at(24, 9), ["rfa_medial_branch"], body_parts=[LEFT_L4], by=doctor)
    assert visit.status == "booked"
    assert "test_block_missing" in visit.flags
