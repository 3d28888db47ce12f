"""A practitioner's day, sorted: the page as data."""

from datetime import date, datetime

import pytest

from clinics.selectors.closed_times import ClosedTime, Why
from intake.selectors.day import visits_of_day
from people.models import User
from scheduling.models import Appointment
from tests.web.conftest import book
from tests.world import HANNES, NGOZI, OLENA, World, at
from web.staff.day.page import DayPage, DaySection, build_day_page

THURSDAY = date(2026, 11, 26)
LUNCH = ClosedTime(at(26, 12), at(26, 13), Why.BREAK)
NIGHT = ClosedTime(at(26, 18), at(26, 24), Why.OUTSIDE_HOURS)


@pytest.fixture
def three(staffed: World) -> World:
    """Book Olena 09:00, procedure 09:15-09:35, home 10:05; Ngozi 10:00-11:05; Hannes 14:00."""
    book(staffed, start=at(26, 9), who=OLENA)
    book(staffed, start=at(26, 10), who=NGOZI)
    book(staffed, "consult_pain", at(26, 14), who=HANNES)
    return staffed


def page(world: World, now: datetime, *closed: ClosedTime) -> DayPage:
    osei = world["Dr Amara Osei"]
    user = User.objects.get(email="doctor@clinic.example")
    visits = visits_of_day(user=user, clinic=world.clinic, day=THURSDAY, resource=osei)
    return build_day_page(
        visits, resource=osei, closed=closed, day=THURSDAY, zone=world.clinic.zone, now=now
    )


def names(page: DayPage) -> dict[str, list[str]]:
    return {
        place.value: [row.patient.full_name.split()[0] for row in rows]
        for place, rows in page.rows.items()
        if rows
    }


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param(
            at(26, 8), {"next": ["Olena"], "later": ["Ngozi", "Hannes"]}, id="before the first"
        ),
        pytest.param(
            at(26, 9, 5), {"next": ["Olena"], "later": ["Ngozi", "Hannes"]}, id="in preparation"
        ),
        pytest.param(
            at(26, 9, 15),
            {"now": ["Olena"], "next": ["Ngozi"], "later": ["Hannes"]},
            id="procedure",
        ),
        pytest.param(
            at(26, 9, 35), {"resting": ["Olena"], "next": ["Ngozi"], "later": ["Hannes"]}, id="rest"
        ),
        pytest.param(
            at(26, 10, 20), {"over": ["Olena"], "now": ["Ngozi"], "next": ["Hannes"]}, id="second"
        ),
        pytest.param(at(26, 20), {"over": ["Olena", "Ngozi", "Hannes"]}, id="evening"),
    ],
)
def test_plan_decides_while_nothing_is_reported(
    three: World, now: datetime, expected: dict[str, list[str]]
) -> None:
    assert names(page(three, now)) == expected


@pytest.mark.parametrize(
    ("status", "place"),
    [
        ("in_procedure", "now"),
        ("in_recovery", "resting"),
        ("discharged", "over"),
        ("cancelled", "off"),
        ("no_show", "off"),
    ],
)
def test_reported_status_overrules_the_plan(three: World, status: str, place: str) -> None:
    Appointment.objects.filter(patient__full_name="Ngozi Okoro").update(status=status)

    assert "Ngozi" in names(page(three, at(26, 8)))[place]


def test_called_off_visits_do_not_count(three: World) -> None:
    Appointment.objects.filter(patient__full_name="Ngozi Okoro").update(status="cancelled")

    found = page(three, at(26, 9, 40))

    assert (found.done, found.total) == (1, 2)


def test_other_day_is_one_list(three: World) -> None:
    found = page(three, at(20, 9), LUNCH, NIGHT)

    assert names(found) == {"later": ["Olena", "Ngozi", "Hannes"]}
    assert found.cases == []
    assert found.next_free is None
    assert found.now_tick is None
    assert [line.words or "visit" for line in found.lines] == ["visit", "visit", "Break", "visit"]


def test_past_day_counts_who_was_treated(three: World) -> None:
    Appointment.objects.filter(patient__full_name="Olena Bondar").update(status="discharged")

    found = page(three, at(28, 9))

    assert (found.done, found.total) == (1, 3)
    assert len(found.lines) == 3


def test_break_that_is_over_is_left_out(three: World) -> None:
    assert [line.words for line in page(three, at(26, 13, 30), LUNCH).lines if line.words] == []


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (at(26, 9, 20), at(26, 9, 35)),  # between the two procedures
        (at(26, 9, 36), at(26, 9, 36)),  # at once
        (at(26, 10, 5), at(26, 10, 35)),  # ten minutes are no free time
        (at(26, 17, 50), None),  # nearly evening
    ],
)
def test_next_free_is_the_next_quarter_of_an_hour_without_a_visit(
    three: World, now: datetime, expected: datetime | None
) -> None:
    assert page(three, now, LUNCH, NIGHT).next_free == expected


def test_case_is_drawn_with_all_phases(three: World) -> None:
    (place, row, drawing), _next = page(three, at(26, 9, 20)).cases

    assert (place, row.patient.full_name) == (DaySection.NOW, "Olena Bondar")
    assert [(seg.tone, seg.place.length) for seg in drawing.planned] == [
        ("prep", 15),
        ("proc", 20),
        ("rest", 30),
    ]
    assert drawing.said == "Planned: Prepare 09:00–09:15, Procedure 09:15–09:35, Rest 09:35–10:05."
    assert drawing.now_tick == drawing.planned[0].place.at + 20


def test_flags_are_words(staffed: World) -> None:
    book(staffed)

    (row,) = page(staffed, at(20, 9)).rows[DaySection.LATER]

    assert [each.text for each in row.flags] == [
        "Side not named: cannot start",
        "No doctor's order",
        "Health questions open",
    ]
