"""The processes of the demo beside its servers: mail, web, worker, beat."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from demo.servers import processes

MARK = "BAYWISE_DEMO"  # set in every child, so that orphans of this very folder can be found
RESTART_SECONDS = (0.0, 1.0, 2.0, 5.0, 10.0)
STABLE_SECONDS = 30.0
STOP_SECONDS = 10.0
ORPHAN_SECONDS = 3.0


class Child:
    """A process that is started again when it ends by itself."""

    def __init__(
        self, name: str, command: list[str], *, log: Path, descriptors: Iterable[int] = ()
    ) -> None:
        self.name = name
        self._command = command
        self._log = log
        self._descriptors = list(descriptors)
        self._process: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0
        self.deaths = 0

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def start(self, environment: Mapping[str, str]) -> None:
        self._started_at = time.monotonic()
        self._process = processes.spawn(
            self._command,
            log=self._log,
            environment=environment,
            descriptors=self._descriptors,
        )

    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def is_due(self) -> bool:
        """Tell whether a dead child has waited long enough; each early death waits longer."""
        if time.monotonic() - self._started_at > STABLE_SECONDS:
            self.deaths = 0
        pause = RESTART_SECONDS[min(self.deaths, len(RESTART_SECONDS) - 1)]
        return time.monotonic() - self._started_at >= pause

    def restart(self, environment: Mapping[str, str]) -> None:
        """Start again; what the dead left in its process group is asked to go."""
        self._signal_group(signal.SIGTERM)
        self.deaths += 1
        self.start(environment)

    def ask_to_stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()

    def finish(self, deadline: float) -> None:
        """Wait until the deadline (monotonic), then end the whole group by force."""
        if self._process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=max(0.0, deadline - time.monotonic()))
        self._signal_group(signal.SIGKILL)
        self._process.wait()

    def _signal_group(self, number: signal.Signals) -> None:
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, number)


def mail_server(listener: int, mailbox: Path, log: Path) -> Child:
    command = [sys.executable, "-m", "demo.processes.mailserver", str(listener), str(mailbox)]
    return Child("mail", command, log=log, descriptors=[listener])


def web_server(listener: int, log: Path) -> Child:
    """Serve from a socket that the supervisor holds: while gunicorn restarts, callers wait."""
    command = [
        *(sys.executable, "-m", "gunicorn", "config.wsgi"),
        *("--config", "config/gunicorn.conf.py"),
        *("--bind", f"fd://{listener}"),
    ]
    return Child("web", command, log=log, descriptors=[listener])


def worker(log: Path) -> Child:
    command = [
        *(sys.executable, "-m", "celery", "--app", "demo.celery", "worker"),
        *("--concurrency", "2", "--loglevel", "INFO"),
        *("--without-mingle", "--without-gossip"),
    ]
    return Child("worker", command, log=log)


def beat(schedule: Path, log: Path) -> Child:
    command = [
        *(sys.executable, "-m", "celery", "--app", "demo.celery", "beat"),
        *("--schedule", str(schedule), "--pidfile=", "--loglevel", "INFO"),
    ]
    return Child("beat", command, log=log)


def stop_all(children: Iterable[Child]) -> None:
    """Ask all at once, then wait for each."""
    everyone = list(children)
    for child in everyone:
        child.ask_to_stop()
    deadline = time.monotonic() + STOP_SECONDS
    for child in everyone:
        child.finish(deadline)


def end_orphans(var: Path) -> None:
    """End children of an earlier demo of this folder whose supervisor was killed."""
    _signal_all(orphans(var), signal.SIGTERM)
    if not processes.wait_until(lambda: not orphans(var), seconds=ORPHAN_SECONDS, every=0.05):
        _signal_all(orphans(var), signal.SIGKILL)


def orphans(var: Path) -> list[int]:
    """Return the ids of living processes that a demo of this folder has started."""
    mark = f"{MARK}={var}".encode()
    found = []
    for entry in processes.PROC.glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):  # ended meanwhile, or another user's
            if mark in entry.read_bytes().split(b"\0"):
                found.append(int(entry.parent.name))
    return found


def _signal_all(pids: Iterable[int], number: signal.Signals) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
