"""`explain_slots`: the day view, the view of one day, and everything it is asked wrongly."""

from collections.abc import Callable
from datetime import date, datetime, time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from clinics.core.walltime import to_utc
from clinics.models import Absence, Closure, WorkingHours
from intake.services.booking import book_appointment
from scheduling.selectors.explain import DayReport, VisitExplanation, explain_visit
from scheduling.selectors.plan import plan_visit
from scheduling.selectors.slots import available_slots, free_days
from tests.world import NOW, World, at, request_for

FIRST, LAST = date(2026, 11, 23), date(2026, 11, 29)  # Monday to Sunday
TUESDAY = date(2026, 11, 24)


def explanation(world: World, *codes: str, practitioner: int | None = None) -> VisitExplanation:
    plan = plan_visit(clinic=world.clinic, codes=codes, now=NOW, practitioner=practitioner)
    return explain_visit(plan, first=FIRST, last=LAST, now=NOW)


def on(found: VisitExplanation, day: date) -> DayReport:
    return next(report for report in found.days() if report.day == day)


def wall(day: date, hour: int, world: World) -> datetime:
    return to_utc(datetime.combine(day, time(hour)), world.clinic.zone)


def test_free_starts_are_those_that_are_offered(world: World) -> None:
    request = request_for()
    book_appointment(
        clinic=world.clinic, codes=["tfesi"], start=at(24, 9), request=request, now=NOW
    )
    found = explanation(world, "tfesi")
    plan = plan_visit(clinic=world.clinic, codes=["tfesi"], now=NOW)
    offered = dict(free_days(plan, first=FIRST, last=LAST, now=NOW))
    assert {day.day: day.free_starts for day in found.days() if day.free_starts} == offered
    starts = [report.start for report in found.starts(TUESDAY) if not report.reasons]
    slots = available_slots(plan, first=TUESDAY, last=TUESDAY, now=NOW)
    assert starts == [slot.start for slot in slots]


def test_closed_days_are_closed(world: World) -> None:
    saturday = on(explanation(world, "tfesi"), date(2026, 11, 28))
    assert (saturday.open_starts, saturday.reasons) == (0, ("closed",))


def test_an_absence_is_told_apart_from_a_full_day(world: World) -> None:
    during = (wall(TUESDAY, 0, world), wall(date(2026, 11, 25), 0, world))
    for name in ("Dr Amara Osei", "Dr Lena Vogt"):
        Absence.objects.create(
            clinic=world.clinic, resource=world[name], during=during, reason="On leave"
        )
    tuesday = on(explanation(world, "tfesi"), TUESDAY)
    assert tuesday.reasons == ("practitioner [spine_intervention]: not at work",)
    assert tuesday.notes == ("Dr Amara Osei: On leave", "Dr Lena Vogt: On leave")
    assert tuesday.allowed_by_needs[1] == 0  # the second need by time of use
    assert on(explanation(world, "tfesi"), date(2026, 11, 25)).free_starts > 0


def test_a_full_day_is_booked(world: World) -> None:
    WorkingHours.objects.filter(resource=world["Dr Amara Osei"]).delete()
    vogt = world["Dr Lena Vogt"]
    WorkingHours.objects.filter(resource=vogt).update(start=time(9), end=time(9, 30))
    start = wall(TUESDAY, 9, world)
    book_appointment(
        clinic=world.clinic,
        codes=["medication_review"],
        start=start,
        request=request_for(),
        now=NOW,
        practitioner=vogt.pk,
    )
    tuesday = on(explanation(world, "tfesi"), TUESDAY)
    assert tuesday.reasons == ("practitioner [spine_intervention]: booked",)


def test_a_closure_is_noted_for_the_clinic_and_for_what_is_needed(world: World) -> None:
    during = (wall(TUESDAY, 8, world), wall(TUESDAY, 18, world))
    for name in ("Procedure A", "Procedure B", "Consulting 1"):
        Closure.objects.create(
            clinic=world.clinic, resource=world[name], during=during, reason="Floor laid"
        )
    tuesday = on(explanation(world, "tfesi"), TUESDAY)
    assert tuesday.notes == ("Procedure A: Floor laid", "Procedure B: Floor laid")
    assert tuesday.reasons == ("room [c_arm, procedure_room]: closed",)


def test_what_the_clinic_lacks_is_named(world: World) -> None:
    missing = [need.name for need in explanation(world, "mri_spine").whole.needs if need.is_missing]
    assert missing == ["practitioner [radiographer_mri]", "room [mri_room]"]


def test_somebody_without_the_skill_is_not_called_nonexistent(world: World) -> None:
    found = explanation(world, "tfesi", practitioner=world["Dr Sofia Marchenko"].pk)
    reason = "whom you ask for is no practitioner [spine_intervention]"
    assert on(found, TUESDAY).reasons == (reason,)


def test_queries_do_not_grow_with_the_window(
    world: World, django_assert_num_queries: Callable[..., object]
) -> None:
    plan = plan_visit(clinic=world.clinic, codes=["tfesi"], now=NOW)
    for last in (FIRST, date(2027, 1, 31)):
        with django_assert_num_queries(4):
            explain_visit(plan, first=FIRST, last=last, now=NOW)


def output(*args: str) -> str:
    out = StringIO()
    call_command("explain_slots", *args, stdout=out)
    return out.getvalue()


@pytest.fixture
def frozen(world: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """Let the command run on the morning of NOW; it is the only one that asks the clock."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return world


def test_the_command_shows_a_day_a_line(frozen: World) -> None:
    text = output("tfesi", "--days", "6")
    assert "tfesi at MedClinic (Europe/Kyiv), 65 minutes from arrival to discharge" in text
    lines = [line.split() for line in text.splitlines() if " Nov 2026" in line]
    assert [line[1] for line in lines] == ["02", "03", "04", "05", "06", "07"]
    assert lines[-1][-1] == "closed"


def test_the_command_shows_each_start_of_a_day(frozen: World) -> None:
    text = output("tfesi", "--date", "2026-11-02")
    lines = [line.split(maxsplit=1) for line in text.splitlines() if line[2:5] in ("10:", "12:")]
    reasons = dict(lines)
    assert reasons["10:00"] == "The clinic needs at least 2 hours' notice."
    assert reasons["12:00"] == "free"


def test_the_command_takes_staff_rules(frozen: World) -> None:
    assert "notice" not in output("tfesi", "--date", "2026-11-02", "--staff")


def test_the_command_finds_people_by_part_of_their_name(frozen: World) -> None:
    text = output("tfesi", "--days", "2", "--practitioner", "vogt")
    assert "practitioner [spine_intervention]          1" in text


@pytest.mark.parametrize(
    ("args", "message"),
    [
        pytest.param(["leeches"], "Not in the catalogue", id="procedure"),
        pytest.param(["tfesi", "--clinic", "moon"], "Clinics: medclinic", id="clinic"),
        pytest.param(["tfesi", "--practitioner", "dr"], "Dr Amara Osei", id="which of them"),
        pytest.param(["tfesi", "--practitioner", "strange"], "Dr Lena Vogt", id="nobody"),
        pytest.param(
            ["medial_branch_block", "rfa_medial_branch"], "separate days", id="forbidden pair"
        ),
    ],
)
def test_the_command_says_what_it_was_asked_wrongly(
    frozen: World, args: list[str], message: str
) -> None:
    with pytest.raises(CommandError, match=message):
        output(*args)
