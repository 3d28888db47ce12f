"""`make bench`: finding and booking a time, measured beside what the machine can do at best."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from tqdm import tqdm

from benchmarks.program import BenchPlan, run
from benchmarks.report import figures_of, write_page

LINES = 5  # without a terminal: so many lines per step


class Command(BaseCommand):
    help = (
        "Measure finding and booking a time beside the limits of the machine, and write the "
        "figures to docs/benchmarks.md. Works in a database of its own, dropped at the end; "
        "without DATABASE_URL on a server of its own too. SCALE=100 adds a clinic a hundred "
        "times as large."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        scale = int(os.environ.get("SCALE") or 10)
        parser.add_argument("--scale", type=int, default=scale, help="largest clinic (default 10)")
        parser.add_argument("--rounds", type=int, default=15, help="of looking for times")
        parser.add_argument("--bookings", type=int, default=5, help="rounds of booking")
        parser.add_argument("--no-write", action="store_true", help="print the figures only")

    def handle(self, *args: Any, **options: Any) -> None:
        # A running demo lends its database to other commands; a benchmark must not use it.
        if not os.environ.get("DATABASE_URL"):
            sys.exit(_with_own_servers(sys.argv[1:]))
        settings.DEBUG = False  # it would keep every statement in memory
        scales = tuple(scale for scale in (1, 10, 100) if scale <= max(1, options["scale"]))
        plan = BenchPlan(scales, options["rounds"], options["bookings"])
        found = run(plan, today=timezone.now().date(), bar=self.bar)
        figures = figures_of(found, command=_command(scales, sys.argv[2:]), at=timezone.now())
        self.stdout.write(figures)
        if not options["no_write"]:
            write_page(figures + "\n")

    @contextmanager
    def bar(self, title: str, total: int) -> Iterator[Callable[[str], None]]:
        """Show a bar on a terminal, some lines elsewhere."""
        if sys.stderr.isatty():
            with tqdm(total=total, desc=title, file=sys.stderr) as shown:
                yield lambda _what: (shown.update(), None)[1]
            return
        done = 0

        def advance(_what: str) -> None:
            nonlocal done
            done += 1
            if done * LINES // total > (done - 1) * LINES // total:
                self.stderr.write(f"{title}: {done} of {total}")

        yield advance


def _with_own_servers(words: list[str]) -> int:
    command = [sys.executable, "-m", "demo.servers.command", sys.executable, "manage.py", *words]
    return subprocess.run(command, cwd=settings.BASE_DIR, check=False).returncode


def _command(scales: tuple[int, ...], words: list[str]) -> str:
    """Return what somebody types to get these figures again."""
    scale = f"SCALE={scales[-1]} " if scales[-1] != 10 else ""
    return f"{scale}make bench" + (f' ARGS="{" ".join(words)}"' if words else "")
