import json
import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from demo.seed.accounts import Credentials
from demo.seed.seed import (
    DAYS_AHEAD,
    DAYS_BACK,
    MOST_DAYS_AHEAD,
    SeedReport,
    is_seeded,
    seed_clinics,
)
from procedures.selectors import active_procedures
from procedures.services.load_catalogue import CATALOGUE, load_catalogue


class Command(BaseCommand):
    help = (
        "Fill an empty database with the demo clinics: staff, rooms, patients and visits from a "
        "week back to six weeks ahead. A database that has a clinic is left alone. The sign-ins "
        "are public, so this is not for a clinic of real patients."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--scale",
            type=int,
            default=1,
            metavar="N",
            help="N times the rooms, people and visits, to try the load (default: 1)",
        )

        for option, days, side in (
            ("--days-back", DAYS_BACK, "before"),
            ("--days-ahead", DAYS_AHEAD, "after"),
        ):
            text = f"booked days {side} today (default: {days})"
            parser.add_argument(option, type=int, default=days, metavar="D", help=text)

    def handle(
        self, *args: Any, scale: int, days_back: int, days_ahead: int, **options: Any
    ) -> None:
        if scale < 1 or days_back < 0 or not 0 <= days_ahead <= MOST_DAYS_AHEAD:
            raise CommandError(
                f"--scale begins at 1, days at 0, and at most {MOST_DAYS_AHEAD} are ahead."
            )
        if is_seeded():
            self.stdout.write("There is a clinic already: nothing was changed.")
            return
        if not active_procedures().exists():
            load_catalogue(path=CATALOGUE)
        with _SeedProgress(self) as progress:
            report = seed_clinics(
                now=timezone.now(),
                on_progress=progress.show,
                scale=scale,
                days_back=days_back,
                days_ahead=days_ahead,
            )
        if path := settings.DEMO_CREDENTIALS_FILE:
            write_credentials(Path(path), report.credentials)
        if options["verbosity"]:
            self._print(report)

    def _print(self, report: SeedReport) -> None:
        names = " and ".join(clinic.name for clinic in report.clinics)
        self.stdout.write(f"{names}: {report.visits} visits.")
        booked = ", ".join(str(rate) for rate in report.fill_rates)
        self.stdout.write(f"Booked at {report.clinics[0].name}: {booked}.")
        for user in report.credentials.users:
            self.stdout.write(f"sign in     {user.role:<10} {user.email}  {user.password}")
        for token in report.credentials.api_tokens:
            self.stdout.write(f"API token   {token.role:<10} {token.token}")
        for order in report.credentials.order_codes:
            what = " ".join(filter(None, [order.procedure, order.side, order.level]))
            who = f"{order.patient}, born {order.date_of_birth}"
            self.stdout.write(f"order code  {order.code}  {what}, {who}")


def write_credentials(path: Path, credentials: Credentials) -> None:
    """Write what was printed as JSON, readable by its owner alone from the first byte on."""
    text = json.dumps(credentials.as_json(), indent=2, ensure_ascii=False) + "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)


class _SeedProgress:
    """A bar on a terminal, a line for every tenth of the work elsewhere."""

    def __init__(self, command: BaseCommand) -> None:
        self.command = command
        self.bar: Any = None
        self.told = 0

    def __enter__(self) -> "_SeedProgress":
        if sys.stderr.isatty():
            self.bar = tqdm(unit="day", leave=False, desc="demo clinic")
        return self

    def __exit__(self, *exc_info: object) -> None:
        if self.bar is not None:
            self.bar.close()

    def show(self, done: int, days: int, visits: int) -> None:
        if self.bar is not None:
            self.bar.total, self.bar.n = days, done
            self.bar.set_postfix(visits=visits)
        elif (tenth := done * 10 // days) > self.told:
            self.told = tenth
            self.command.stdout.write(f"demo clinic: {tenth * 10} %, {visits} visits")
            self.command.stdout.flush()
