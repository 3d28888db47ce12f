"""One life of a whole demo: start, look, kill, heal, stop, nothing left."""

import http.client
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from demo.processes import children
from demo.servers import processes
from tests.furnished import copy_furnished
from tests.house.source import ROOT

REPORT_KEYS = {
    *("url", "users", "api_tokens", "order_codes", "mailbox_url"),
    *("database_url", "redis_url", "pids"),
}


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """A shell that knows nothing of the test run's servers, with a folder for the demo's state."""
    hidden = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "SITE_URL", "BAYWISE", "DJANGO", "DEMO")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    return {**kept, "BAYWISE_VAR": str(tmp_path / "var of a demo")}


@pytest.fixture
def furnished(surroundings: dict[str, str], folder_of_run: Path) -> Path:
    """A folder in which a clinic stands already, so that no test waits for the seeding."""
    var = Path(surroundings["BAYWISE_VAR"])
    copy_furnished(folder_of_run, var)
    return var


@contextmanager
def running_demo(environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "manage.py", "demo", "--port", "18000"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=60)


def read_report(var: Path) -> dict[str, object]:
    report = var / "demo.json"
    assert processes.wait_until(report.exists, seconds=120), "the demo does not open"
    return json.loads(report.read_text())


def status_of(url: str, path: str) -> int:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def test_a_demo_opens_heals_and_leaves_nothing(
    furnished: Path, surroundings: dict[str, str]
) -> None:
    with running_demo(surroundings) as process:
        report = read_report(furnished)
        assert set(report) == REPORT_KEYS
        assert status_of(report["url"], "/readyz") == 200

        for name in ("web", "postgres", "valkey", "worker"):
            os.kill(report["pids"][name], signal.SIGKILL)
        assert processes.wait_until(
            lambda: (
                len(set(read_report(furnished)["pids"].items()) - set(report["pids"].items())) >= 4
            ),
            seconds=60,
        )
        assert processes.wait_until(lambda: status_of(report["url"], "/readyz") == 200, seconds=60)
        with psycopg.connect(report["database_url"]) as connection:
            assert connection.execute("SELECT count(*) FROM clinics_clinic").fetchone() == (1,)

        second = subprocess.run(
            [sys.executable, "manage.py", "demo"],
            cwd=ROOT,
            env=surroundings,
            capture_output=True,
            text=True,
            check=False,
        )
        assert second.returncode != 0
        assert f"runs already: {report['url']}" in second.stderr

        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=60)
        assert "nothing is left running" in said

    assert process.returncode == 0
    assert children.orphans(furnished) == []
    assert processes.running_with(str(furnished)) == []
