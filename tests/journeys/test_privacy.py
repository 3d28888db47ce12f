"""Nothing of a person, and nothing clinical, in addresses, titles, headers, logs and subjects."""

import logging
from collections.abc import Iterable
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from config.logs import MaskingFormatter
from intake.services.booking import book_appointment
from intake.services.triage import record_triage
from notifications.services.dispatch import dispatch_due
from notifications.services.schedule import plan_messages
from people.models import Patient, Role, User
from people.services.patients import record_patient
from procedures.models import ProcedureType, ScreeningQuestion
from procedures.selectors import get_procedure
from scheduling.models import Appointment, Order
from scheduling.services.links import manage_token
from scheduling.services.orders import sign_order
from tests.journeys.watching import WatchedClient, handed_on, leaf_of, told
from tests.web.conftest import DAY, SignIn, book
from tests.web.patient.conftest import Walk
from tests.world import HANNES, NGOZI, NOW, OLENA, World, at, request_for

PEOPLE = ("Olena", "Bondar", "Ngozi", "Okoro", "Hannes", "Meier", "Taras")
CONTACTS = ("4712", "4713", "4714", "4715", "47 12", "47 15", "mail.example")
BORN = ("1968-03-14", "14.03.1968", "14 March 1968", "March 1968", "1966-08-09", "1960-05-02")
CLINICAL = (
    *("injection", "needle", "epidural", "block", "spine", "lumbar", "steroid", "L5", "pregnancy"),
    *("thinner", "faint", "weakness", "numbness", "fever", "cancer", "pacemaker"),
)
STAFF_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def order(staffed: World) -> Order:
    """Olena's order for a left L5 injection."""
    doctor = staffed["Dr Amara Osei"].practitioner
    assert doctor is not None
    return sign_order(
        clinic=staffed.clinic,
        patient=record_patient(details=OLENA),
        procedure_type=get_procedure("tfesi"),
        signed_by=doctor,
        valid_until=NOW.date() + timedelta(days=60),
        now=NOW,
        side="left",
        levels=["L5"],
    )


def secrets() -> list[str]:
    """Return whatever would tell of a person or an illness, the cast's and the catalogue's."""
    codes = [*ProcedureType.objects.values_list("code", flat=True)]
    asked = [*ScreeningQuestion.objects.values_list("code", flat=True)]
    orders = [code for each in Order.objects.all() for code in (each.code, _grouped(each.code))]
    visits = Appointment.objects.values_list("reference", flat=True)
    references = [form for each in visits for form in (each, each.replace("-", ""))]
    return [*PEOPLE, *CONTACTS, *BORN, *CLINICAL, *codes, *asked, *orders, *references]


def _grouped(code: str) -> str:
    return "-".join(code[first : first + 3] for first in range(0, len(code), 3))


def check(browser: WatchedClient, secret: Iterable[str], *, since: int = 0) -> None:
    """Look at everything the browser has seen."""
    found = list(secret)
    assert len(browser.seen) > since
    for answer in browser.seen[since:]:
        for what, words in handed_on(answer):
            assert told(words, found) == [], f"{what} of {answer.request['PATH_INFO']}: {words}"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert leaf_of(answer).shown == [], answer.request["PATH_INFO"]


def check_logs(caplog: pytest.LogCaptureFixture, secret: Iterable[str]) -> None:
    form = MaskingFormatter()
    for record in caplog.records:
        assert told(form.format(record), secret) == []


