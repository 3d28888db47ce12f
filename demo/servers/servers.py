"""Both servers of one folder, with passwords and ports that are kept beside their data."""

import json
import secrets
from pathlib import Path

from demo.servers.postgres import Postgres
from demo.servers.secret_file import write_private
from demo.servers.valkey import Valkey

MEMORY = "servers.json"

Server = Postgres | Valkey


class Servers:
    """PostgreSQL and Valkey under one folder; either may be left out.

    Args:
        folder: holds `postgres/`, `valkey/`, `log/` and `servers.json` (passwords, last ports).
        is_durable: see Postgres.
    """

    def __init__(
        self,
        folder: Path,
        *,
        is_durable: bool,
        with_postgres: bool = True,
        with_valkey: bool = True,
    ) -> None:
        self._memory = folder / MEMORY
        logs = folder / "log"
        logs.mkdir(parents=True, exist_ok=True)
        password, ports = self._recall()
        self.postgres = (
            Postgres(
                folder / "postgres",
                password=password,
                log=logs / "postgres.log",
                port=ports.get("postgres"),
                is_durable=is_durable,
            )
            if with_postgres
            else None
        )
        self.valkey = (
            Valkey(
                folder / "valkey",
                password=password,
                log=logs / "valkey.log",
                port=ports.get("valkey"),
                is_durable=is_durable,
            )
            if with_valkey
            else None
        )

    def start(self) -> None:
        """Start both and remember their ports, so that addresses stay over restarts.

        Raises: EmbeddedError; nothing is left running then.
        """
        try:
            for server in self.all:
                server.start()
        except BaseException:
            self.stop()
            raise
        self._remember()

    def stop(self) -> None:
        for server in reversed(self.all):
            server.stop()

    @property
    def all(self) -> list[Server]:
        return [server for server in (self.postgres, self.valkey) if server is not None]

    @property
    def environment(self) -> dict[str, str]:
        """Return the variables that lead a process of ours to these servers."""
        found = {}
        if self.postgres:
            found["DATABASE_URL"] = self.postgres.url
        if self.valkey:
            found["REDIS_URL"] = self.valkey.url
        return found

    def _recall(self) -> tuple[str, dict[str, int]]:
        try:
            memory = json.loads(self._memory.read_text())
        except FileNotFoundError:
            memory = {"password": secrets.token_hex(24), "ports": {}}
            self._write(memory)
        return memory["password"], memory["ports"]

    def _remember(self) -> None:
        memory = json.loads(self._memory.read_text())
        for name, server in (("postgres", self.postgres), ("valkey", self.valkey)):
            if server is not None:
                memory["ports"][name] = server.port
        self._write(memory)

    def _write(self, memory: dict[str, object]) -> None:
        write_private(self._memory, json.dumps(memory, indent=2) + "\n")
