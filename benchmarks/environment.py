"""Where the benchmark runs: a database of its own on the server at hand, and a real web server."""

import contextlib
import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from demo.servers import processes
from demo.servers.ports import LOOPBACK, free_port

START_SECONDS = 60.0


@contextlib.contextmanager
def scratch_database() -> Iterator[str]:
    """Make a database beside the clinic's, turn this process to it, yield its address; drop it.

    The clinic's own database is never read or written.
    """
    name = f"baywise_bench_{os.getpid()}"
    url = settings.DATABASE_URL
    own_name = connection.settings_dict["NAME"]
    _execute(url, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        _turn_to(name)
        call_command("migrate", verbosity=0)
        yield urlsplit(url)._replace(path=f"/{quote(name)}").geturl()
    finally:
        _turn_to(own_name)
        _execute(
            url, sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )


def _turn_to(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = unquote(name)


def _execute(url: str, statement: sql.Composed) -> None:
    with psycopg.connect(url, autocommit=True) as opened:
        opened.execute(statement)


@contextlib.contextmanager
def web_server(database_url: str) -> Iterator[int]:
    """Run gunicorn as in production, with the bare limits beside the product; yield the port.

    Raises: RuntimeError with the server's words when it does not answer.
    """
    port = free_port()
    environment = {
        **os.environ,
        "DATABASE_URL": database_url,
        "SECRET_KEY": settings.SECRET_KEY,
        "SITE_URL": f"http://{LOOPBACK}:{port}",
        "ALLOWED_HOSTS": LOOPBACK,
        "DEBUG": "0",
        "LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-m", "gunicorn", "benchmarks.limits.wsgi"]
    command += ["--config", "config/gunicorn.conf.py", "--bind", f"{LOOPBACK}:{port}"]
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "web.log"
        process = processes.spawn(
            command, log=log, environment=environment, folder=settings.BASE_DIR
        )
        try:
            if not processes.wait_until(lambda: _answers(port), seconds=START_SECONDS, every=0.1):
                raise RuntimeError(f"The web server does not answer:\n{log.read_text()}")
            yield port
        finally:
            processes.end(process, [(signal.SIGTERM, 10.0)])


def _answers(port: int) -> bool:
    opened = HTTPConnection(LOOPBACK, port, timeout=5)
    try:
        opened.request("GET", "/healthz")
        return opened.getresponse().status == 200
    except OSError:
        return False
    finally:
        opened.close()