def test_booking_with_an_order_tells_nobody_what_for(
    staffed: World, order: Order, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    browser = WatchedClient()
    walk = Walk(browser)
    browser.post("/", {"need": "order", "code": "KKK-KKK-KKK", "birth_day": "14"})
    opens = {"birth_day": "14", "birth_month": "3", "birth_year": "1968"}
    browser.post("/", {"need": "order", "code": order.code} | opens)
    assert walk.safe().url == "/book/time/"
    browser.follow_all("/book/time/")
    assert browser.post("/book/time/", {"start": at(26, 9).isoformat()}).status_code == 302
    for path in ("/book/time/", "/book/health/", "/book/"):
        browser.follow_all(path)
    browser.post("/book/health/", {})  # wrong, so that there is an error summary
    walk.healthy(anticoagulant="unsure")
    browser.follow_all("/book/check/")
    assert walk.confirm().url == "/book/done/"
    browser.follow_all("/book/done/")
    visit = Appointment.objects.get()
    browser.post("/visit/find/", {"reference": visit.reference} | opens)
    browser.follow_all("/visit/")
    browser.get(f"/visit/{manage_token(visit)}/")
    browser.post("/visit/cancel/", {"revision": visit.revision, "reason": "ill"})
    visit.refresh_from_db()
    assert visit.status == "cancelled"
    browser.follow_all("/visit/")
    check(browser, secrets())
    check_logs(caplog, secrets())


def test_booking_without_an_order_names_the_procedure_only_until_somebody_is_known(
    staffed: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    browser = WatchedClient()
    walk = Walk(browser)
    walk.safe()
    browser.follow_all("/book/?need=all", most=30)
    walk.keep(at(26, 9), "tfesi")
    in_public = len(browser.seen)
    person = [*PEOPLE, *CONTACTS, *BORN]
    check(browser, person)
    check_logs(caplog, person)
    caplog.clear()
    walk.details(full_name="")
    walk.details()
    browser.follow_all("/book/details/")
    walk.healthy()
    browser.follow_all("/book/check/")
    assert walk.confirm().url == "/book/done/"
    browser.follow_all("/book/done/")
    check(browser, secrets(), since=in_public + 1)
    check_logs(caplog, secrets())


@pytest.fixture
def busy(staffed: World, order: Order) -> World:
    """A day with visits, a request, an alert, and things that are written about people."""
    book(staffed, start=at(26, 9))
    book(staffed, "consult_pain", at(26, 11), who=NGOZI, practitioner="Dr Lena Vogt")
    book_appointment(
        clinic=staffed.clinic,
        codes=["tfesi"],
        start=at(26, 13),
        request=request_for(HANNES, note="I faint at needles", screening={"diabetes": "yes"}),
        now=NOW,
    )
    record_triage(
        clinic=staffed.clinic,
        answers={"new_weakness": "yes"},
        now=NOW,
        patient=Patient.objects.get(full_name=OLENA.full_name),
    )
    return staffed


@pytest.mark.parametrize("role", [Role.DOCTOR, Role.RECEPTION])
def test_staff_pages_name_nobody_in_addresses(
    role: Role, busy: World, signed_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    browser = WatchedClient()
    browser.force_login(
        User.objects.get(email=f"{role.value}@clinic.example"), backend=STAFF_BACKEND
    )
    for path in (
        f"/staff/day/?date={DAY}",
        f"/staff/board/?date={DAY}&view=all",
        "/staff/requests/",
        "/staff/alerts/",
        f"/staff/calendars/export.ics?scope=clinic&from={DAY}&to={DAY}&detail=full",
    ):
        browser.follow_all(path)
    browser.post("/staff/board/find/", {"date": DAY, "q": "Bondar"})
    browser.follow_all(f"/staff/board/?date={DAY}&found=1")
    check(browser, secrets())
    check_logs(caplog, secrets())


def test_subjects_tell_when_and_never_what(
    busy: World, settings: object, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    for after in (timedelta(0), at(23, 9) - NOW, at(25, 9) - NOW):
        plan_messages(now=NOW + after)
        dispatch_due(now=NOW + after)
    assert len(mail.outbox) >= 5
    for each in mail.outbox:
        assert told(f"{each.subject} {each.from_email}", secrets()) == []
        assert told(each.body, [*PEOPLE, *CLINICAL]) == []
    check_logs(caplog, secrets())


def test_the_watch_sees_what_it_should() -> None:
    """A test that finds nothing must be able to find something."""
    assert told("/visit/?name=Olena+Bondar", ["Bondar", "1968"]) == ["Bondar"]
    assert told("/book/tfesi/", ["tfesi"]) == ["tfesi"]
    assert told("/staff/blocks/", ["block"]) == []
