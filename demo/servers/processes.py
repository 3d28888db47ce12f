"""Start, find and end processes so that none outlives us.

Every child asks the kernel for a signal at our death (Linux), so even `kill -9` of the parent
leaves nothing behind. The wish belongs to the *thread* that forked: start children from the main
thread only.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from demo.servers.run_as import Account

PR_SET_PDEATHSIG = 1
PROC = Path("/proc")
_libc = ctypes.CDLL(None, use_errno=True)


def die_with_parent(number: signal.Signals) -> None:
    """Ask for `number` when the parent thread ends. Elsewhere than on Linux: do nothing."""
    if sys.platform == "linux":
        _libc.prctl(PR_SET_PDEATHSIG, int(number))


def spawn(
    command: Sequence[str],
    *,
    log: Path | None,
    death_signal: signal.Signals = signal.SIGTERM,
    account: Account | None = None,
    environment: Mapping[str, str] | None = None,
    descriptors: Sequence[int] = (),
    folder: Path | None = None,
) -> subprocess.Popen[bytes]:
    """Start a command in a session of its own: Ctrl-C must reach us, not it.

    Args:
        log: receives what the command says; None leaves it on our own output.
        death_signal: what the command gets when we die.
        account: as whom it runs; None: as we do.
        descriptors: open files (listening sockets) that it inherits.
    """
    identity: dict[str, object] = {}
    words = list(command)
    if account and account.needs_capability:
        words = account.prefix(death_signal.name.removeprefix("SIG")) + words
    elif account:
        identity = {"user": account.uid, "group": account.gid, "extra_groups": []}
    with log.open("ab") if log else contextlib.nullcontext() as output:
        return subprocess.Popen(  # type: ignore[call-overload, no-any-return]
            words,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if log else None,
            cwd=folder,
            env=environment,
            pass_fds=descriptors,
            start_new_session=True,
            preexec_fn=lambda: die_with_parent(death_signal),
            **identity,
        )


def wait_until(is_true: Callable[[], bool], *, seconds: float, every: float = 0.02) -> bool:
    """Ask again and again; return whether it came true in time."""
    deadline = time.monotonic() + seconds
    while not is_true():
        if time.monotonic() > deadline:
            return False
        time.sleep(every)
    return True


def end(process: subprocess.Popen[bytes], steps: Iterable[tuple[signal.Signals, float]]) -> None:
    """Send the signals one after the other, each with its seconds of patience, then SIGKILL."""
    for number, patience in [*steps, (signal.SIGKILL, 10.0)]:
        if process.poll() is not None:
            return
        process.send_signal(number)
        wait_until(lambda: process.poll() is not None, seconds=patience)


def end_orphans(*marks: str, steps: Iterable[tuple[signal.Signals, float]]) -> None:
    """End processes whose command line carries all `marks`: left by a parent that was killed."""
    for number, patience in [*steps, (signal.SIGKILL, 10.0)]:
        for pid in running_with(*marks):
            _send(pid, number)
        if wait_until(lambda: not running_with(*marks), seconds=patience):
            return


def running_with(*marks: str) -> list[int]:
    """Return the ids of processes with all `marks` in their command line, ours excepted."""
    return [
        pid
        for pid, words in command_lines()
        if pid != os.getpid() and all(mark in words for mark in marks)
    ]


def command_lines() -> list[tuple[int, str]]:
    # Only the command line is readable for processes of another account, even for root in a
    # container; the working folder and the environment are not.
    if PROC.is_dir():
        return [(int(entry.name), _read_command(entry)) for entry in PROC.glob("[0-9]*")]
    listing = subprocess.run(
        ["ps", "-axo", "pid=,command="], capture_output=True, text=True, check=False
    ).stdout
    rows = [line.strip().partition(" ") for line in listing.splitlines() if line.strip()]
    return [(int(pid), words) for pid, _, words in rows]


def _read_command(entry: Path) -> str:
    try:
        return (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""  # it ended meanwhile


def _send(pid: int, number: signal.Signals) -> None:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return
