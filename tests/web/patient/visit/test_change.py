"""Another time for a visit: asked safely, and the old one stays until the new one is taken."""

from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client
from icalendar import Calendar

from intake.models import ClinicAlert, TriageRecord
from intake.services.booking import book_appointment
from intake.services.reschedule import move_own_visit, reschedule_appointment
from procedures.models import ProcedureType
from scheduling.core.status import Status
from scheduling.errors import OnlineRefused
from scheduling.models import Appointment
from scheduling.services.cancellation import cancel_appointment
from scheduling.services.links import manage_token
from tests.web.patient.conftest import Clock, Walk, text_of
from tests.world import HANNES, NGOZI, NOW, World, at, request_for

OLD, NEW = at(26, 9), at(27, 11)


@pytest.fixture
def visit(fresh: Walk) -> Appointment:
    """A consultation, seen in the browser that booked it; the next change asks anew."""
    return fresh.book(OLD)


def choose(walk: Walk, start: datetime = NEW) -> HttpResponse:
    return walk.client.post("/visit/change/", {"start": start.isoformat()})


def confirm(walk: Walk, visit: Appointment, start: datetime = NEW) -> HttpResponse:
    wanted = {"start": start.isoformat(), "revision": visit.revision}
    return walk.client.post("/visit/change/check/", wanted)


def test_a_visit_moves_after_the_questions_and_a_look_at_both_times(
    fresh: Walk, visit: Appointment
) -> None:
    asked = fresh.client.get("/visit/change/?day=2026-11-27")
    assert asked.url == "/book/safety/1/?next=%2Fvisit%2Fchange%2F%3Fday%3D2026-11-27"
    fresh.safe()
    page = text_of(fresh.client.get("/visit/change/?day=2026-11-27"))
    assert "Keep my current time" in page
    assert "Thursday 26 November, arrive at 9:00" in page
    chosen = choose(fresh)
    assert parse_qs(urlsplit(chosen.url).query) == {"to": [NEW.isoformat()]}
    both = text_of(fresh.client.get(chosen.url))
    assert "Thursday 26 November 2026" in both
    assert "Friday 27 November 2026" in both
    visit.refresh_from_db()
    assert visit.during.lower == OLD
    assert confirm(fresh, visit).url == "/visit/"
    visit.refresh_from_db()
    assert (visit.during.lower, visit.status) == (NEW, Status.BOOKED)
    assert "It was on Thursday 26 November, 9:00 before." in text_of(fresh.client.get("/visit/"))
    answers = visit.triage_records.order_by("pk")
    assert [each.outcome for each in answers] == ["clear", "clear"]


