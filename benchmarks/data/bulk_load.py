"""Writing the data set into PostgreSQL, by COPY: the services would take hours at x100."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from benchmarks.data.sites import BenchClinic
from benchmarks.data.visits import DAYS, RESOURCES, Booking, fill_day
from clinics.core.intervals import epoch_minute, from_epoch_minute

PATIENT = "id, uid, full_name, date_of_birth, phone, email, language, created_at"
APPOINTMENT = (
    "id, uid, reference, clinic_id, patient_id, status, source, during, local_start, time_zone,"
    " revision, schedule_revision, ical_sequence, hold_token_hash, link_version,"
    " manage_token_hash, flags, note, cancel_reason, created_at, updated_at"
)
ALLOCATION = "id, clinic_id, resource_id, appointment_id, phases, is_lead, during"
FIRST_BIRTH = date(1930, 1, 1)
WRITTEN_AT = datetime(2026, 1, 5, 8, tzinfo=UTC)
CHUNK = 20_000

Row = tuple[Any, ...]
Progress = Callable[[], None]


def working_days(first: date, days: int = DAYS) -> list[date]:
    """Return the Mondays to Fridays of the data set, which begins on a Monday."""
    found = [first + timedelta(number) for number in range(days)]
    return [day for day in found if day.weekday() < 5]


def load_diaries(site: BenchClinic, *, first: date, on_day: Progress, days: int = DAYS) -> int:
    """Fill the calendars of a clinic from a Monday on; return the number of allocations.

    Args:
        on_day: called when one day of one department is written.
    """
    numbers = {name: count(_last_id(name) + 1) for name in ("patient", "appointment", "allocation")}
    rows: dict[str, list[Row]] = {name: [] for name in numbers}
    written = 0
    with transaction.atomic():
        for done, (minute, base, booking) in enumerate(
            _bookings(site, first, days, on_day), start=1
        ):
            _add(rows, numbers, site, minute, base, booking)
            if done % CHUNK == 0:
                written += _flush(rows)
        written += _flush(rows)
        _complete(site)
    return written


def _bookings(
    site: BenchClinic, first: date, days: int, on_day: Progress
) -> Iterator[tuple[int, int, Booking]]:
    """Yield (epoch minute of local midnight, index of the department's first resource, booking)."""
    zone = site.clinic.zone
    for number, day in enumerate(working_days(first, days)):
        # Working hours are wall time: counted from 8:00, so that a change of clocks at night
        # does not move them.
        morning = epoch_minute(datetime.combine(day, time(8), zone)) - 8 * 60
        for department in range(site.scale):
            for booking in fill_day(department, number):
                yield morning, department * RESOURCES, booking
            on_day()


def _add(
    rows: dict[str, list[Row]],
    numbers: dict[str, "count[int]"],
    site: BenchClinic,
    midnight: int,
    base: int,
    booking: Booking,
) -> None:
    patient, appointment = next(numbers["patient"]), next(numbers["appointment"])
    clinic = site.clinic
    begins = from_epoch_minute(midnight + booking.start)
    rows["patient"].append(_person(patient))
    rows["appointment"].append(
        (
            *(appointment, UUID(int=appointment), f"B{appointment:09}", clinic.pk, patient),
            *("booked", "seed", _range(midnight, booking.start, booking.end)),
            *(begins.astimezone(clinic.zone).isoformat(timespec="minutes"), clinic.time_zone),
            *(1, 1, 0, "", 1, "", "{}", "", "", WRITTEN_AT, WRITTEN_AT),
        )
    )
    for taken in booking.taken:
        rows["allocation"].append(
            (
                *(next(numbers["allocation"]), clinic.pk, site.ids[base + taken.resource]),
                *(appointment, "{procedure}", taken is booking.taken[0]),
                _range(midnight, taken.start, taken.end),
            )
        )


def _person(number: int) -> Row:
    born = FIRST_BIRTH + timedelta(number * 7919 % 30_000)
    phone, email = f"+38050{number:07}", f"patient{number}@mail.example"
    return number, UUID(int=number), f"Patient {number}", born, phone, email, "en", WRITTEN_AT


def _range(midnight: int, start: int, end: int) -> str:
    begins, ends = from_epoch_minute(midnight + start), from_epoch_minute(midnight + end)
    return f"[{begins.isoformat()},{ends.isoformat()})"


def _flush(rows: dict[str, list[Row]]) -> int:
    copy_rows("people_patient", PATIENT, rows["patient"])
    copy_rows("scheduling_appointment", APPOINTMENT, rows["appointment"])
    copy_rows("scheduling_allocation", ALLOCATION, rows["allocation"])
    written = len(rows["allocation"])
    for each in rows.values():
        each.clear()
    return written


def copy_rows(table: str, columns: str, rows: Iterable[Sequence[Any]]) -> None:
    """Write rows with COPY."""
    connection.ensure_connection()
    with (
        closing(connection.connection.cursor()) as cursor,
        cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)


def _complete(site: BenchClinic) -> None:
    """Give each visit its procedure, phases and history, so that every table is as long as ever."""
    with connection.cursor() as cursor:
        for statement in _COMPLETION:
            cursor.execute(statement, {"clinic": site.clinic.pk})
        for table in ("people_patient", "scheduling_appointment", "scheduling_allocation"):
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
            )


_COMPLETION = (
    "INSERT INTO scheduling_appointmentprocedure"
    " (appointment_id, procedure_type_id, position, side, levels)"
    " SELECT a.id, t.id, 0, '', '{}' FROM scheduling_appointment a"
    " JOIN procedures_proceduretype t ON t.code = 'bench_own' WHERE a.clinic_id = %(clinic)s",
    "INSERT INTO scheduling_visitphase (appointment_id, kind, position, planned)"
    " SELECT id, 'procedure', 0, tstzrange(lower(during), lower(during) + interval '20 minutes')"
    " FROM scheduling_appointment WHERE clinic_id = %(clinic)s",
    "INSERT INTO scheduling_appointmentevent"
    " (clinic_id, appointment_id, what, at, revision, before, after, read_at)"
    " SELECT clinic_id, id, 'booked', created_at, 1, '{}', '{}', created_at"
    " FROM scheduling_appointment WHERE clinic_id = %(clinic)s",
)


def _last_id(name: str) -> int:
    table = "people_patient" if name == "patient" else f"scheduling_{name}"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT coalesce(max(id), 0) FROM {table}")
        return int(cursor.fetchone()[0])


def settle() -> None:
    """Let PostgreSQL learn the new tables, as autovacuum would within minutes."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
