"""A patient asks for a time; a doctor answers in another window, or nobody does."""

from collections.abc import Callable

import pytest

from people.models import Role
from scheduling.models import Appointment
from scheduling.services.requests import expire_unanswered_requests
from tests.browser.checks import problems
from tests.browser.conftest import Open
from tests.browser.staff_walks import decline, sign_in
from tests.browser.visitor import Visitor
from tests.world import staff

pytestmark = pytest.mark.django_db(transaction=True)


def accept_it(doctor: Visitor) -> None:
    doctor.press("Accept the request of Taras Bondar")


def decline_it(doctor: Visitor) -> None:
    doctor.page.get_by_role("link", name="Decline the request of Taras Bondar").click()
    decline(doctor)


@pytest.mark.parametrize(
    ("width", "answer", "told", "state"),
    [
        (390, accept_it, "Booked. The patient is told", "Booked"),
        (320, decline_it, "The time is free again", "Not booked"),
    ],
    ids=["accepted", "declined"],
)
def test_a_doctor_answers_and_the_patient_reads_it(
    width: int, answer: Callable[[Visitor], None], told: str, state: str, open_browser: Open
) -> None:
    patient = open_browser(width=width).requested()
    assert "We answer by " in patient.page.locator("main").inner_text()

    staff(patient.site.world, Role.DOCTOR, "doctor@clinic.example")
    doctor = sign_in(open_browser(width=1280, scripts=False).open("/staff/requests/"), Role.DOCTOR)
    answer(doctor)
    assert told in doctor.page.locator("main").inner_text()
    assert "Nobody waits for an answer." in doctor.page.locator("main").inner_text()
    assert doctor.troubles == []

    patient.open("/visit/")
    assert patient.page.locator(".ticket__state").inner_text() == state
    assert problems(patient) == []


def test_nobody_answers_and_the_patient_reads_it(open_browser: Open) -> None:
    patient = open_browser(scripts=False).requested()
    request = Appointment.objects.get(status="requested")
    assert request.decide_by is not None
    assert expire_unanswered_requests(now=request.decide_by) == 1

    patient.open("/visit/")
    assert "we did not answer your request in time" in patient.page.locator("main").inner_text()
    patient.page.get_by_role("link", name="Choose another time").click()
    assert patient.page.locator("h1").inner_text() == "Book your visit"


def test_the_page_of_an_unanswered_request_is_usable(open_browser: Open) -> None:
    patient = open_browser().requested()
    request = Appointment.objects.get(status="requested")
    assert request.decide_by is not None
    expire_unanswered_requests(now=request.decide_by)
    assert problems(patient.open("/visit/")) == []