def test_the_old_calendar_entry_is_replaced(fresh: Walk, visit: Appointment) -> None:
    fresh.safe()
    (before,) = Calendar.from_ical(fresh.client.get("/visit/appointment.ics").content).events
    confirm(fresh, visit)
    (after,) = Calendar.from_ical(fresh.client.get("/visit/appointment.ics").content).events
    assert after["uid"] == before["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 1)


def test_a_second_press_changes_nothing_more(fresh: Walk, visit: Appointment) -> None:
    fresh.safe()
    confirm(fresh, visit)
    assert confirm(fresh, visit).url == "/visit/"
    visit.refresh_from_db()
    assert visit.schedule_revision == 2


@pytest.mark.parametrize(
    ("answer", "way"), [("", "/book/safety/1/"), ("unsure", "/book/emergency/")]
)
def test_no_time_without_clear_answers(
    fresh: Walk, visit: Appointment, answer: str, way: str
) -> None:
    fresh.client.post("/book/safety/1/?next=/visit/change/", {"answer": answer})
    for page in (fresh.client.get("/visit/change/"), choose(fresh), confirm(fresh, visit)):
        assert page.url.startswith(way)
    swap = fresh.client.get("/visit/change/", headers={"HX-Request": "true"})
    assert swap["HX-Redirect"].startswith(way)
    visit.refresh_from_db()
    assert visit.during.lower == OLD


def test_the_clinic_is_told_whose_answer_was_urgent(fresh: Walk, visit: Appointment) -> None:
    fresh.client.post("/book/safety/1/?next=/visit/change/", {"answer": "yes"})
    assert ClinicAlert.objects.get().triage.patient == visit.patient


def test_who_has_to_see_a_doctor_first_keeps_an_unordered_request(
    world: World, fresh: Walk
) -> None:
    asked = open_request(world, fresh)
    fresh.safe(pain_pattern="yes")
    page = fresh.client.get("/visit/change/")
    assert page.status_code == 409
    assert "a doctor has to see you first" in text_of(page)
    assert confirm(fresh, asked).status_code == 409


def open_request(world: World, walk: Walk) -> Appointment:
    asked = book_appointment(
        clinic=world.clinic, codes=["tfesi"], start=OLD, request=request_for(), now=NOW
    )
    walk.client.get(f"/visit/{manage_token(asked)}/")
    return asked


def test_a_request_stays_a_request_with_a_deadline_of_its_own(
    world: World, fresh: Walk, clock: Clock
) -> None:
    asked = open_request(world, fresh)
    clock.now = NOW + timedelta(hours=5)
    fresh.safe()
    confirm(fresh, asked)
    due = asked.decide_by
    asked.refresh_from_db()
    assert asked.status == Status.REQUESTED
    assert asked.decide_by > due


def test_a_time_that_is_gone_shows_the_nearest_and_keeps_the_old_one(
    world: World, fresh: Walk
) -> None:
    asked = open_request(world, fresh)
    fresh.safe()
    for who in (NGOZI, HANNES):
        book_appointment(
            clinic=world.clinic, codes=["tfesi"], start=NEW, request=request_for(who), now=NOW
        )
    for page in (choose(fresh), confirm(fresh, asked)):
        assert page.status_code == 409
        assert len(page.context["nearest"]) == 3
        assert "Keep my current time" in text_of(page)
    asked.refresh_from_db()
    assert asked.during.lower == OLD
    near = page.context["nearest"][0].start
    assert choose(fresh, near).url.startswith("/visit/change/check/")


def test_within_the_cutoff_the_page_says_call_us(
    fresh: Walk, visit: Appointment, clock: Clock
) -> None:
    clock.now = OLD - timedelta(hours=24)
    fresh.client.get(f"/visit/{manage_token(visit)}/")
    fresh.safe()
    for page in (fresh.client.get("/visit/change/"), choose(fresh), confirm(fresh, visit)):
        assert page.url == "/visit/"
    page = text_of(fresh.client.get("/visit/"))
    assert "please call" in page
    assert "/visit/change/" not in page


def test_a_page_that_is_out_of_date_says_so(world: World, fresh: Walk, visit: Appointment) -> None:
    fresh.safe()
    reschedule_appointment(
        clinic=world.clinic, uid=visit.uid, revision=visit.revision, start=at(25, 9), now=NOW
    )
    page = confirm(fresh, visit)
    assert page.status_code == 409
    assert "Your visit has changed meanwhile" in text_of(page)
    visit.refresh_from_db()
    assert visit.during.lower == at(25, 9)


def test_answers_serve_one_visit_only(fresh: Walk, visit: Appointment) -> None:
    fresh.safe()
    TriageRecord.objects.update(appointment=visit)  # another visit was booked on them meanwhile
    assert confirm(fresh, visit).url == "/visit/change/"
    assert fresh.client.get("/visit/change/").url.startswith("/book/safety/1/")
    visit.refresh_from_db()
    assert visit.during.lower == OLD


def test_what_is_called_off_is_not_moved(world: World, fresh: Walk, visit: Appointment) -> None:
    fresh.safe()
    cancel_appointment(
        clinic=world.clinic, uid=visit.uid, revision=visit.revision, reason="", now=NOW
    )
    assert confirm(fresh, visit).url == "/visit/"
    assert Client().get("/visit/change/").url == "/visit/find/"


def test_what_staff_plan_is_moved_by_staff_alone(fresh: Walk, visit: Appointment) -> None:
    ProcedureType.objects.filter(code="consult_neurologist").update(online_policy="staff")
    fresh.safe()
    assert confirm(fresh, visit).url == "/visit/"
    page = text_of(fresh.client.get("/visit/"))
    assert "To change the time, call" in page
    assert "Cancel the visit" in page
    with pytest.raises(OnlineRefused):
        move_own_visit(
            clinic=visit.clinic,
            uid=visit.uid,
            revision=visit.revision,
            start=NEW,
            triage=UUID(fresh.client.session["safety"]["record"]),
            now=NOW,
        )


@pytest.mark.parametrize("start", ["", "soon", "2026-11-27T11:00", "9999-01-01T00:00+00:00"])
def test_what_is_no_time_is_asked_again(fresh: Walk, visit: Appointment, start: str) -> None:
    fresh.safe()
    assert fresh.client.post("/visit/change/", {"start": start}).status_code == 400
    assert fresh.client.get("/visit/change/check/", {"to": start}).url == "/visit/change/"
    typed = {"start": start, "revision": visit.revision}
    assert fresh.client.post("/visit/change/check/", typed).url == "/visit/change/"
    assert choose(fresh, OLD).url == "/visit/"
