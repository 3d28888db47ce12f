"""Real servers from the wheels, started the way the demo and the tests start them."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import psycopg
import redis

from demo.servers import processes
from demo.servers.servers import Servers
from tests.demo.servers.conftest import Start


def keep_value(servers: Servers, value: str) -> None:
    with psycopg.connect(servers.postgres.url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (value text)")
        connection.execute("INSERT INTO kept VALUES (%s)", [value])
    with redis.Redis.from_url(servers.valkey.url) as client:
        client.set("kept", value)


def kept_values(servers: Servers) -> tuple[list[str], bytes]:
    with psycopg.connect(servers.postgres.url) as connection:
        rows = connection.execute("SELECT value FROM kept").fetchall()
    with redis.Redis.from_url(servers.valkey.url) as client:
        return [value for (value,) in rows], client.get("kept")


def uid_of(pid: int) -> int:
    return Path(f"/proc/{pid}").stat().st_uid


def test_two_copies_run_at_once_also_on_a_path_with_spaces(tmp_path: Path, start: Start) -> None:
    first = start(tmp_path / "first copy")
    second = start(tmp_path / "second 'copy'")
    keep_value(first, "first")
    keep_value(second, "second")
    assert kept_values(first) == (["first"], b"first")
    assert kept_values(second) == (["second"], b"second")


def test_data_and_addresses_survive_kill_9_of_everything(tmp_path: Path, start: Start) -> None:
    killed = start(tmp_path, is_durable=True)
    keep_value(killed, "acknowledged")
    with redis.Redis.from_url(killed.valkey.url) as client:
        client.execute_command("WAITAOF", 1, 0, 5000)  # Valkey acknowledges before its disk does
    for server in killed.all:
        server.process.send_signal(signal.SIGKILL)
        server.process.wait()
    # The old process id may belong to anybody by now: here to ourselves.
    pid_file = tmp_path / "postgres" / "postmaster.pid"
    _, *others = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(os.getpid()), *others]))

    healed = start(tmp_path, is_durable=True)

    assert kept_values(healed) == (["acknowledged"], b"acknowledged")
    assert healed.environment == killed.environment


def test_an_orphan_of_the_same_folder_ends_and_a_stranger_stays(
    tmp_path: Path, start: Start
) -> None:
    stranger = start(tmp_path / "stranger")
    orphan = start(tmp_path / "own")

    heir = start(tmp_path / "own")

    assert not any(server.is_running() for server in orphan.all)
    assert all(server.is_running() for server in [*heir.all, *stranger.all])


def test_a_taken_port_is_replaced(tmp_path: Path, start: Start) -> None:
    servers = start(tmp_path)
    taken = servers.postgres.port
    servers.stop()
    with socket.create_server(("127.0.0.1", taken)):
        again = start(tmp_path)
    assert again.postgres.port != taken
    keep_value(again, "elsewhere")


def test_nothing_survives_a_parent_that_is_killed(tmp_path: Path) -> None:
    with keeper(tmp_path) as process:
        process.stdout.readline()
        assert processes.running_with(str(tmp_path), "postgres")
        assert processes.running_with(str(tmp_path), "valkey-server")
        process.kill()
    assert processes.wait_until(lambda: not processes.running_with(str(tmp_path)), seconds=20)


def test_servers_run_unprivileged_in_a_closed_folder(tmp_path: Path, start: Start) -> None:
    tmp_path.chmod(0o700)
    servers = start(tmp_path / "var")
    for server in servers.all:
        assert uid_of(server.pid) != 0
    assert os.geteuid() == 0 or uid_of(servers.postgres.pid) == os.geteuid()
    assert tmp_path.stat().st_mode & 0o777 == 0o700


def test_a_plain_user_needs_nobody(tmp_path: Path) -> None:
    folder = tmp_path / "home of a plain user"
    folder.mkdir(mode=0o700)
    with keeper(folder, is_plain=True) as process:
        said = json.loads(process.stdout.readline())
        assert said["uid"] != 0
        assert {uid_of(pid) for pid in said["pids"].values()} == {said["uid"]}
        process.stdin.close()
        assert process.wait(timeout=30) == 0


def test_the_application_is_no_superuser_yet_makes_its_extensions(
    tmp_path: Path, start: Start
) -> None:
    with psycopg.connect(start(tmp_path).postgres.url) as connection:
        for extension in ("btree_gist", "pg_trgm"):
            connection.execute(f"CREATE EXTENSION {extension}")
        row = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        assert row.fetchone() == (False,)


def keeper(folder: Path, *, is_plain: bool = False) -> subprocess.Popen[str]:
    """Start servers in a process of their own; as root, `is_plain` makes it another user's.

    The capability only lets that user reach this checkout, wherever it lies; it is not root and
    the code under test treats it as any other person.
    """
    prefix = []
    if is_plain and os.geteuid() == 0:
        os.chown(folder, 65534, 65534)
        prefix = [
            *("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"),
            *("--inh-caps=+dac_override", "--ambient-caps=+dac_override"),
            "--securebits=+no_setuid_fixup",
        ]
    return subprocess.Popen(
        [*prefix, sys.executable, "-B", "-m", "tests.demo.servers.keep", str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
