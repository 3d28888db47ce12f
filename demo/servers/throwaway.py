"""Servers for one test run: quick, in a temporary folder, gone with the process that asked."""

import atexit
import contextlib
import os
import platform
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from demo.servers.servers import Servers

# With the machine's name: containers may share /tmp, but not their process ids.
PREFIX = f"baywise-throwaway-{platform.node()}-"


def ensure_servers() -> None:
    """Give this process and its children DATABASE_URL and REDIS_URL until it exits.

    What the environment names already is used as it is. `make fast` runs tests that need neither
    and says so with BAYWISE_PURE=1.
    """
    if os.environ.get("BAYWISE_PURE"):
        return
    stack = contextlib.ExitStack()
    os.environ.update(stack.enter_context(throwaway_servers()))
    atexit.register(stack.close)


@contextlib.contextmanager
def throwaway_servers(*, is_durable: bool = False) -> Iterator[dict[str, str]]:
    """Start what the environment does not name; yield the variables; stop and delete.

    Raises: EmbeddedError.
    """
    with_postgres = not os.environ.get("DATABASE_URL")
    with_valkey = not os.environ.get("REDIS_URL")
    if not (with_postgres or with_valkey):
        yield {}
        return
    _sweep()
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    folder.chmod(0o711)  # root starts the servers as another account
    servers = Servers(
        folder, is_durable=is_durable, with_postgres=with_postgres, with_valkey=with_valkey
    )
    try:
        servers.start()
        yield servers.environment
    finally:
        servers.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _sweep() -> None:
    """Delete folders whose process was killed; their servers died with it."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        pid = folder.name.removeprefix(PREFIX).partition("-")[0]
        if pid.isdigit() and not _is_alive(int(pid)):
            shutil.rmtree(folder, ignore_errors=True)  # not ours: not permitted, ignored


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
