import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from procedures.models import ProcedureType
from tests.procedures.document import entry

Document = dict[str, Any]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("load_catalogue", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def faulty_file(tmp_path: Path, document: Document) -> Path:
    entry(document, "tfesi")["procedure_minutes"] = 17
    entry(document, "tpi")["name"] = ""
    path = tmp_path / "faulty.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


@pytest.mark.django_db
def test_report_is_printed_in_plain_lines() -> None:
    lines = run().splitlines()
    assert "procedures: 31" in lines
    assert lines[-1] == ("Catalogue 1.0: 193 created, 0 updated, 0 unchanged, 0 deactivated")


@pytest.mark.django_db
def test_terminal_gets_a_bar_instead_of_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    lines = run().splitlines()
    assert lines == ["Catalogue 1.0: 193 created, 0 updated, 0 unchanged, 0 deactivated"]
    assert "procedures: 100%" in terminal.getvalue()


@pytest.mark.django_db
def test_updates_and_retirements_are_named(tmp_path: Path, document: Document) -> None:
    run("-v0")
    entry(document, "tfesi")["procedure_minutes"] = 25
    document["procedures"].remove(entry(document, "foraminotomy"))
    path = tmp_path / "clinic.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    lines = run(str(path)).splitlines()
    assert "updated procedure type tfesi" in lines
    assert "deactivated procedure type foraminotomy" in lines


@pytest.mark.django_db
def test_quiet_load_prints_nothing() -> None:
    assert run("-v0") == ""
    assert ProcedureType.objects.exists()


@pytest.mark.django_db
def test_faults_go_to_stderr_and_nothing_is_written(faulty_file: Path) -> None:
    errors = io.StringIO()
    with pytest.raises(CommandError, match=r"2 fault\(s\) .* nothing was changed"):
        call_command("load_catalogue", str(faulty_file), stderr=errors)
    assert errors.getvalue().splitlines() == [
        "procedure type tfesi: procedure_minutes: 17 is not a multiple of 5",
        "procedure type tpi: name: must not be empty",
    ]
    assert not ProcedureType.objects.exists()
