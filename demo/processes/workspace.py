"""The folder `var/`: one demo at a time, its secrets, and a fresh start on demand."""

import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from config.env import running_demo
from demo.processes.errors import DemoError
from demo.processes.paths import Paths
from demo.servers.secret_file import write_private

KEPT_ON_RESET = {"demo.lock", "static"}
LARGE_LOG_BYTES = 5_000_000


@contextmanager
def locked(paths: Paths) -> Iterator[None]:
    """Keep a second demo out of this folder; the kernel unlocks when we die.

    Raises: DemoError when one is running, or when the folder is not ours to write.
    """
    try:
        furnish(paths)
        lock = paths.lock.open("a")
    except PermissionError as error:
        raise DemoError(
            f"{paths.var} belongs to another user. Start the demo as that user, or remove it."
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            url = running_demo(paths.var).get("SITE_URL", "a moment from now")
            raise DemoError(f"A demo of this folder runs already: {url}") from error
        yield


def furnish(paths: Paths) -> None:
    """Make the folders that others only write into."""
    for folder in (paths.logs, paths.schedule.parent):
        folder.mkdir(parents=True, exist_ok=True)


def clear(paths: Paths) -> None:
    """Forget the clinic: data, secrets, mail, logs. The servers must be down."""
    for entry in paths.var.iterdir():
        if entry.name in KEPT_ON_RESET:
            continue
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink()
    furnish(paths)


def trim_logs(paths: Paths) -> None:
    """Start long logs anew, keeping one generation."""
    for log in paths.logs.glob("*.log"):
        if log.stat().st_size > LARGE_LOG_BYTES:
            log.replace(log.with_suffix(".log.1"))


def secret_key(paths: Paths) -> str:
    """Return the key of this folder, made once, so that sign-ins survive a restart."""
    try:
        return paths.secret_key.read_text()
    except FileNotFoundError:
        key = secrets.token_urlsafe(50)
        write_private(paths.secret_key, key)
        return key


def publish_environment(paths: Paths, variables: Mapping[str, str]) -> None:
    """Let `manage.py` commands beside the demo find its servers; see config/env.py."""
    state = {"supervisor": os.getpid(), "environment": dict(variables)}
    write_private(paths.environment, json.dumps(state, indent=2) + "\n")


def withdraw_environment(paths: Paths) -> None:
    paths.environment.unlink(missing_ok=True)
