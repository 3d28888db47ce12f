"""What was acknowledged is there after `kill -9` of web and PostgreSQL; a retry finds it."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.furnished import copy_furnished
from tests.survival.standing import Standing

CLIENTS = 4
KILL_AFTER = 12  # acknowledged bookings, so that the kill falls into the middle of the load


@pytest.fixture
def standing(folder_of_run: Path, tmp_path: Path) -> Iterator[Standing]:
    copy_furnished(folder_of_run, tmp_path / "standing")
    standing = Standing(tmp_path / "standing")
    try:
        standing.rise()
        yield standing
    finally:
        standing.stop()


def wishes(standing: Standing, count: int) -> list[dict[str, Any]]:
    _, answer = standing.ask("GET", f"slots/?procedure=consult_pain&limit={count}")
    starts = [slot["start"] for slot in answer["slots"]]
    assert len(starts) == count
    return [
        {
            "procedures": ["consult_pain"],
            "start": start,
            "patient": {
                "full_name": f"Olena Bondar {number}",
                "date_of_birth": "1968-03-14",
                "phone": f"+38050000{number:04}",
                "language": "en",
            },
        }
        for number, start in enumerate(starts)
    ]


def book(standing: Standing, number: int, wish: dict[str, Any]) -> tuple[int, Any]:
    return standing.ask("POST", "appointments/", wish, {"Idempotency-Key": f"wish-{number}"})


def test_acknowledged_bookings_survive_and_retries_find_them(standing: Standing) -> None:
    asked = wishes(standing, 60)
    acknowledged: dict[int, Any] = {}
    enough = threading.Event()

    def run(number: int) -> None:
        status, answer = book(standing, number, asked[number])
        if status == 201:
            acknowledged[number] = answer
        if len(acknowledged) >= KILL_AFTER:
            enough.set()

    with ThreadPoolExecutor(CLIENTS) as pool:
        running = [pool.submit(run, number) for number in range(len(asked))]
        assert enough.wait(60)
        standing.kill()
        for each in running:
            each.result(60)
    assert KILL_AFTER <= len(acknowledged) < len(asked)

    standing.rise()
    for number, wish in enumerate(asked):
        status, answer = book(standing, number, wish)
        if number in acknowledged:
            assert (status, answer) == (201, acknowledged[number])
        else:
            assert status in (201, 409), answer
    assert_sound(standing, acknowledged)


def assert_sound(standing: Standing, acknowledged: dict[int, Any]) -> None:
    postgres = standing.servers.postgres
    assert postgres is not None
    with psycopg.connect(postgres.url) as connection:
        rows = connection.execute("SELECT reference, patient_id FROM scheduling_appointment")
        found = rows.fetchall()
        halves = connection.execute(
            "SELECT count(*) FROM scheduling_appointment a WHERE NOT EXISTS (SELECT FROM"
            " scheduling_allocation b WHERE b.appointment_id = a.id) OR NOT EXISTS (SELECT FROM"
            " scheduling_appointmentevent e WHERE e.appointment_id = a.id)"
        ).fetchone()
        overlaps = connection.execute(
            "SELECT count(*) FROM scheduling_allocation a JOIN scheduling_allocation b"
            " ON a.resource_id = b.resource_id AND a.id < b.id AND a.during && b.during"
            " WHERE a.released_at IS NULL AND b.released_at IS NULL"
        ).fetchone()
    references = {reference for reference, _ in found}
    assert {answer["reference"] for answer in acknowledged.values()} <= references
    assert len({patient for _, patient in found}) == len(found)  # a retry books nothing twice
    assert (halves, overlaps) == ((0,), (0,))
