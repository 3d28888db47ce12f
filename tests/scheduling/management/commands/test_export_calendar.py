"""manage.py export_calendar."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from icalendar import Calendar

from clinics.models import Clinic
from intake.services.booking import book_appointment
from people.models import AccessLog, Role
from tests.world import NOW, World, at, request_for, staff

ARGUMENTS = {"scope": "clinic", "first": "2026-11-01", "last": "2026-11-30"}


@pytest.fixture
def visited(world: World) -> World:
    rita = staff(world, Role.RECEPTION, "rita@clinic.example")
    book_appointment(
        clinic=world.clinic,
        codes=["consult_pain"],
        start=at(26, 9),
        request=request_for(),
        now=NOW,
        by=rita,
    )
    return world


def run(**changed: Any) -> None:
    options = {**ARGUMENTS, "user": "rita@clinic.example", **changed}
    names = {"first": "from", "last": "to"}
    call_command(
        "export_calendar",
        *[f"--{names.get(name, name)}={value}" for name, value in options.items()],
    )


def test_file_is_written_as_it_is(visited: World, tmp_path: Path) -> None:
    target = tmp_path / "calendar.ics"

    run(output=target, detail="full")

    raw = target.read_bytes()
    assert b"\r\nEND:VCALENDAR\r\n" in raw
    assert Calendar.from_ical(raw).events[0]["summary"] == "Olena Bondar"
    assert AccessLog.objects.count() == 1


def test_without_a_file_it_goes_to_standard_output(
    visited: World, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    run()

    raw = capfdbinary.readouterr().out
    assert Calendar.from_ical(raw).events[0]["summary"] == "Busy"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"user": "nobody@clinic.example"}, "no active member of staff"),
        ({"scope": "room:0"}, "no such calendar"),
        ({"first": "2026-12-24"}, "must not be before"),
        ({"last": "2028-11-30"}, "at most 366 days"),
        ({"first": "November"}, "not a day such as 2026-11-01"),
        ({"clinic": "elsewhere"}, "no such clinic"),
        ({"detail": "all"}, "invalid choice"),
    ],
)
def test_what_is_wrong_is_said(visited: World, changed: dict[str, str], words: str) -> None:
    Clinic.objects.create(
        slug="elsewhere", name="Elsewhere", time_zone="UTC", place="", address="", phone=""
    )
    with pytest.raises(CommandError, match=words):
        run(**changed)
