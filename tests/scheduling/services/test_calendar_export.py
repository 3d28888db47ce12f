"""Handing out calendar files."""

from datetime import date, timedelta

import pytest
from icalendar import Calendar, Event

from clinics.errors import InvalidRequest, NotAllowed, NotFound
from intake.services.booking import book_appointment
from people.models import AccessLog, Role, User
from scheduling.models import Appointment
from scheduling.selectors.calendars import Detail, Scope
from scheduling.services import calendar_export
from scheduling.services.calendar_export import LONGEST_DAYS, export_calendar
from scheduling.services.cancellation import cancel_appointment
from tests.world import NGOZI, NOW, OLENA, World, at, build_clinic, request_for, staff

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


@pytest.fixture
def rita(world: World) -> User:
    return staff(world, Role.RECEPTION, "rita@clinic.example")


@pytest.fixture
def visit(world: World, rita: User) -> Appointment:
    return book_appointment(
        clinic=world.clinic,
        codes=["tfesi"],
        start=at(26, 9),
        request=request_for(OLENA),
        now=NOW,
        by=rita,
        practitioner=world["Dr Amara Osei"].pk,
    )


def export(
    world: World,
    by: User,
    scope: str = "clinic",
    detail: Detail = Detail.BUSY,
    first: date = FIRST,
    last: date = LAST,
) -> list[Event]:
    """Export and read back; a scope may be a resource's name."""
    key = Scope(world.clinic, world[scope]).key if scope in world.resources else scope
    raw = export_calendar(
        clinic=world.clinic, scope_key=key, first=first, last=last, detail=detail, by=by
    )
    return list(Calendar.from_ical(raw).events)


@pytest.mark.parametrize(
    ("scope", "start", "end"),
    [
        ("clinic", at(26, 9), at(26, 10, 5)),
        ("Dr Amara Osei", at(26, 9, 15), at(26, 9, 35)),
    ],
)
def test_event_spans_what_the_scope_is_used_for(
    world: World, rita: User, visit: Appointment, scope: str, start: object, end: object
) -> None:
    (event,) = export(world, rita, scope)

    assert (event.start, event.end) == (start, end)
    assert event["uid"] == f"{visit.uid}@testserver"


def test_room_is_shown_without_turnover(world: World, rita: User, visit: Appointment) -> None:
    room = visit.allocations.get(resource__kind="room")
    (event,) = export(world, rita, room.resource.name)

    assert event.end == at(26, 9, 35)
    assert room.during.upper == at(26, 9, 45)


def test_others_calendars_do_not_have_it(world: World, rita: User, visit: Appointment) -> None:
    assert export(world, rita, "Dr Lena Vogt") == []
    assert export(world, rita, "clinic", last=date(2026, 11, 25)) == []


def test_called_off_visit_stays_in_the_file_as_such(
    world: World, rita: User, visit: Appointment
) -> None:
    cancel_appointment(
        clinic=world.clinic, uid=visit.uid, revision=1, reason="ill", now=NOW, by=rita
    )

    (event,) = export(world, rita, "Dr Amara Osei")

    assert (event["status"], event["sequence"]) == ("CANCELLED", 1)


def test_names_are_written_down_once_a_patient(
    world: World, rita: User, visit: Appointment
) -> None:
    for start, who in ((at(27, 9), NGOZI), (at(27, 14), OLENA)):
        book_appointment(
            clinic=world.clinic,
            codes=["consult_pain"],
            start=start,
            request=request_for(who),
            now=NOW,
            by=rita,
        )

    events = export(world, rita, detail=Detail.FULL)

    assert len(events) == 3
    log = AccessLog.objects.all()
    assert {each.patient.full_name for each in log} == {"Olena Bondar", "Ngozi Okoro"}
    assert len(log) == 2
    assert {each.user for each in log} == {rita}
    assert "Olena" not in log[0].what


@pytest.mark.parametrize("detail", [Detail.BUSY, Detail.INITIALS])
def test_without_names_nothing_is_written_down(
    world: World, rita: User, visit: Appointment, detail: Detail
) -> None:
    export(world, rita, detail=detail)

    assert not AccessLog.objects.exists()


def test_no_level_of_detail_tells_what_is_done(
    world: World, rita: User, visit: Appointment
) -> None:
    raw = export_calendar(
        clinic=world.clinic, scope_key="clinic", first=FIRST, last=LAST, detail=Detail.FULL, by=rita
    )

    text = raw.decode().lower()
    for word in ("injection", "tfesi", "steroid", "epidural", OLENA.phone, OLENA.email):
        assert word not in text


@pytest.mark.parametrize("role", [Role.DOCTOR, Role.NURSE, Role.ADMIN])
def test_names_need_the_right(world: World, visit: Appointment, role: Role) -> None:
    user = staff(world, role, "me@clinic.example")

    with pytest.raises(NotAllowed):
        export(world, user, detail=Detail.FULL)
    assert not AccessLog.objects.exists()


def test_another_clinics_visits_are_never_in_it(
    world: World, rita: User, visit: Appointment
) -> None:
    other = build_clinic(slug="elsewhere")
    stranger = staff(other, Role.MANAGER, "stranger@elsewhere.example")

    assert export(other, stranger, "clinic") == []
    assert export(world, stranger, "clinic") == []  # not a member, whatever the clinic asked for
    with pytest.raises(NotFound):
        export(other, stranger, Scope(world.clinic, world["Dr Amara Osei"]).key)


def test_longest_window_is_a_leap_year(world: World, rita: User) -> None:
    last = FIRST + timedelta(days=LONGEST_DAYS - 1)
    assert export(world, rita, last=last) == []

    with pytest.raises(InvalidRequest) as refused:
        export(world, rita, last=last + timedelta(days=1))
    assert refused.value.field == "to"


def test_days_in_the_wrong_order_are_refused(world: World, rita: User) -> None:
    with pytest.raises(InvalidRequest):
        export(world, rita, first=LAST, last=FIRST)


def test_too_many_visits_are_refused_not_cut(
    world: World, rita: User, visit: Appointment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calendar_export, "MOST_VISITS", 1)
    assert len(export(world, rita)) == 1
    book_appointment(
        clinic=world.clinic,
        codes=["consult_pain"],
        start=at(27, 9),
        request=request_for(NGOZI),
        now=NOW,
        by=rita,
    )

    with pytest.raises(InvalidRequest, match="more than 1 visits"):
        export(world, rita)
