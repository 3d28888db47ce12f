"""Two planners at the same moment, each with a connection of its own."""

import threading
from datetime import timedelta

from django.db import connection

from notifications.services.schedule import plan_messages
from scheduling.models import AppointmentEvent
from scheduling.services.events import record_event
from tests.notifications.visits import booked, rows
from tests.world import HANNES, NGOZI, NOW, OLENA, World, at

LATER = NOW + timedelta(minutes=1)


def test_two_planners_at_once_write_each_message_once(shared_world: World) -> None:
    """The same news twice, split between two connections that run at the same moment."""
    for day, details in ((24, OLENA), (25, NGOZI), (26, HANNES)):
        visit = booked(shared_world, start=at(day, 9), details=details)
        record_event(visit, "booked", now=NOW, by=None)
    start = threading.Barrier(2)
    counts: list[int] = []

    def read() -> None:
        start.wait()
        while read_now := plan_messages(now=LATER, batch=2):
            counts.append(read_now)
        connection.close()

    planners = [threading.Thread(target=read) for _ in range(2)]
    for planner in planners:
        planner.start()
    for planner in planners:
        planner.join()
    assert sum(counts) == 6
    assert len(rows()) == 12
    assert not AppointmentEvent.objects.filter(read_at=None).exists()
