"""What may be booked online is the same at every door: pages, API, holds, moves; staff always book.

One procedure is given each policy in turn, once its patient stands before the last button. Every
door is then asked, and what it did is undone before the next.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import pytest
from django.utils import timezone

from intake.core.triage import SafetyOutcome
from intake.services.booking import book_appointment
from intake.services.holds import hold_slot
from intake.services.reschedule import move_own_visit, reschedule_appointment
from intake.services.triage import record_triage
from people.models import User
from people.services.patients import record_patient
from procedures.models import ProcedureType
from procedures.selectors import get_procedure, safety_questions
from scheduling.errors import OnlineRefused
from scheduling.models import Appointment, Order
from scheduling.services.links import manage_token
from scheduling.services.orders import sign_order
from tests.scheduling.undo import undone
from tests.web.patient.conftest import Walk
from tests.world import NOW, OLENA, World, at, request_for
from web.patient.safety.answers import load_safety, save_safety

CODE = "tfesi"
KEPT, OTHER, LATER = at(26, 9), at(27, 9), at(27, 14)
TABLE = """
policy           order  kept before  booked        after a doubt  moved   after a doubt
open             -      kept         booked        consultation   moved   call
open             yes    kept         booked        booked         moved   moved
order_or_review  -      kept         requested     consultation   moved   call
order_or_review  yes    kept         booked        booked         moved   moved
order_only       -      kept         consultation  consultation   moved   call
order_only       yes    kept         booked        booked         moved   moved
staff            -      consultation consultation  consultation   call    call
staff            yes    consultation consultation  consultation   call    call
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()[1:]]
ROW = pytest.mark.parametrize("row", ROWS, ids=[" ".join(row[:2]) for row in ROWS])
DOUBT = pytest.mark.parametrize("has_doubt", [False, True], ids=["clear", "a doubt"])


@dataclass
class Case:
    """A patient before the last button, and what the clinic has decided meanwhile."""

    world: World
    walk: Walk
    order: Order | None
    rita: User

    def visit(self) -> Appointment:
        """Book, as staff, what the patient would like to move."""
        request = request_for(order_code=self.order.code if self.order else "")
        return self.book(by=self.rita, request=request)

    def book(self, *, by: User | None, request: object = None) -> Appointment:
        return book_appointment(
            clinic=self.world.clinic,
            codes=[CODE],
            start=OTHER,
            request=request or request_for(),  # type: ignore[arg-type]
            now=NOW,
            by=by,
        )


@pytest.fixture(autouse=True)
def _clock_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def case(world: World, rita: User, row: list[str]) -> Case:
    policy, has_order = row[0], row[1] == "yes"
    walk, order = Walk(), _signed(world) if has_order else None
    if order:
        year, month, day = OLENA.date_of_birth.isoformat().split("-")
        born = {"birth_year": year, "birth_month": month, "birth_day": day}
        walk.client.post("/", {"need": "order", "code": order.code, **born})
    walk.safe()
    walk.keep(KEPT, CODE)
    if not order:
        walk.details(full_name=OLENA.full_name)
    walk.healthy()
    assert walk.client.get("/book/check/").status_code == 200
    ProcedureType.objects.filter(code=CODE).update(online_policy=policy)
    return Case(world, walk, order, rita)


def _signed(world: World) -> Order:
    doctor = world["Dr Amara Osei"].practitioner
    assert doctor is not None
    return sign_order(
        clinic=world.clinic,
        patient=record_patient(details=OLENA),
        procedure_type=get_procedure(CODE),
        signed_by=doctor,
        valid_until=NOW.date().replace(day=30),
        now=NOW,
        side="left",
        levels=["L5"],
    )


def doubt(case: Case) -> None:
    """Let the safety answers mean that a doctor has to see the patient first."""
    answers = {
        each.code: "yes" if each.tier == "consultation" else "no" for each in safety_questions()
    }
    record = record_triage(clinic=case.world.clinic, answers=answers, now=NOW)
    assert record.outcome == SafetyOutcome.CONSULTATION
    session = case.walk.client.session
    safety = load_safety(session)
    safety.decide(SafetyOutcome.CONSULTATION, str(record.uid), NOW)
    save_safety(session, safety)
    session.save()


def asked(call: Callable[[], object]) -> str:
    """Return what a service did, or the way that is open instead."""
    try:
        return str(call())
    except OnlineRefused as refused:
        return refused.suggestion


