from dataclasses import replace
from datetime import date, timedelta

import pytest

from clinics.errors import InvalidRequest
from intake.models import ScreeningAnswers
from intake.services.booking import book_appointment
from intake.services.screening import hoped_for
from people.models import Patient, User
from people.services.patients import record_patient
from procedures.models import ProcedureType
from procedures.selectors import screening_questions_for
from scheduling.core.status import Status
from scheduling.errors import OnlineRefused, PatientBusy
from scheduling.models import Appointment, Order
from scheduling.selectors.plan import BodyPart
from scheduling.services.cancellation import cancel_appointment
from scheduling.services.orders import sign_order
from tests.world import NGOZI, NOW, OLENA, World, at, request_for

START = at(3, 9)
LEFT_L5 = BodyPart("left", ("L5",))


def book(world: World, code: str = "tfesi", **fields: object) -> Appointment:
    wish = {"start": START, "now": NOW} | fields
    wish.setdefault("request", request_for(OLENA))
    return book_appointment(clinic=world.clinic, codes=[code], **wish)  # type: ignore[arg-type]


def all_clear(code: str) -> dict[str, str]:
    return {question.code: hoped_for(question) for question in screening_questions_for([code])}


@pytest.fixture
def order(world: World) -> Order:
    return sign_order(
        clinic=world.clinic,
        patient=record_patient(details=OLENA),
        procedure_type=ProcedureType.objects.get(code="tfesi"),
        signed_by=world["Dr Amara Osei"].practitioner,  # type: ignore[arg-type]
        valid_until=date(2026, 12, 31),
        now=NOW,
        side="left",
        levels=["L5"],
    )


def test_without_an_order_a_procedure_is_requested_and_holds_its_time(world: World) -> None:
    visit = book(world)
    assert visit.status == Status.REQUESTED
    assert visit.flags == ["missing_order", "screening_open", "side_missing"]
    assert visit.allocations.filter(released_at=None, expires_at=None).count() == 4


def test_with_an_order_it_is_booked_with_the_orders_side_and_level(
    world: World, order: Order
) -> None:
    request = request_for(OLENA, order_code=order.code.lower(), screening=all_clear("tfesi"))
    visit = book(world, request=request)
    assert (visit.status, visit.flags, visit.order) == (Status.BOOKED, [], order)
    part = visit.procedures.get()
    assert (part.side, part.levels) == ("left", ["L5"])


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        pytest.param({"order_code": "MC4-K7T-9D"}, "order_code", id="another code"),
        pytest.param({"order_code": "nonsense"}, "order_code", id="not a code"),
        pytest.param({"details": NGOZI}, "order_code", id="another date of birth"),
        pytest.param({"body_parts": [BodyPart("right", ())]}, "side", id="another side"),
        pytest.param({"body_parts": [BodyPart("left", ("L4",))]}, "level", id="another level"),
    ],
)
def test_r17_an_order_is_for_one_person_side_and_level(
    world: World, order: Order, fields: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidRequest) as refused:
        book(world, request=request_for(**{"order_code": order.code} | fields))  # type: ignore[arg-type]
    assert refused.value.field == field


def test_an_order_is_used_as_often_as_it_says(world: World, order: Order) -> None:
    request = request_for(OLENA, order_code=order.code)
    first = book(world, request=request)
    with pytest.raises(InvalidRequest, match="booked already"):
        book(world, request=request, start=at(24, 9))
    cancel_appointment(
        clinic=world.clinic, uid=first.uid, revision=first.revision, reason="ill", now=NOW
    )
    assert book(world, request=request, start=at(24, 9)).status == Status.BOOKED


def test_an_orders_patient_gets_a_contact_only_where_none_is_on_file(
    world: World, order: Order
) -> None:
    typed = replace(OLENA, phone="+380509999999", email="new@mail.example")
    request = request_for(typed, order_code=order.code)
    first = book(world, request=request)
    order.patient.refresh_from_db()
    assert (order.patient.phone, order.patient.email) == (OLENA.phone, OLENA.email)
    cancel_appointment(clinic=world.clinic, uid=first.uid, revision=1, reason="", now=NOW)
    Patient.objects.update(phone="", email="")
    book(world, request=request)
    order.patient.refresh_from_db()
    assert (order.patient.phone, order.patient.email) == ("+380509999999", "new@mail.example")


