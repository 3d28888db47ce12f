import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, OutputWrapper
from tqdm import tqdm

from procedures.errors import CatalogueInvalid
from procedures.services.load_catalogue import CATALOGUE, LoadReport, load_catalogue


class Command(BaseCommand):
    help = (
        "Bring the procedure catalogue to what a file says (without FILE: the shipped one). "
        "What was edited by hand is overwritten; what the file no longer has is deactivated. "
        "With a fault in the file nothing is changed, every fault is listed and the exit code is 1."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=CATALOGUE, metavar="FILE")

    def handle(self, *args: Any, file: Path, verbosity: int, **options: Any) -> None:
        try:
            with _LoadProgress(self.stdout, is_shown=verbosity > 0) as progress:
                report = load_catalogue(path=file, on_progress=progress.show)
        except CatalogueInvalid as error:
            for fault in error.faults:
                self.stderr.write(str(fault))
            count = len(error.faults)
            raise CommandError(f"{count} fault(s) in {file}, nothing was changed") from error
        if verbosity > 0:
            self._print(report, with_unchanged=verbosity > 1)

    def _print(self, report: LoadReport, *, with_unchanged: bool) -> None:
        for item in report.updated:
            self.stdout.write(f"updated {item}")
        for item in report.deactivated:
            self.stdout.write(f"deactivated {item}")
        if with_unchanged:
            for item in (*report.created, *report.unchanged):
                self.stdout.write(f"loaded {item}")
        self.stdout.write(str(report))


class _LoadProgress:
    """A bar on a terminal, one line per table elsewhere."""

    def __init__(self, lines: OutputWrapper, *, is_shown: bool) -> None:
        self.lines = lines
        self.is_shown = is_shown
        self.bar: Any = None

    def __enter__(self) -> "_LoadProgress":
        if self.is_shown and sys.stderr.isatty():
            self.bar = tqdm(file=sys.stderr, unit="entry", leave=False)
        return self

    def __exit__(self, *exc_info: object) -> None:
        if self.bar is not None:
            self.bar.close()

    def show(self, table: str, done: int, total: int) -> None:
        if self.bar is not None:
            self.bar.total, self.bar.desc = total, f"{table}: "
            self.bar.n = done
            self.bar.refresh()
        elif self.is_shown and done == total:
            self.lines.write(f"{table.replace('_', ' ')}: {total}")
