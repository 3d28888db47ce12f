"""Booking at best: raw SQL, sorted advisory locks, sorted INSERT .. ON CONFLICT DO NOTHING."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import psycopg

from benchmarks.data.sites import BenchClinic
from benchmarks.data.target_days import Spot
from benchmarks.data.visits import OBSERVATION, PROCEDURE, TURNOVER
from clinics.core.intervals import from_epoch_minute

_LOCK = "SELECT pg_advisory_xact_lock(key) FROM unnest(%s::bigint[]) AS key ORDER BY key"


@dataclass(frozen=True, slots=True)
class PlacesTaken:
    """What a limit takes: arrival (epoch minute) and three resources."""

    minute: int
    specialist: int
    room: int
    bay: int

    @classmethod
    def at(cls, spot: Spot, base: int = 0) -> "PlacesTaken":
        """Return the place of a spot; base: id of the department's first resource."""
        return cls(spot.minute, *(base + position for position in spot.people))

    def body(self) -> str:
        """Return the place as JSON."""
        return json.dumps(asdict(self))

    def rows(self) -> list[tuple[int, datetime, datetime]]:
        """Return (resource, from, to), sorted by resource."""
        done = self.minute + PROCEDURE
        spans = {
            self.specialist: (self.minute, done + TURNOVER),
            self.room: (self.minute, done + TURNOVER),
            self.bay: (done, done + OBSERVATION + TURNOVER),
        }
        return [
            (id_, from_epoch_minute(start), from_epoch_minute(end))
            for id_, (start, end) in sorted(spans.items())
        ]

    def keys(self) -> list[int]:
        """Return the numbers to lock: one per resource and day."""
        day = self.minute // 1440
        return [id_ * 100_000 + day for id_, _, _ in self.rows()]


def book_three_rows(opened: psycopg.Connection[Any], place: PlacesTaken) -> bool:
    """Take three rows in a table that has nothing but the guard; False if one is taken."""
    rows = place.rows()
    values = [value for row in rows for value in row]
    with opened.transaction():
        opened.execute(_LOCK, [place.keys()])
        found = opened.execute(
            "INSERT INTO bench_busy_1"
            " (resource_id, appointment_id, during, start_minute, end_minute) VALUES "
            + ", ".join(["(%s, 0, tstzrange(%s, %s), 0, 0)"] * 3)
            + " ON CONFLICT DO NOTHING RETURNING id",
            values,
        )
        if len(found.fetchall()) < len(rows):
            raise psycopg.Rollback
        return True
    return False


@dataclass(frozen=True, slots=True)
class EveryRow:
    """Writes by hand the very rows that a booking of ours writes, and checks nothing."""

    site: BenchClinic
    procedure_type: int

    def book(self, opened: psycopg.Connection[Any], place: PlacesTaken) -> bool:
        """Insert patient, appointment, procedure, phases, allocations and event."""
        with opened.transaction():
            opened.execute(_LOCK, [place.keys()])
            visit = self._visit(opened, place)
            if not self._allocations(opened, place, visit):
                raise psycopg.Rollback
            opened.execute(
                "INSERT INTO scheduling_appointmentevent"
                " (clinic_id, appointment_id, what, at, revision, before, after)"
                " VALUES (%s, %s, 'booked', now(), 1, '{}', '{}')",
                [self.site.clinic.pk, visit],
            )
            return True
        return False

    def _visit(self, opened: psycopg.Connection[Any], place: PlacesTaken) -> int:
        begins = from_epoch_minute(place.minute)
        middle = from_epoch_minute(place.minute + PROCEDURE)
        ends = from_epoch_minute(place.minute + PROCEDURE + OBSERVATION)
        (patient,) = _returned(
            opened,
            "INSERT INTO people_patient (uid, full_name, date_of_birth, phone, email, language,"
            " created_at) VALUES (%s, 'Nobody', '1968-03-14', '', '', 'en', %s) RETURNING id",
            [uuid4(), datetime.now(UTC)],
        )
        uid = uuid4()
        (visit,) = _returned(
            opened,
            "INSERT INTO scheduling_appointment (uid, reference, clinic_id, patient_id, status,"
            " source, during, local_start, time_zone, revision, schedule_revision, ical_sequence,"
            " hold_token_hash, link_version, manage_token_hash, flags, note, cancel_reason,"
            " created_at, updated_at) VALUES (%s, %s, %s, %s, 'booked', 'api',"
            " tstzrange(%s, %s), '', '', 1, 1, 0, '', 1, %s, '{}', '', '', now(), now())"
            " RETURNING id",
            [uid, uid.hex[:12], self.site.clinic.pk, patient, begins, ends, uid.hex],
        )
        opened.execute(
            "INSERT INTO scheduling_appointmentprocedure"
            " (appointment_id, procedure_type_id, position, side, levels)"
            " VALUES (%s, %s, 0, '', '{}')",
            [visit, self.procedure_type],
        )
        opened.execute(
            "INSERT INTO scheduling_visitphase (appointment_id, kind, position, planned) VALUES"
            " (%s, 'procedure', 0, tstzrange(%s, %s)), (%s, 'observation', 1, tstzrange(%s, %s))",
            [visit, begins, middle, visit, middle, ends],
        )
        return int(visit)

    def _allocations(self, opened: psycopg.Connection[Any], place: PlacesTaken, visit: int) -> bool:
        values: list[Any] = []
        for id_, begins, ends in place.rows():
            values += [self.site.clinic.pk, id_, visit, begins, ends]
        found = opened.execute(
            "INSERT INTO scheduling_allocation"
            " (clinic_id, resource_id, appointment_id, phases, is_lead, during) VALUES "
            + ", ".join(["(%s, %s, %s, '{procedure}', false, tstzrange(%s, %s))"] * 3)
            + " ON CONFLICT DO NOTHING RETURNING id",
            values,
        )
        return len(found.fetchall()) == 3


def _returned(opened: psycopg.Connection[Any], statement: str, values: list[Any]) -> Any:
    return opened.execute(statement, values).fetchone()