def test_an_order_for_something_else_is_not_accepted(world: World, order: Order) -> None:
    with pytest.raises(InvalidRequest, match="order is for"):
        book(world, "tpi", request=request_for(OLENA, order_code=order.code))


def test_a_consultation_is_open_to_everybody(world: World) -> None:
    assert book(world, "consult_pain").status == Status.BOOKED


def test_surgery_is_refused_with_the_way_to_a_consultation(world: World) -> None:
    with pytest.raises(OnlineRefused, match="consultation") as refused:
        book(world, "microdiscectomy")
    assert refused.value.suggestion == "consultation"
    assert not Patient.objects.exists()


def test_r13_a_doubt_turns_a_booking_into_a_request(world: World, order: Order) -> None:
    answers = all_clear("tfesi") | {"coagulopathy": "unsure"}
    request = request_for(OLENA, order_code=order.code, screening=answers)
    visit = book(world, request=request)
    assert visit.status == Status.REQUESTED
    assert ScreeningAnswers.objects.get(appointment=visit).outcome == "review"


def test_a_red_flag_books_nothing(world: World) -> None:
    with pytest.raises(OnlineRefused):
        book(world, "consult_pain", request=request_for(screening={"red_flags": "yes"}))
    assert not Appointment.objects.exists()


def test_unknown_answers_are_refused(world: World) -> None:
    for answers in ({"red_flags": "perhaps"}, {"shoe_size": "no"}):
        with pytest.raises(InvalidRequest, match="yes, no or unsure"):
            book(world, "consult_pain", request=request_for(screening=answers))


def test_staff_book_directly_and_what_is_missing_is_flagged(world: World, rita: User) -> None:
    visit = book(world, by=rita, request=request_for(OLENA, body_parts=[LEFT_L5]))
    assert visit.status == Status.BOOKED
    assert visit.flags == ["missing_order", "screening_open"]
    assert visit.created_by == rita
    assert visit.events.get().by == rita


def test_staff_need_no_notice(world: World, rita: User) -> None:
    soon = NOW + timedelta(minutes=10)
    assert book(world, "consult_pain", by=rita, start=soon).status == Status.BOOKED


def test_a_patient_is_not_in_two_places(world: World) -> None:
    book(world, "consult_pain")
    with pytest.raises(PatientBusy):
        book(world, "consult_neurologist", start=START + timedelta(minutes=10))
    visit = book(world, "consult_neurologist", start=START + timedelta(minutes=40))
    assert visit.status == Status.BOOKED


def test_the_same_person_is_found_again_and_a_namesake_is_not(world: World) -> None:
    book(world, "consult_pain")
    book(world, "consult_pain", start=at(4, 9))
    assert Patient.objects.count() == 1
    other = type(OLENA)(OLENA.full_name, date(1980, 1, 1), "+380500009999")
    book(world, "consult_pain", start=at(5, 9), request=request_for(other))
    assert Patient.objects.count() == 2


def test_a_side_that_does_not_exist_is_refused(world: World) -> None:
    request = request_for(body_parts=[BodyPart("upper", ())])
    with pytest.raises(InvalidRequest, match="left, right, bilateral"):
        book(world, request=request)


def test_the_promise_is_kept_as_wall_time_and_zone(world: World) -> None:
    visit = book(world, "consult_pain")
    assert visit.local_start == "2026-11-03T09:00+02:00"
    assert visit.time_zone == "Europe/Kyiv"
    visit.refresh_from_db()
    assert (visit.during.lower, visit.during.upper) == (START, START + timedelta(minutes=40))


def test_a_combined_visit_has_one_arrival_and_one_rest(world: World, rita: User) -> None:
    visit = book_appointment(
        clinic=world.clinic,
        codes=["consult_pain", "medication_review"],
        start=START,
        request=request_for(),
        now=NOW,
        by=rita,
    )
    visit.refresh_from_db()
    assert [each.kind for each in visit.phases.all()] == ["procedure"]
    assert visit.during.upper - visit.during.lower == timedelta(minutes=60)
    assert visit.allocations.filter(resource__kind="practitioner").count() == 1
    assert visit.allocations.filter(resource__kind="room").count() == 1
