"""What Celery runs does what its name says, once and again."""

import pytest

from intake import tasks
from intake.services.booking import book_appointment
from scheduling.core.status import Status
from scheduling.models import Appointment
from tests.world import NOW, World, at, request_for


@pytest.mark.parametrize(("decide_by", "ended"), [(at(3, 9), 1), (at(3, 9, month=12), 0)])
def test_unanswered_requests_end(
    world: World, monkeypatch: pytest.MonkeyPatch, decide_by: object, ended: int
) -> None:
    visit = book_appointment(
        clinic=world.clinic, codes=["tfesi"], start=at(26, 9), request=request_for(), now=NOW
    )
    Appointment.objects.filter(pk=visit.pk).update(decide_by=decide_by)
    monkeypatch.setattr(tasks.timezone, "now", lambda: at(4, 9))
    assert tasks.expire_unanswered_requests() == ended
    assert tasks.expire_unanswered_requests() == 0
    visit.refresh_from_db()
    assert (visit.status == Status.EXPIRED) == bool(ended)
