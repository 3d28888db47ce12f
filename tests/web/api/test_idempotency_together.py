"""Idempotency-Key: the same request sent by many at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

from people.models import Patient
from scheduling.models import Appointment
from tests.web.api.conftest import Caller, booking
from tests.world import World

KEY = {"Idempotency_Key": "f1c5b3d2-7d1e-4f0a-9f59-0d6f4f6f6a01"}


def test_the_same_request_at_the_same_time_is_booked_once(shared_world: World):
    racers = 6
    together = Barrier(racers)

    def send(_: int) -> Any:
        try:
            together.wait(timeout=20)
            return Caller().post("appointments/", booking(), **KEY)
        finally:
            connection.close()

    with ThreadPoolExecutor(racers) as pool:
        answers = list(pool.map(send, range(racers)))
    assert [each.status_code for each in answers] == [201] * racers
    assert all(each.json() == answers[0].json() for each in answers)
    assert (Appointment.objects.count(), Patient.objects.count()) == (1, 1)
