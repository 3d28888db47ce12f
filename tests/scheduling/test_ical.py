"""Visits as iCalendar: what is told, what never is, and that every program can read it."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Timezone
from psycopg.types.range import TimestamptzRange

from clinics.models import Clinic
from people.models import Patient
from scheduling.core.status import Status
from scheduling.ical import (
    clean_text,
    initials,
    local_or_utc,
    schedule_calendar,
    site_host,
    visit_calendar,
    zone_component,
)
from scheduling.models import Appointment
from scheduling.selectors.calendars import CalendarEntry, Detail

KYIV = ZoneInfo("Europe/Kyiv")
START = datetime(2026, 11, 26, 7, tzinfo=UTC)
CHANGED = datetime(2026, 11, 17, 8, 33, 12, 345678, tzinfo=UTC)
UID = "0b7c9a53-7d0e-4c5f-9a57-3d2f4a1f8b10"
HOST = "clinic.example"
NASTY = [
    pytest.param("Olena\r\nATTENDEE:mailto:x@evil.example", id="line break"),
    pytest.param("Bell\x07 and \x00 nul \x1b[31m", id="controls"),
    pytest.param("👩🏽‍⚕️ " * 40, id="emoji across folds"),
    pytest.param("Ґанок " * 900, id="5 kB of Cyrillic"),
    pytest.param('semi; comma, back\\slash "quote" : colon', id="escapes"),
    pytest.param("a\u2028b\u2029c\x85d", id="line ends of Unicode"),
    pytest.param("\ud800 lone surrogate", id="surrogate"),
    pytest.param("שלום \u202e reversed", id="right to left"),
    pytest.param("^n ^' caret", id="RFC 6868"),
]


def a_visit(
    name: str = "Olena Bondar",
    *,
    clinic_name: str = "MedClinic",
    status: str = Status.BOOKED,
    start: datetime = START,
    zone: str = "Europe/Kyiv",
) -> Appointment:
    """Return a visit as it is read from the database, without one."""
    clinic = Clinic(
        name=clinic_name, time_zone=zone, address="18 Lypova Street, Kyiv", phone="044 000 12 34"
    )
    return Appointment(
        uid=UUID(UID),
        reference="K7P-4MD-2XQ",
        clinic=clinic,
        patient=Patient(full_name=name, language="en"),
        status=status,
        during=TimestamptzRange(start, start + timedelta(minutes=65)),
        created_at=CHANGED,
        updated_at=CHANGED,
    )


def an_entry(appointment: Appointment) -> CalendarEntry:
    during = appointment.during
    return CalendarEntry(
        appointment, during.lower, during.upper, "Dr Amara Osei", ("Procedure A", "Bay 2")
    )


def a_schedule(entries: list[CalendarEntry], detail: Detail, name: str = "Dr Osei") -> bytes:
    return schedule_calendar(
        entries,
        detail=detail,
        host=HOST,
        name=name,
        zone=KYIV,
        first=date(2026, 11, 1),
        last=date(2026, 11, 30),
    )


def text_of(raw: bytes) -> str:
    """Undo the folding."""
    return raw.decode().replace("\r\n ", "")


def assert_well_formed(raw: bytes) -> None:
    assert raw.endswith(b"END:VCALENDAR\r\n")
    for line in raw.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # never folded inside a character
        assert not any(byte < 32 and byte != 9 for byte in line)


def test_patient_calendar_says_when_and_where() -> None:
    event = Calendar.from_ical(visit_calendar(a_visit(), host=HOST)).events[0]

    assert event.start == START
    assert event.end == START + timedelta(minutes=65)
    assert event["summary"] == "Appointment, MedClinic"
    assert event["location"] == "MedClinic, 18 Lypova Street, Kyiv"
    assert event["uid"] == f"{UID}@{HOST}"


def test_patient_calendar_names_neither_the_patient_nor_a_token() -> None:
    text = text_of(visit_calendar(a_visit(), host=HOST))

    for secret in ("Olena", "Bondar", "K7P", "ATTENDEE", "URL", "VALARM"):
        assert secret not in text


def test_publish_has_an_organizer() -> None:
    with override_settings(DEFAULT_FROM_EMAIL="MedClinic <clinic@baywise.example>"):
        text = text_of(visit_calendar(a_visit(), host=HOST))

    assert "METHOD:PUBLISH\r\n" in text
    assert "ORGANIZER;CN=MedClinic:mailto:clinic@baywise.example\r\n" in text


def test_time_is_wall_time_of_the_clinic_with_its_zone() -> None:
    text = text_of(visit_calendar(a_visit(), host=HOST))

    assert "DTSTART;TZID=Europe/Kyiv:20261126T090000\r\n" in text
    assert "DTEND;TZID=Europe/Kyiv:20261126T100500\r\n" in text
    assert "BEGIN:VTIMEZONE\r\nTZID:Europe/Kyiv\r\n" in text


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("requested", "TENTATIVE"),
        ("booked", "CONFIRMED"),
        ("in_recovery", "CONFIRMED"),
        ("discharged", "CONFIRMED"),
        ("cancelled", "CANCELLED"),
        ("no_show", "CANCELLED"),
        ("expired", "CANCELLED"),
    ],
)
def test_status_follows_the_visit(status: str, expected: str) -> None:
    text = text_of(visit_calendar(a_visit(status=status), host=HOST))

    assert f"STATUS:{expected}\r\n" in text
    assert ("TRANSP:TRANSPARENT" in text) is (expected == "CANCELLED")


def test_stamps_and_sequence_come_from_the_row() -> None:
    visit = a_visit()
    visit.ical_sequence = 4

    text = text_of(visit_calendar(visit, host=HOST))

    for line in ("DTSTAMP:20261117T083312Z", "LAST-MODIFIED:20261117T083312Z", "SEQUENCE:4"):
        assert f"{line}\r\n" in text


def test_same_row_gives_the_same_bytes() -> None:
    assert visit_calendar(a_visit(), host=HOST) == visit_calendar(a_visit(), host=HOST)
    entries = [an_entry(a_visit())]
    assert a_schedule(entries, Detail.FULL) == a_schedule(entries, Detail.FULL)


@pytest.mark.parametrize("nasty", NASTY)
def test_nasty_texts_stay_inside_their_property(nasty: str) -> None:
    visit = a_visit(nasty, clinic_name=nasty)

    patients = visit_calendar(visit, host=HOST)
    staffs = a_schedule([an_entry(visit)], Detail.FULL, name=nasty)

    for raw in (patients, staffs):
        assert_well_formed(raw)
        event = Calendar.from_ical(raw).events[0]
        assert "attendee" not in event
        assert clean_text(nasty) in event["summary"]


@given(st.text(max_size=300))
def test_any_text_can_be_read_again(text: str) -> None:
    raw = a_schedule([an_entry(a_visit(text))], Detail.FULL, name=text)

    assert_well_formed(raw)
    assert Calendar.from_ical(raw).events[0]["summary"] == clean_text(text)


@pytest.mark.parametrize(
    ("detail", "told", "untold"),
    [
        (Detail.BUSY, ["SUMMARY:Busy"], ["NO", "Okoro", "K7P", "Osei", "Bay 2"]),
        (Detail.INITIALS, ["SUMMARY:NO", "Procedure A\\, Bay 2", "Osei"], ["Okoro", "K7P"]),
        (Detail.FULL, ["SUMMARY:Ngozi Okoro", "K7P-4MD-2XQ", "Osei", "Booked"], ["mailto"]),
    ],
)
def test_detail_decides_what_colleagues_calendars_tell(
    detail: Detail, told: list[str], untold: list[str]
) -> None:
    raw = a_schedule([an_entry(a_visit("Ngozi Okoro"))], detail, name="Calendar")
    event = text_of(raw).partition("BEGIN:VEVENT")[2]

    assert [each for each in told if each not in event] == []
    assert [each for each in untold if f":{each}" in event or f" {each}" in event] == []


def test_empty_schedule_is_still_a_calendar() -> None:
    calendar = Calendar.from_ical(a_schedule([], Detail.BUSY))

    assert calendar.events == []
    assert [zone.tz_name for zone in calendar.timezones] == ["Europe/Kyiv"]


def test_second_pass_of_a_repeated_hour_is_written_in_utc() -> None:
    second_pass = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # 03:30 in Kyiv once more

    text = text_of(visit_calendar(a_visit(start=second_pass), host=HOST))

    assert "DTSTART:20261025T013000Z\r\n" in text
    first_pass = second_pass - timedelta(hours=1)
    assert local_or_utc(first_pass, KYIV).tzinfo is KYIV


@pytest.mark.parametrize(
    "zone",
    [
        "Europe/Kyiv",
        "Europe/Dublin",
        "America/New_York",
        "America/St_Johns",
        "Africa/Casablanca",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "Pacific/Apia",
    ],
)
def test_time_zone_component_tells_the_clocks_of_the_whole_year(zone: str) -> None:
    component = Timezone.from_ical(zone_component(ZoneInfo(zone), 2026, 2026).to_ical())
    onsets = sorted(
        ((each.DTSTART - each.TZOFFSETFROM).replace(tzinfo=UTC), each.TZOFFSETTO)
        for each in [*component.standard, *component.daylight]
    )
    moment, end = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)

    wrong = []
    while moment < end:
        told = [offset for onset, offset in onsets if onset <= moment][-1]
        if told != moment.astimezone(ZoneInfo(zone)).utcoffset():
            wrong.append(moment)
        moment += timedelta(minutes=30)

    assert wrong == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ngozi Okoro", "NO"),
        ("  Mateus  da Silva ", "MdS"),
        ("Олена Бондар", "ОБ"),
        ("王小明", "王"),
        ("(née) Meier", "nM"),
        ("…", "?"),
        ("", "?"),
    ],
)
def test_initials(name: str, expected: str) -> None:
    assert initials(name) == expected


def test_uid_host_is_that_of_the_site() -> None:
    with override_settings(SITE_URL="https://booking.clinic.example:8443"):
        assert site_host() == "booking.clinic.example"
