"""A doctor answers in one window, or nobody does; the patient reads it in another."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from clinics.core.walltime import to_utc
from intake.services.booking import book_appointment
from intake.services.booking_requests import expire_unanswered_requests
from people.models import Role
from scheduling.models import Appointment
from scheduling.services.links import manage_token
from tests.browser.conftest import Open
from tests.browser.staff_walks import decline, sign_in, visiting_day
from tests.browser.visitor import Visitor
from tests.world import HANNES, World, request_for, staff

pytestmark = pytest.mark.django_db(transaction=True)


def asked(world: World) -> Appointment:
    """Let Hannes ask for an injection that nobody has ordered."""
    day = visiting_day() + timedelta(days=7)
    return book_appointment(
        clinic=world.clinic,
        codes=["tfesi"],
        start=to_utc(datetime.combine(day, time(9)), world.clinic.zone),
        request=request_for(HANNES),
        now=timezone.now(),
    )


def accept_it(doctor: Visitor) -> None:
    doctor.press("Accept the request of Hannes Meier")


def decline_it(doctor: Visitor) -> None:
    doctor.page.get_by_role("link", name="Decline the request of Hannes Meier").click()
    decline(doctor)


@pytest.mark.parametrize(
    ("answer", "told", "state"),
    [
        (accept_it, "Booked. The patient is told", "Booked"),
        (decline_it, "The time is free again", "Not booked"),
    ],
    ids=["accepted", "declined"],
)
def test_a_doctor_answers_and_the_patient_reads_it(
    answer: Callable[[Visitor], None], told: str, state: str, open_browser: Open
) -> None:
    patient = open_browser()
    request = asked(patient.site.world)
    patient.open(f"/visit/{manage_token(request)}/")
    assert "We answer by " in patient.page.locator("main").inner_text()

    staff(patient.site.world, Role.DOCTOR, "doctor@clinic.example")
    doctor = sign_in(open_browser(width=1280, scripts=False).open("/staff/requests/"), Role.DOCTOR)
    answer(doctor)
    assert told in doctor.page.locator("main").inner_text()
    assert "Nobody waits for an answer." in doctor.page.locator("main").inner_text()
    assert doctor.troubles == []

    patient.open("/visit/")
    assert patient.page.locator(".ticket__state").inner_text() == state


def test_nobody_answers_and_the_patient_reads_it(open_browser: Open) -> None:
    patient = open_browser()
    request = asked(patient.site.world)
    assert request.decide_by is not None
    assert expire_unanswered_requests(now=request.decide_by) == 1

    patient.open(f"/visit/{manage_token(request)}/")
    assert "we did not answer your request in time" in patient.page.locator("main").inner_text()
    patient.page.get_by_role("link", name="Choose another time").click()
    assert patient.page.locator("h1").inner_text() == "Book your visit"