def shown(page: object, otherwise: str) -> str:
    """Return what a page did, or the way it shows instead."""
    if page.status_code != 409:  # type: ignore[attr-defined]
        return otherwise
    text = page.content.decode()  # type: ignore[attr-defined]
    return "call" if "Please call us about this" in text else "consultation"


def safety_record(case: Case) -> UUID:
    return UUID(load_safety(case.walk.client.session).record)


@ROW
def test_before_anything_is_known_of_an_order(case: Case, row: list[str]) -> None:
    get, post = case.walk.client.get, case.walk.client.post
    offered = get("/api/v1/slots/", {"procedure": CODE}).json()
    assert ("refused" in offered) == (row[2] != "kept")
    body = {"procedures": [CODE], "start": OTHER.isoformat()}
    with undone():
        held = post("/api/v1/holds/", body, content_type="application/json")
        assert held.status_code == (201 if row[2] == "kept" else 409)
        assert "book_instead" in held.json() or row[2] == "kept"
    with undone():
        wish = {"clinic": case.world.clinic, "codes": [CODE], "start": OTHER, "now": NOW}
        assert asked(lambda: hold_slot(**wish) and "kept") == row[2]
    is_online = get(f"/api/v1/procedures/{CODE}/").json()["bookable_online"]
    assert is_online == (row[2] == "kept")


@DOUBT
@ROW
def test_when_it_is_booked(case: Case, row: list[str], has_doubt: bool) -> None:
    expected = row[4] if has_doubt else row[3]
    if has_doubt:
        doubt(case)
    client, order_code = case.walk.client, case.order.code if case.order else ""
    is_refused = expected in ("consultation", "call")
    assert shown(client.get(f"/book/{CODE}/"), "shown") == (expected if is_refused else "shown")
    check = client.get("/book/check/")
    assert shown(check, "shown") == (expected if is_refused else "shown")
    if not is_refused:
        assert check.context["needs_clinician"] == (expected == "requested")
    request = request_for(order_code=order_code, triage=safety_record(case))
    with undone():
        assert asked(lambda: case.book(by=None, request=request).status) == expected
    with undone():
        page = case.walk.confirm()
        got = shown(page, "") or Appointment.objects.exclude(status="held").get().status
        assert got == expected


@ROW
def test_by_the_api_which_asks_no_safety_question(case: Case, row: list[str]) -> None:
    patient = {"full_name": OLENA.full_name, "phone": OLENA.phone}
    patient["date_of_birth"] = OLENA.date_of_birth.isoformat()
    body = {"procedures": [CODE], "start": OTHER.isoformat(), "patient": patient}
    body |= {"order_code": case.order.code} if case.order else {}
    answer = case.walk.client.post("/api/v1/appointments/", body, content_type="application/json")
    if row[3] == "consultation":
        assert (answer.status_code, bool(answer.json()["book_instead"])) == (409, True)
    else:
        assert (answer.status_code, answer.json()["status"]) == (201, row[3])


@DOUBT
@ROW
def test_when_a_visit_moves(case: Case, row: list[str], has_doubt: bool) -> None:
    expected = row[6] if has_doubt else row[5]
    if has_doubt:
        doubt(case)
    visit, client = case.visit(), case.walk.client
    client.get(f"/visit/{manage_token(visit)}/")
    page = client.get("/visit/change/")
    if row[0] == "staff":  # the page of the visit says whom to call, and offers no other time
        assert page.url == "/visit/"
        assert "To change the time, call" in client.get("/visit/").content.decode()
    else:
        assert shown(page, "moved") == expected
    wish = {"clinic": visit.clinic, "uid": visit.uid, "revision": visit.revision, "now": NOW}
    own = {**wish, "start": LATER, "triage": safety_record(case)}
    assert asked(lambda: move_own_visit(**own) and "moved") == expected


@ROW
def test_staff_book_keep_and_move_whatever_the_policy(case: Case, row: list[str]) -> None:
    visit = case.visit()
    assert visit.status == "booked"
    assert ("missing_order" in visit.flags) == (row[0] != "open" and case.order is None)
    wish = {"clinic": visit.clinic, "now": NOW}
    assert hold_slot(codes=[CODE], start=LATER, is_staff=True, **wish)
    moved = reschedule_appointment(
        uid=visit.uid, revision=visit.revision, start=at(30, 9), by=case.rita, **wish
    )
    assert moved.during.lower == at(30, 9)
