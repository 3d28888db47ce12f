"""Staff see who booked for a patient, and call that person."""

import pytest

from people.models import Role
from people.services.patients import ThroughDetails
from people.services.related_people import record_related_person
from scheduling.models import Appointment
from tests.web.conftest import DAY, SignIn
from tests.world import World

PAGES = [f"/staff/day/?date={DAY}", f"/staff/board/?date={DAY}&view=rooms"]


@pytest.mark.parametrize("path", PAGES, ids=["day list", "board"])
def test_who_booked_is_shown(path: str, busy_day: World, signed_in: SignIn) -> None:
    visit = Appointment.objects.get(patient__full_name="Olena Bondar")
    assert visit.patient is not None
    through = ThroughDetails("Anna Bondar", "child", phone="+380500004799")
    visit.contact = record_related_person(patient=visit.patient, through=through)
    visit.save()
    page = signed_in(Role.DOCTOR).get(f"{path}&visit={visit.uid}").content.decode()
    assert "Booked by Anna Bondar, daughter or son" in page
    if "board" in path:
        assert "tel:+380500004799" in page
