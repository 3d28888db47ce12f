"""What staff read, in words."""

from datetime import date

import pytest

from scheduling.core.status import Status
from scheduling.models import Appointment
from tests.world import NOW
from web.words.flags import flags_of
from web.words.staff import age_on, short_name, status_words, visit_status, where_words


@pytest.mark.parametrize("status", Status)
def test_every_status_has_words(status: Status) -> None:
    assert status_words(status)
    assert "_" not in status_words(status)


@pytest.mark.parametrize(
    "flag",
    [
        "missing_order",
        "accepted_without_order",
        "screening_open",
        "red_flag_s",
        "side_missing",
        "lead_time",
        "order",
        "repeat_interval",
        "repeat_count",
        "kept_apart",
    ],
)
def test_every_flag_that_a_booking_can_set_has_words(flag: str) -> None:
    (said,) = flags_of(Appointment(flags=[flag], status="booked"))

    assert said.text != flag.replace("_", " ").capitalize()


def test_staff_read_that_the_patient_comes_while_that_is_ahead() -> None:
    said = {
        status: visit_status(Appointment(status=status, coming_at=NOW))
        for status in ("booked", "arrived", "cancelled")
    }
    assert said["booked"] == "Booked, confirmed by patient"
    assert said["arrived"] == "Arrived"
    assert said["cancelled"] == "Cancelled"
    assert visit_status(Appointment(status="booked")) == "Booked"


def test_unknown_flag_says_its_own_name() -> None:
    (said,) = flags_of(Appointment(flags=["left_handed_bed"], status="booked"))

    assert (said.tone, said.text, said.icon) == ("warn", "Left handed bed", "icons/warning.html")


def test_what_stops_a_visit_comes_first_and_alone_is_red() -> None:
    flags = flags_of(Appointment(flags=["missing_order", "side_missing"], status="requested"))

    assert [each.tone for each in flags] == ["danger", "warn", "info"]


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Microdiscectomy", "Microdiscectomy"),
        ("Pain specialist (algologist) consultation", "Pain specialist consultation"),
        ("Transforaminal injection / nerve root block", "Transforaminal injection"),
        ("Manual therapy (mobilisation / manipulation)", "Manual therapy"),
    ],
)
def test_short_name(name: str, short: str) -> None:
    assert short_name(name) == short


@pytest.mark.parametrize(
    ("side", "levels", "words"),
    [
        ("", [], ""),
        ("right", ["L5", "S1"], "right L5, S1"),
        ("bilateral", ["upper_back"], "both sides upper back"),
        ("", ["L4"], "L4"),
    ],
)
def test_body_part(side: str, levels: list[str], words: str) -> None:
    assert where_words(side, levels) == words


@pytest.mark.parametrize(
    ("born", "age"),
    [
        (date(1968, 11, 26), 58),
        (date(1968, 11, 27), 57),
        (date(2004, 2, 29), 22),
        (date(2026, 11, 26), 0),
    ],
)
def test_age(born: date, age: int) -> None:
    assert age_on(born, date(2026, 11, 26)) == age
