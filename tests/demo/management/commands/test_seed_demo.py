"""The command `seed_demo`: what it prints and writes, that it repeats itself and holds back."""

import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from clinics.models import Clinic, Resource
from demo.seed.seed import SeedReport, seed_clinics
from people.models import User
from scheduling.models import Appointment
from tests.world import load_test_catalogue

# Tuesday 24 November 2026, 10:25 in Kyiv.
NOW = datetime(2026, 11, 24, 8, 25, tzinfo=UTC)


def seed(days_back: int, days_ahead: int, scale: int = 1) -> SeedReport:
    return seed_clinics(
        now=NOW,
        on_progress=lambda *_: None,
        scale=scale,
        days_back=days_back,
        days_ahead=days_ahead,
    )


Visit = tuple[object, ...]


def _visits() -> list[Visit]:
    rows = Appointment.objects.values_list(
        "local_start",
        "patient__full_name",
        "procedure_types__code",
        "status",
        "allocations__resource__name",
        "flags",
    )
    return sorted(rows, key=repr)


def _seen_after_seeding() -> list[Visit]:
    with transaction.atomic():
        load_test_catalogue()
        seed(0, 1)
        seen = _visits()
        transaction.set_rollback(True)
    return seen


def test_the_same_day_gives_the_same_clinic(db: None) -> None:
    once = _seen_after_seeding()
    assert len(once) > 100
    assert once == _seen_after_seeding()


def run(**options: Any) -> str:
    out = StringIO()
    call_command("seed_demo", stdout=out, **options)
    return out.getvalue()


def test_the_command_writes_what_it_prints(db: None, tmp_path: Path, settings: Any) -> None:
    file = tmp_path / "new folder" / "demo.json"
    settings.DEMO_CREDENTIALS_FILE = str(file)
    text = run(days_back=0, days_ahead=0)
    written = json.loads(file.read_text())
    assert set(written) == {"users", "api_tokens", "order_codes"}
    assert set(written["order_codes"][0]) == {
        "code", "procedure", "patient", "date_of_birth", "side", "level",
    }  # fmt: skip
    olena = {key: written["order_codes"][0][key] for key in ("procedure", "side", "level")}
    assert olena == {"procedure": "tfesi", "side": "left", "level": "L5"}
    for line in (*written["users"], *written["api_tokens"], *written["order_codes"]):
        assert str(line.get("email") or line.get("token") or line.get("code")) in text
    assert file.stat().st_mode & 0o077 == 0
    assert "pain specialists" in text


def test_a_second_run_changes_nothing(db: None, settings: Any) -> None:
    settings.DEMO_CREDENTIALS_FILE = ""
    Clinic.objects.create(slug="real", name="A real clinic", time_zone="Europe/Kyiv")
    assert "nothing was changed" in run()
    assert Clinic.objects.count() == 1
    assert not User.objects.exists()


@pytest.mark.parametrize("wrong", [{"scale": 0}, {"days_back": -1}, {"days_ahead": 61}])
def test_impossible_sizes_are_refused(db: None, wrong: dict[str, int]) -> None:
    with pytest.raises(CommandError, match="begins at 1"):
        run(**wrong)


def test_scale_multiplies_the_clinic(db: None) -> None:
    load_test_catalogue()
    seed(0, 0, scale=2)
    assert Resource.objects.filter(capabilities__contains=["c_arm"]).count() == 4
    assert Appointment.objects.filter(allocations__resource__name="Procedure B (2)").exists()
