"""Start the clinic, keep it alive, and leave nothing behind."""

import http.client
import os
import signal
import socket
import sys
import threading
import time
from pathlib import Path
from types import FrameType

from demo.processes import children, workspace
from demo.processes.children import Child
from demo.processes.environment import child_environment, demo_variables
from demo.processes.errors import DemoError, Stopped
from demo.processes.paths import Paths
from demo.processes.report import greet, say, write_report
from demo.servers import processes
from demo.servers.ports import LOOPBACK, free_port, listen
from demo.servers.servers import Server, Servers

READY_SECONDS = 180.0
WATCH_SECONDS = 0.25
HOPELESS_DEATHS = 4


class Supervisor:
    """One demo of one checkout.

    Args:
        root: the checkout.
        var: keeps all state.
        port: the wanted port; when it is taken, the next free one.
    """

    def __init__(self, root: Path, *, var: Path, port: int) -> None:
        self._root = root
        self._paths = Paths(var)
        self._wanted_port = port
        self._stopping = threading.Event()
        self._children: list[Child] = []
        self._variables: dict[str, str] = {}
        self._servers: Servers | None = None
        self._sockets: list[socket.socket] = []

    def run(self, *, reset: bool) -> None:
        """Run until SIGINT, SIGTERM or SIGHUP.

        Raises: DemoError, EmbeddedError.
        """
        self._listen_to_signals()
        os.chdir(self._root)  # gunicorn and celery import from the current folder
        with workspace.locked(self._paths):
            try:
                self._start(reset=reset)
                self._watch()
            except Stopped:
                pass
            finally:
                self._stop()

    def _start(self, *, reset: bool) -> None:
        self._paths.report.unlink(missing_ok=True)
        children.end_orphans(self._paths.var)
        self._servers = self._make_servers(reset=reset)
        workspace.trim_logs(self._paths)
        if self._own_servers:
            say(f"Starting {' and '.join(server.name for server in self._own_servers)} ...")
        self._servers.start()
        self._furnish(self._servers)
        self._prepare()
        say("Starting web, worker and beat ...")
        for child in self._children:
            child.start(self._environment)
        self._wait_until_ready()
        self._report()
        greet(self._paths, self._variables["SITE_URL"])

    def _make_servers(self, *, reset: bool) -> Servers:
        """Return the servers the environment does not name, over empty folders after a reset."""
        wanted = {
            "with_postgres": not os.environ.get("DATABASE_URL"),
            "with_valkey": not os.environ.get("REDIS_URL"),
        }
        servers = Servers(self._paths.var, is_durable=True, **wanted)
        if not reset:
            return servers
        if not wanted["with_postgres"]:
            raise DemoError(
                "RESET=1 clears the demo's own database only; DATABASE_URL names yours."
            )
        servers.stop()
        workspace.clear(self._paths)
        return Servers(self._paths.var, is_durable=True, **wanted)

    def _furnish(self, servers: Servers) -> None:
        """Open the sockets, settle the environment, list the children."""
        web = listen(self._wanted_port)
        mail = listen(free_port())
        self._sockets = [web, mail]
        port = web.getsockname()[1]
        if port != self._wanted_port:
            say(f"Port {self._wanted_port} is taken; using {port}.")
        self._variables = demo_variables(self._paths, servers.environment, web=web, mail=mail)
        workspace.publish_environment(self._paths, self._variables)
        log = self._paths.logs
        self._children = [
            children.mail_server(mail.fileno(), self._paths.mailbox, log / "mail.log"),
            children.web_server(web.fileno(), log / "web.log"),
            children.worker(log / "worker.log"),
            children.beat(self._paths.schedule, log / "beat.log"),
        ]

    @property
    def _environment(self) -> dict[str, str]:
        return child_environment(self._paths, self._variables)

    def _prepare(self) -> None:
        say("Preparing the clinic ...")
        process = processes.spawn(
            [sys.executable, "manage.py", "prepare_demo"],
            log=None,
            environment=self._environment,
        )
        while process.poll() is None:
            if self._stopping.wait(WATCH_SECONDS / 5):
                processes.end(process, [(signal.SIGTERM, 5.0)])
                raise Stopped
        if process.returncode != 0:
            raise DemoError("The clinic could not be prepared; the reason stands above.")

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while not self._is_ready():
            if self._stopping.wait(WATCH_SECONDS / 2):
                raise Stopped
            self._heal()
            hopeless = [child for child in self._children if child.deaths >= HOPELESS_DEATHS]
            if hopeless or time.monotonic() > deadline:
                names = ", ".join(child.name for child in hopeless) or "the web"
                raise DemoError(f"No luck with {names}; see {self._paths.logs}")

    def _is_ready(self) -> bool:
        connection = http.client.HTTPConnection(
            LOOPBACK, self._sockets[0].getsockname()[1], timeout=5
        )
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def _watch(self) -> None:
        while not self._stopping.wait(WATCH_SECONDS):
            if self._heal():
                self._report()

    def _heal(self) -> bool:
        """Start again what has died; return whether anything had."""
        is_healed = self._heal_servers()
        for child in self._children:
            if not child.is_running() and child.is_due():
                say(f"{child.name} ended unexpectedly; starting it again.")
                child.restart(self._environment)
                is_healed = True
        return is_healed

    def _heal_servers(self) -> bool:
        dead = [server for server in self._own_servers if not server.is_running()]
        for server in dead:
            say(f"{server.name} ended unexpectedly; starting it again.")
            server.start()
        if dead and self._has_moved():
            # A port was taken meanwhile: everybody has to learn the new address.
            self._variables.update(self._addresses)
            workspace.publish_environment(self._paths, self._variables)
            children.stop_all(self._children)
        return bool(dead)

    def _has_moved(self) -> bool:
        return not self._addresses.items() <= self._variables.items()

    @property
    def _addresses(self) -> dict[str, str]:
        return self._servers.environment if self._servers else {}

    @property
    def _own_servers(self) -> list[Server]:
        return self._servers.all if self._servers else []

    def _report(self) -> None:
        pids = {"supervisor": os.getpid()}
        for part in [*self._own_servers, *self._children]:
            if part.pid is not None:
                pids[part.name] = part.pid
        write_report(self._paths, self._variables, pids)

    def _stop(self) -> None:
        say("Stopping ...")
        workspace.withdraw_environment(self._paths)
        children.stop_all(self._children)
        if self._servers is not None:
            self._servers.stop()
        for listener in self._sockets:
            listener.close()
        say("Stopped; nothing is left running.")

    def _listen_to_signals(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            # `nohup make demo` ignores SIGHUP on purpose.
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, self._on_signal)
        if os.environ.get("BAYWISE_MAKE"):
            processes.die_with_parent(signal.SIGTERM)  # `kill -9` of make stops us, too

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        say(f"Got {signal.Signals(number).name}.")
        self._stopping.set()
