"""Nothing a person can type or tamper with makes a 500."""

from datetime import datetime, timedelta

import pytest

from scheduling.core.status import Status
from scheduling.models import Appointment
from tests.web.patient.conftest import DETAILS, Clock, Walk
from tests.world import NOW, at

START = at(26, 9)


@pytest.mark.parametrize(
    ("start", "status"),
    [
        ("", 400),
        ("soon", 400),
        ("2026-11-26T09:00", 400),
        ("9999-12-31T23:59:59+00:00", 400),
        ("0001-01-01T00:00:00+14:00", 400),
        ("2026-11-26T07:03:00+00:00", 400),
        ("2026-10-26T07:00:00+00:00", 400),
        ("2026-11-28T07:00:00+00:00", 409),
        ("2026-11-26\x00", 400),
        ("🦴", 400),
    ],
    ids=[
        "nothing",
        "words",
        "no offset",
        "end of time",
        "begin of time",
        "off the grid",
        "past",
        "a Saturday",
        "a NUL byte",
        "a bone",
    ],
)
def test_an_impossible_start_is_refused_on_the_same_page(
    start: str, status: int, walk: Walk
) -> None:
    page = walk.client.post("/book/tfesi/", {"start": start})
    assert page.status_code == status
    assert b'role="alert"' in page.content
    assert not Appointment.objects.exists()


@pytest.mark.parametrize(
    "query",
    ["day=tomorrow", "day=0001-01-01", "day=9999-12-31", "month=9999-12", "month=13", "since=x"],
)
def test_a_broken_link_still_shows_times(query: str, walk: Walk) -> None:
    page = walk.client.get(f"/book/tfesi/?{query}")
    assert page.status_code == 200
    assert "First available" in page.content.decode()


@pytest.mark.parametrize("code", ["nothing", "TFESI", "x" * 300])
def test_an_unknown_procedure_is_a_kind_404(code: str, walk: Walk) -> None:
    page = walk.client.get(f"/book/{code}/")
    assert page.status_code == 404
    assert "We cannot find" in page.content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("phone", "abc"),
        ("phone", "+1"),
        ("email", "x"),
        ("full_name", ""),
        ("full_name", "x" * 10_000),
        ("full_name", "Taras\x00Bondar"),
        ("birth_day", "31"),
        ("birth_year", "68"),
        ("birth_year", "²²²²"),
        ("birth_month", "-3"),
        ("birth_year", "2150"),
        ("side", "upside down"),
        ("level", "L5"),
        ("language", "tlh"),
    ],
)
def test_wrong_details_come_back_with_a_summary_and_nothing_lost(
    field: str, value: str, walk: Walk
) -> None:
    walk.keep(START)
    changed = {field: value} | ({"birth_month": "2"} if field == "birth_day" else {})
    page = walk.details(**changed)
    assert page.status_code == 200
    text = page.content.decode()
    assert 'role="alert"' in text
    assert "<title>Error: " in text
    kept = "email" if field != "email" else "phone"
    assert DETAILS[kept] in text


def test_a_name_of_emoji_and_marks_is_a_name(walk: Walk) -> None:
    name = "Zoë 🦴 О'Коннор <b>"
    walk.keep(START)
    walk.details(full_name=name)
    walk.healthy()
    page = walk.client.get("/book/check/").content.decode()
    assert "&lt;b&gt;" in page
    walk.confirm()
    visit = Appointment.objects.get()
    assert visit.patient is not None
    assert visit.patient.full_name == name


def test_an_unreachable_patient_is_asked_for_one_way(walk: Walk) -> None:
    walk.keep(START)
    page = walk.details(phone="", email="")
    assert "Enter a phone number or an email address." in page.content.decode()
    assert walk.details(phone="").status_code == 302


def test_unanswered_health_questions_are_named(walk: Walk) -> None:
    walk.keep(START)
    walk.details()
    page = walk.client.post("/book/health/", {"pregnancy": "perhaps"})
    text = page.content.decode()
    assert "Are you pregnant, or could you be? Answer yes" in text or "perhaps" in text
    assert 'role="alert"' in text


@pytest.mark.parametrize("path", ["/book/details/", "/book/health/", "/book/check/"])
def test_a_step_without_a_time_leads_to_the_first_open_one(path: str, walk: Walk) -> None:
    assert walk.client.get(path).url == "/"
    assert walk.client.post(path).url == "/"


def test_a_foreign_hold_opens_nothing(walk: Walk) -> None:
    walk.keep(START)
    session = walk.client.session
    session["booking"] = session["booking"] | {"hold_token": "somebody else's"}
    session.save()
    assert walk.client.get("/book/details/").status_code == 410


def test_an_expired_time_loses_nothing_typed(walk: Walk, clock: Clock) -> None:
    walk.keep(START)
    walk.details()
    walk.healthy()
    clock.now = NOW + timedelta(minutes=16)
    page = walk.confirm()
    assert page.status_code == 410
    assert "Choose a time again" in page.content.decode()
    assert walk.keep(START).url == "/book/check/"
    assert "Taras Bondar" in walk.client.get("/book/check/").content.decode()


def test_keeping_longer_extends_and_saves_what_is_typed(walk: Walk, clock: Clock) -> None:
    walk.keep(START)
    clock.now = NOW + timedelta(minutes=10)
    typed = {"full_name": "Taras B", "next": "/book/details/"}
    assert walk.client.post("/book/hold/", typed).url == "/book/details/"
    hold = Appointment.objects.get(status=Status.HELD)
    assert hold.hold_expires_at == NOW + timedelta(minutes=25)
    assert "Taras B" in walk.client.get("/book/details/").content.decode()


@pytest.mark.parametrize("where", ["//evil.example/", "https://evil.example/", "javascript:x", ""])
def test_keeping_longer_never_leaves_the_house(where: str, walk: Walk) -> None:
    walk.keep(START)
    assert walk.client.post("/book/hold/", {"next": where}).url == "/book/check/"


def test_keeping_longer_what_nobody_holds_is_told_kindly(walk: Walk) -> None:
    assert walk.client.post("/book/hold/", {"next": "/book/details/"}).status_code == 410
    assert walk.client.get("/book/hold/").status_code == 405


def test_taking_another_time_gives_the_first_back(walk: Walk) -> None:
    walk.keep(START)
    walk.keep(at(26, 9, 10))
    held = Appointment.objects.get(status=Status.HELD)
    assert held.during.lower == at(26, 9, 10)


@pytest.mark.parametrize("start", [at(26, 5), at(28, 10)], ids=["at night", "on Saturday"])
def test_a_time_that_was_never_open_has_not_just_gone(start: datetime, walk: Walk) -> None:
    page = walk.keep(start, "consult_neurologist")
    assert page.status_code == 409
    text = page.content.decode()
    assert "The clinic is closed at that time. Please choose another one." in text
    assert "just gone" not in text
    assert text.count('id="nearest-') == 3


def test_a_taken_time_offers_the_nearest_and_keeps_the_old_one(walk: Walk) -> None:
    walk.keep(at(26, 10), "consult_neurologist")
    other = Walk()
    other.safe()
    other.keep(START, "consult_neurologist")
    page = walk.keep(START, "consult_neurologist")
    assert page.status_code == 409
    text = page.content.decode()
    assert "That time has just gone" in text
    assert text.count('id="nearest-') == 3
    mine = Appointment.objects.get(uid=walk.client.session["booking"]["hold_id"])
    assert (mine.status, mine.during.lower) == (Status.HELD, at(26, 10))
