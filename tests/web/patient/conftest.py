from dataclasses import dataclass, field
from datetime import datetime

import pytest
from django.core import signing
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from intake.models import ContactCheck
from intake.services.contact import code_of
from people.services.patients import record_patient
from procedures.selectors import get_procedure, safety_questions
from scheduling.models import Appointment, Order
from scheduling.services.orders import sign_order
from tests.world import NOW, OLENA, World
from web.patient.safety.answers import load_safety, save_safety
from web.patient.visit_session import COOKIE, SALT

DETAILS = {
    "full_name": "Taras Bondar",
    "birth_day": "9",
    "birth_month": "8",
    "birth_year": "1966",
    "phone": "050 000 47 15",
    "email": "taras@mail.example",
    "language": "en",
    "side": "left",
    "level": "lumbar",
}

OLENA_OPENS = {"need": "order", "birth_day": "14", "birth_month": "3", "birth_year": "1968"}
"""What opens her order, together with its code."""


def text_of(page: HttpResponse) -> str:
    """Return what a page says, each run of space as one."""
    return " ".join(page.content.decode().split())


@dataclass
class Clock:
    """The time the pages believe in."""

    now: datetime


@dataclass
class Walk:
    """A patient's browser without a browser: one method per step."""

    client: Client = field(default_factory=Client)

    def safe(self, **answers: str) -> HttpResponse:
        """Answer every safety question, with no unless told otherwise; the last answer leads on."""
        questions = safety_questions()
        first = 1 if answers or self.client.cookies else self.almost_safe()
        for number, question in enumerate(questions[first - 1 :], start=first):
            answer = {"answer": answers.get(question.code, "no")}
            page: HttpResponse = self.client.post(f"/book/safety/{number}/", answer)
        self.takes("no")
        self.sees("any")
        return page

    def almost_safe(self) -> int:
        """Begin a session with a no to all but the last question; return the number of the last.

        Hundreds of tests begin here; those about the questions answer each on its page.
        """
        questions, session = safety_questions(), self.client.session
        safety = load_safety(session)
        for question in questions[:-1]:
            safety.answer(question.code, "no")
        save_safety(session, safety)
        session.save()
        return len(questions)

    def takes(self, answer: str, *medicines: str) -> HttpResponse:
        """Say before the times whether it is a blood thinner, and which."""
        told = {"answer": answer, "medicines": medicines}
        return self.client.post("/book/medicines/", told)

    def sees(self, whom: str) -> None:
        """Have said whom one would like to see, whatever the visit is for."""
        session = self.client.session
        if "booking" in session:
            session["booking"] = session["booking"] | {"specialist": whom}
            session.save()

    def keep(self, start: datetime, procedure: str = "tfesi") -> HttpResponse:
        return self.client.post(f"/book/{procedure}/", {"start": start.isoformat()})

    def details(self, **changed: str) -> HttpResponse:
        return self.client.post("/book/details/", DETAILS | changed)

    def healthy(self, **changed: str) -> HttpResponse:
        page = self.client.get("/book/health/")
        answers = dict.fromkeys(page.context["form"].fields, "no")
        return self.client.post("/book/health/", answers | changed)

    def confirm(self) -> HttpResponse:
        """Press the button of the check page, and type the code if one is asked for."""
        page: HttpResponse = self.client.post("/book/check/")
        return self.prove() if getattr(page, "url", "") == "/book/code/" else page

    def prove(self, code: str = "") -> HttpResponse:
        """Type the code that was sent, or another one."""
        return self.client.post("/book/code/", {"code": code or self.sent_code})

    @property
    def sent_code(self) -> str:
        """The code that the patient reads in the last message."""
        return code_of(ContactCheck.objects.latest("pk"))

    def book(self, start: datetime, procedure: str = "consult_neurologist") -> Appointment:
        self.safe()
        return self.book_safe(start, procedure)

    def book_safe(self, start: datetime, procedure: str) -> Appointment:
        """Book with the safety questions answered already."""
        self.keep(start, procedure)
        self.details()
        if self.client.session["booking"]["asks_health"]:
            self.healthy()
        self.confirm()
        return self.seen()

    def seen(self) -> Appointment:
        """Return the visit this browser may see."""
        uid, _is_old_link = signing.loads(self.client.cookies[COOKIE].value, salt=SALT)
        return Appointment.objects.get(uid=uid)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Stop the clock at NOW; a test may set it forward."""
    stopped = Clock(NOW)
    monkeypatch.setattr(timezone, "now", lambda: stopped.now)
    return stopped


@pytest.fixture
def world(world: World, clock: Clock) -> World:
    """The clinic, while the clock stands."""
    return world


@pytest.fixture
def order(world: World) -> Order:
    """Olena's order for a left L5 injection."""
    doctor = world["Dr Amara Osei"].practitioner
    assert doctor is not None
    return sign_order(
        clinic=world.clinic,
        patient=record_patient(details=OLENA),
        procedure_type=get_procedure("tfesi"),
        signed_by=doctor,
        valid_until=NOW.date().replace(day=30),
        now=NOW,
        side="left",
        levels=["L5"],
    )


@pytest.fixture
def fresh(world: World) -> Walk:
    """A browser that has not answered anything."""
    return Walk()


@pytest.fixture
def walk(fresh: Walk) -> Walk:
    """A browser in which all safety questions are answered with no."""
    fresh.safe()
    return fresh
