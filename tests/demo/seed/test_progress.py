"""What a seeded visit has been through by a moment of its day."""

from datetime import UTC, datetime, timedelta

import pytest

from demo.seed.progress import Step, live_through, mark_no_show, steps_until
from intake.services.booking import book_appointment
from people.models import Role, User
from scheduling.core.demand import Phase
from scheduling.core.status import IllegalStep, Status
from scheduling.models import Allocation, Appointment
from tests.world import NOW, World, at, request_for, staff

NINE = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def after(minutes: int) -> datetime:
    return NINE + timedelta(minutes=minutes)


WHOLE = [
    (Phase.PREPARATION, after(0), after(15)),
    (Phase.PROCEDURE, after(15), after(35)),
    (Phase.OBSERVATION, after(35), after(65)),
]


@pytest.mark.parametrize(
    ("minutes", "statuses"),
    [
        pytest.param(-10, [], id="not here yet"),
        pytest.param(-5, ["arrived"], id="five minutes early"),
        pytest.param(2, ["arrived"], id="should be prepared, the doctor is late"),
        pytest.param(3, ["arrived", "preparing"], id="prepared"),
        pytest.param(37, ["arrived", "preparing", "in_procedure"], id="still treated, late"),
        pytest.param(38, ["arrived", "preparing", "in_procedure", "in_recovery"], id="resting"),
        pytest.param(
            68, ["arrived", "preparing", "in_procedure", "in_recovery", "discharged"], id="home"
        ),
    ],
)
def test_a_visit_runs_late_as_a_whole(minutes: int, statuses: list[str]) -> None:
    early, late = timedelta(minutes=5), timedelta(minutes=3)
    steps = steps_until(WHOLE, now=after(minutes), early=early, late=late)
    assert [step.status.value for step in steps] == statuses


def test_a_consultation_has_no_rest() -> None:
    spans = [(Phase.PROCEDURE, after(0), after(30))]
    steps = steps_until(spans, now=after(90), early=timedelta(), late=timedelta())
    assert [step.status.value for step in steps] == ["arrived", "in_procedure", "discharged"]


@pytest.fixture
def rita(world: World) -> User:
    return staff(world, Role.RECEPTION, "rita@medclinic.example")


@pytest.fixture
def visit(world: World, rita: User) -> Appointment:
    return book_appointment(
        clinic=world.clinic,
        codes=["tfesi"],
        start=at(3, 9),
        request=request_for(),
        now=NOW,
        by=rita,
    )


def test_steps_leave_times_events_and_revisions(visit: Appointment, rita: User) -> None:
    steps = [
        Step(Status.ARRIVED, at(3, 8, 55)),
        Step(Status.PREPARING, at(3, 9, 5)),
        Step(Status.IN_PROCEDURE, at(3, 9, 20)),
    ]
    live_through(visit, steps, by=rita)
    visit.refresh_from_db()
    assert (visit.status, visit.revision) == (Status.IN_PROCEDURE, 4)
    events = list(visit.events.values_list("what", "revision"))
    assert events == [("booked", 1), ("arrived", 2), ("preparing", 3), ("in_procedure", 4)]
    times = list(visit.phases.values_list("kind", "started_at", "ended_at"))
    assert times == [
        ("preparation", at(3, 9, 5), at(3, 9, 20)),
        ("procedure", at(3, 9, 20), None),
        ("observation", None, None),
    ]


def test_steps_keep_to_the_table_of_statuses(visit: Appointment, rita: User) -> None:
    with pytest.raises(IllegalStep):
        live_through(visit, [Step(Status.IN_RECOVERY, at(3, 9))], by=rita)


def test_who_does_not_come_frees_everything(visit: Appointment, rita: User) -> None:
    mark_no_show(visit, at=at(3, 9, 30), by=rita)
    visit.refresh_from_db()
    assert visit.status == Status.NO_SHOW
    assert not Allocation.objects.filter(appointment=visit, released_at=None).exists()
