"""A whole clinic on its own durable servers, made to be killed."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from demo.servers import processes
from demo.servers.servers import Servers

ROOT = Path(__file__).parents[2]
READY_SECONDS = 60.0


class Standing:
    """PostgreSQL, Valkey and gunicorn in a folder; `kill` ends them all with SIGKILL."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.servers = Servers(folder, is_durable=True)
        self.web: subprocess.Popen[bytes] | None = None
        self.port = _free_port()

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            **self.servers.environment,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "SECRET_KEY": "a secret of this test alone, long enough for production",
            "ALLOWED_HOSTS": "127.0.0.1",
            "SITE_URL": f"http://127.0.0.1:{self.port}",
            "API_BOOKING_RATE": "10000/min",
            "API_SEARCH_RATE": "10000/min",
            "PYTHONPATH": str(ROOT),
        }

    def start_web(self) -> None:
        options = ["--workers", "2", "--threads", "4", "--bind", f"127.0.0.1:{self.port}"]
        command = [sys.executable, "-m", "gunicorn", "config.wsgi", *options]
        self.web = processes.spawn(
            command, log=self.folder / "web.log", environment=self.environment, folder=ROOT
        )
        assert processes.wait_until(lambda: self.ask("GET", "procedures/")[0] == 200,
                                    seconds=READY_SECONDS)  # fmt: skip

    def kill(self) -> None:
        """Kill web and PostgreSQL, every process of them, without a word of warning."""
        if self.web is not None:
            os.killpg(self.web.pid, signal.SIGKILL)
            self.web.wait()
        postgres = self.servers.postgres
        assert postgres is not None
        pid = postgres.pid
        assert pid is not None
        for each in (pid, *_children(pid)):
            with contextlib.suppress(ProcessLookupError):  # a backend that was leaving anyway
                os.kill(each, signal.SIGKILL)

    def rise(self) -> None:
        self.servers.start()
        self.start_web()

    def stop(self) -> None:
        if self.web is not None:
            processes.end(self.web, [(signal.SIGTERM, 10.0)])
        self.servers.stop()

    def ask(
        self, method: str, path: str, body: object = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, Any]:
        """Return status and JSON; status 0 when nobody answered."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/v1/{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json", **(headers or {})},
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read() or b"{}")
        except OSError:
            return 0, {}


def _children(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in children]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
