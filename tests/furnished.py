"""A folder with servers in which a clinic stands, made once for a run and copied by who needs one.

Demos and servers that are killed live on servers of their own; migrating there took longer than the
killing.
"""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

from demo.servers.servers import Servers
from tests.house.source import ROOT

BUILD = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.world import build_clinic, load_test_catalogue
load_test_catalogue(); build_clinic(rooms=4, bays=8)
"""


def copy_furnished(runs: Path, target: Path) -> None:
    """Copy the folder that lies in the folder of the whole run; make it if nobody has yet."""
    made = runs / "furnished"
    with (runs / "furnished.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            draft = runs / "furnished.draft"
            _furnish(draft)
            draft.rename(made)
    subprocess.run(["cp", "-a", str(made), str(target)], check=True)  # with owners, as root


def _furnish(folder: Path) -> None:
    """Build a clinic on servers that need not last; what they leave does."""
    folder.mkdir()
    servers = Servers(folder, is_durable=False, with_valkey=False)
    try:
        servers.start()
        subprocess.run(
            [sys.executable, "-c", BUILD],
            cwd=ROOT,
            env={**os.environ, **servers.environment, "PYTHONPATH": str(ROOT)},
            check=True,
        )
    finally:
        servers.stop()
