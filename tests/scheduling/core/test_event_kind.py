"""Every step of the table has a word of history."""

from scheduling.core.event_kind import EventKind, kind_of_step
from scheduling.core.status import FOLLOWS, Status


def test_every_status_that_can_be_reached_has_its_event() -> None:
    reached = {status for after in FOLLOWS.values() for status in after} | {Status.HELD}
    assert reached == set(Status)
    assert {kind_of_step(status).value for status in reached} == {each.value for each in Status}


def test_event_words_fit_their_column() -> None:
    assert max(len(kind) for kind in EventKind) <= 30
