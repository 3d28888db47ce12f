"""Visits as iCalendar (RFC 5545), for patients and for staff.

Everything comes from the database, nothing from the clock, so the same row gives the same bytes.
No calendar ever says what is done to a patient: calendars travel to other people's servers.
"""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from email.utils import parseaddr
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext, override
from icalendar import (
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
)

from clinics.core.clock_changes import clock_changes
from scheduling.core.status import Status
from scheduling.models import Appointment
from scheduling.selectors.calendars import CalendarEntry, Detail

PRODUCT = "-//Baywise//Baywise 1//EN"
CONTENT_TYPE = "text/calendar; charset=utf-8"

# RFC 5545 section 3.3.11 allows tab and line feed of the controls. Surrogates cannot be encoded.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")

_STATUS = {
    Status.HELD: "TENTATIVE",
    Status.REQUESTED: "TENTATIVE",
    Status.CANCELLED: "CANCELLED",
    Status.NO_SHOW: "CANCELLED",
    Status.EXPIRED: "CANCELLED",
}


def site_host() -> str:
    """Return the host of every UID: one for mails, pages and exports, or calendars double."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def visit_calendar(appointment: Appointment, *, host: str) -> bytes:
    """Return one visit for the patient's own calendar: when and where, not what nor who.

    Args:
        appointment: read with clinic and patient.

    Source: RFC 5546 section 3.2.1 (PUBLISH: organizer, no attendee).
    """
    clinic = appointment.clinic
    language = appointment.patient.language if appointment.patient else settings.LANGUAGE_CODE
    with override(language):
        summary = gettext("Appointment, %(clinic)s") % {"clinic": clinic.name}
        description = gettext("To change or cancel it, call %(phone)s.") % {"phone": clinic.phone}
        location = f"{clinic.name}, {clinic.words.address}"
    event = appointment_event(
        appointment, host=host, zone=clinic.zone, summary=summary, description=description
    )
    event.add("location", clean_text(location))
    event.add("organizer", _organizer(clinic.name))
    calendar = _calendar()
    calendar.add("method", "PUBLISH")
    start, end = appointment.during.lower, appointment.during.upper
    calendar.add_component(zone_component(clinic.zone, start.year, end.year))
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def schedule_calendar(
    entries: Sequence[CalendarEntry],
    *,
    detail: Detail,
    host: str,
    name: str,
    zone: ZoneInfo,
    first: date,
    last: date,
) -> bytes:
    """Return a calendar for staff, called-off visits as such; never empty of components.

    Args:
        entries: from selectors.calendars.
        first, last: the days asked for, which the VTIMEZONE covers whatever happens in them.
    """
    calendar = _calendar()
    calendar.add("name", clean_text(name))
    calendar.add("x-wr-calname", clean_text(name))
    years = [first.year, last.year, *(entry.end.year for entry in entries)]
    calendar.add_component(zone_component(zone, min(years), max(years)))
    for entry in entries:
        calendar.add_component(_staff_event(entry, detail=detail, host=host, zone=zone))
    return bytes(calendar.to_ical())


def appointment_event(
    appointment: Appointment,
    *,
    host: str,
    zone: ZoneInfo,
    summary: str,
    description: str = "",
    start: datetime | None = None,
    end: datetime | None = None,
) -> Event:
    """Return the event of a visit, with what all calendars agree on.

    Args:
        start, end: aware; the whole visit when absent.
    """
    event = Event()
    event.add("uid", f"{appointment.uid}@{host}")
    event.add("sequence", appointment.ical_sequence)
    event.add("dtstamp", _whole_second(appointment.updated_at))
    event.add("created", _whole_second(appointment.created_at))
    event.add("last-modified", _whole_second(appointment.updated_at))
    event.add("dtstart", local_or_utc(start or appointment.during.lower, zone))
    event.add("dtend", local_or_utc(end or appointment.during.upper, zone))
    event.add("summary", clean_text(summary))
    if description:
        event.add("description", clean_text(description, lines=True))
    status = _STATUS.get(Status(appointment.status), "CONFIRMED")
    event.add("status", status)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT" if status == "CANCELLED" else "OPAQUE")
    return event


def clean_text(text: str, *, lines: bool = False) -> str:
    """Return text that any calendar program can read: no controls, one line unless `lines`."""
    clean = _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text))
    return clean.strip() if lines else " ".join(clean.split())


def initials(full_name: str) -> str:
    """Return the first letter of each part of a name: Mateus da Silva gives MdS.

    A name in a script without spaces gives its first sign; nothing readable gives a question mark.
    """
    letters = [next(filter(str.isalnum, part), "") for part in clean_text(full_name).split()]
    return "".join(letters)[:5] or "?"


def local_or_utc(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment on the zone's clock, but in UTC where the clocks show it a second time.

    A TZID names only the first of two passes (RFC 5545 section 3.3.5).
    """
    local = _whole_second(moment).astimezone(zone)
    return local.astimezone(UTC) if local.fold else local


def zone_component(zone: ZoneInfo, first_year: int, last_year: int) -> Timezone:
    """Return the VTIMEZONE of whole years. Cost: about 2 ms a year.

    Built here, as icalendar's own is an hour late in spring (core.clock_changes).
    """
    component = Timezone()
    component.add("tzid", zone.key)
    # A day more on either side: the zone's year is not UTC's.
    first = datetime(first_year - 1, 12, 31, tzinfo=UTC)
    last = datetime(last_year + 1, 1, 2, tzinfo=UTC)
    for change in clock_changes(zone, first, last):
        onset = TimezoneDaylight() if change.is_daylight else TimezoneStandard()
        onset.add("dtstart", change.wall)
        onset.add("tzoffsetfrom", change.before)
        onset.add("tzoffsetto", change.after)
        onset.add("tzname", change.name)
        component.add_component(onset)
    return component


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    return calendar


def _staff_event(entry: CalendarEntry, *, detail: Detail, host: str, zone: ZoneInfo) -> Event:
    appointment = entry.appointment
    name = appointment.patient.full_name if appointment.patient else ""
    summary = {Detail.BUSY: "Busy", Detail.INITIALS: initials(name), Detail.FULL: name}[detail]
    lines: list[str] = []
    if detail is not Detail.BUSY:
        lines += [f"With {entry.practitioner}"] if entry.practitioner else []
    if detail is Detail.FULL:
        lines += [f"Reference {appointment.reference}", _words(appointment.status)]
    event = appointment_event(
        appointment,
        host=host,
        zone=zone,
        summary=summary,
        description="\n".join(lines),
        start=entry.start,
        end=entry.end,
    )
    if detail is not Detail.BUSY and entry.places:
        event.add("location", clean_text(", ".join(entry.places)))
    return event


def _words(status: str) -> str:
    return str(status).replace("_", " ").capitalize()


def _organizer(name: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    address.params["CN"] = clean_text(name)
    return address


def _whole_second(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
